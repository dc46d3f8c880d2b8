var picture=(()=>{var y=Object.create;var a=Object.defineProperty;var k=Object.getOwnPropertyDescriptor;var f=Object.getOwnPropertyNames;var w=Object.getPrototypeOf,b=Object.prototype.hasOwnProperty;var g=(t,s)=>()=>{try{return s||t((s={exports:{}}).exports,s),s.exports}catch(o){throw s=0,o}},L=(t,s)=>{for(var o in s)a(t,o,{get:s[o],enumerable:!0})},x=(t,s,o,i)=>{if(s&&typeof s=="object"||typeof s=="function")for(let r of f(s))!b.call(t,r)&&r!==o&&a(t,r,{get:()=>s[r],enumerable:!(i=k(s,r))||i.enumerable});return t};var U=(t,s,o)=>(o=t!=null?y(w(t)):{},x(s||!t||!t.__esModule?a(o,"default",{value:t,enumerable:!0}):o,t)),R=t=>x(a({},"__esModule",{value:!0}),t);var u=g((D,m)=>{m.exports=runtime});var M={};L(M,{default:()=>v,terms:()=>c,total:()=>p});var e=U(u(),1),n=(0,e.plane)({x:[0,4],y:[-2.2,2.6],left:40,top:14,width:468,height:330}),h=["orange","red","purple","green"],d=["7 4","2 3","9 3 2 3","12 4"],S=[1,-1,-1,1],l=t=>[1,1+1/t,2,2+1/t],c=(t,s)=>l(s).map((o,i)=>S[i]*Math.max(0,s*(t-o))),p=(t,s,o)=>c(t,o).slice(0,s).reduce((i,r)=>i+r,0),A=["r(s (x − 1))","− r(s (x − 1) − 1)","− r(s (x − 2))","r(s (x − 2) − 1)"];function Y({units:t,s}){let i=[0,...l(s),4].map(r=>[r,p(r,t,s)]);return e.html`
    <rect x=${n.X(1)} y=${n.Y(1)} width=${n.X(2)-n.X(1)} height=${n.Y(0)-n.Y(1)} fill=${e.c.shade} stroke=${e.c.rule} />
    <${e.Axes} on=${n} xticks=${[0,1,2,3,4]} yticks=${[-2,-1,0,1,2]} xname="x" />
    <line x1=${n.left} x2=${n.left+n.width} y1=${n.Y(0)} y2=${n.Y(0)} stroke=${e.c.faint} />
    <${e.Inside} on=${n}>
      ${(0,e.range)(t).map(r=>e.html`<${e.Curve} on=${n} points=${[[0,0],[l(s)[r],0],[4,c(4,s)[r]]]}
        color=${e.c[h[r]]} dash=${d[r]} thick="2" />`)}
      <${e.Curve} on=${n} points=${i} color=${e.c.blue} thick="3.5" />
    <//>
    ${A.map((r,$)=>e.html`<g class="cn-moves" key=${$} opacity=${$<t?1:.3}>
      <line x1="526" x2="556" y1=${34+34*$} y2=${34+34*$} stroke=${e.c[h[$]]} stroke-width="2.5" stroke-dasharray=${d[$]} />
      <${e.Maths} x="568" y=${34+34*$} anchor="start" size="14" ink=${e.c[`${h[$]}Ink`]}>${r}<//></g>`)}
    <line x1="526" x2="712" y1="158" y2="158" stroke=${e.c.rule} />
    <line x1="526" x2="556" y1="180" y2="180" stroke=${e.c.blue} stroke-width="3.5" />
    <${e.Label} x="568" y="180" anchor="start" ink=${e.c.blueInk}>their sum<//>
    <rect x="526" y="200" width="30" height="20" fill=${e.c.shade} stroke=${e.c.rule} />
    <${e.Label} x="568" y="210" anchor="start" ink=${e.c.muted}>the box<//>`}function I({units:t,s}){let o=["One ReLU rises without end","Two ReLUs make a step that stays at 1","Three ReLUs fall without end","Four ReLUs make a box with ramps"][t-1],i=t===4?`; the area between it and the box is ${(0,e.number)(1/s)}`:"";return`${o}, with the slope s = ${(0,e.number)(s)}${i}.`}var v={name:"box_from_relus",title:"A box from ReLUs",hint:"Add the ReLUs one at a time, then change their slope.",height:386,initial:{units:1,s:2},controls:[(0,e.slider)("units","number of ReLUs",1,4,{every:1200}),(0,e.slider)("s","slope s",1,50)],Drawing:Y,sentence:I};return R(M);})();
