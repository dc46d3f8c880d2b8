var picture=(()=>{var j=Object.create;var v=Object.defineProperty;var q=Object.getOwnPropertyDescriptor;var O=Object.getOwnPropertyNames;var R=Object.getPrototypeOf,U=Object.prototype.hasOwnProperty;var P=(e,t)=>()=>{try{return t||e((t={exports:{}}).exports,t),t.exports}catch(n){throw t=0,n}},T=(e,t)=>{for(var n in t)v(e,n,{get:t[n],enumerable:!0})},E=(e,t,n,o)=>{if(t&&typeof t=="object"||typeof t=="function")for(let i of O(t))!U.call(e,i)&&i!==n&&v(e,i,{get:()=>t[i],enumerable:!(o=q(t,i))||o.enumerable});return e};var W=(e,t,n)=>(n=e!=null?j(R(e)):{},E(t||!e||!e.__esModule?v(n,"default",{value:e,enumerable:!0}):n,e)),z=e=>E(v({},"__esModule",{value:!0}),e);var A=P((G,I)=>{I.exports=runtime});var V={};T(V,{KERNEL:()=>N,default:()=>K,featureMap:()=>k,isEquivariant:()=>b,moved:()=>y});var r=W(A(),1),p=14,[m,w]=[3,4],x=["#####","....#","...#.","..#..","..#..",".#...",".#..."],N=[[1,0,-1],[1,0,-1],[1,0,-1]],L=x.flatMap((e,t)=>[...e].flatMap((n,o)=>n==="#"?[[t,o]]:[]));function y({dx:e,dy:t}){let n=(0,r.range)(p).map(()=>Array(p).fill(0));for(let[o,i]of L)n[m+t+o][w+e+i]=1;return n}function k(e,t){let n=Math.floor((p-1)/t)+1,o=(i,$)=>N.reduce((a,d,c)=>d.reduce((u,g,S)=>u+g*(e[i+c-1]?.[$+S-1]??0),a),0);return(0,r.range)(n).map(i=>(0,r.range)(n).map($=>o(i*t,$*t)))}function b({dx:e,dy:t,stride:n}){let[o,i]=[t/n,e/n];if(!Number.isInteger(o)||!Number.isInteger(i))return!1;let[$,a]=[y({dx:0,dy:0}),y({dx:e,dy:t})].map(d=>k(d,n));return a.every((d,c)=>d.every((u,g)=>u===($[c-o]?.[g-i]??0)))}var l=15,f=p*l,h=34,s={image:8,now:255,old:502};function M({x:e,title:t,ink:n,unit:o,handle:i}){let $=(0,r.range)(f/o-1,1).map(a=>a*o);return r.html`
    <${r.Label} x=${e} y="16" anchor="start" ink=${n}>${t}<//>
    <rect class=${i&&"cn-handle"} x=${e} y=${h} width=${f} height=${f} fill=${r.c.paper} stroke=${r.c.rule} />
    <path d=${$.map(a=>`M${e+a} ${h}v${f}M${e} ${h+a}h${f}`).join("")}
      fill="none" stroke=${r.c.faint} pointer-events="none" />`}function D({values:e,unit:t,right:n=0,down:o=0}){return e.map((i,$)=>i.map((a,d)=>{let c=.46*t*(1+Math.abs(a))/4,[u,g]=[(d-n+.5)*t,($-o+.5)*t];return a>0?r.html`<rect x=${(u-c).toFixed(1)} y=${(g-c).toFixed(1)} width=${(2*c).toFixed(1)}
          height=${(2*c).toFixed(1)} fill=${r.c.green} />`:a<0&&r.html`<circle cx=${u} cy=${g} r=${c.toFixed(1)} fill=${r.c.purple} />`}))}function B(e){let{dx:t,dy:n,stride:o}=e,i=o*l,[$,a]=[Math.floor(t/o),Math.floor(n/o)],d=b(e);return r.html`
    <${M} x=${s.image} title="digit: drag it" ink=${r.c.blueInk} unit=${l} handle />
    <g pointer-events="none"><${r.Moved} x=${s.image+(w+t)*l} y=${h+(m+n)*l}>
      ${L.map(([c,u])=>r.html`<rect x=${u*l} y=${c*l} width=${l} height=${l} fill=${r.c.blue} />`)}
    <//></g>
    <${M} x=${s.now} title="its feature map" ink=${r.c.greenInk} unit=${i} />
    <${r.Moved} key=${`now${o}`} x=${s.now+$*i} y=${h+a*i}>
      <${D} values=${k(y(e),o)} unit=${i} right=${$} down=${a} />
    <//>
    <${M} x=${s.old} title="first map, moved along" ink=${r.c.greenInk} unit=${i} />
    <${r.Moved} key=${`old${o}`} x=${s.old+t*l} y=${h+n*l}>
      <${D} values=${k(y({dx:0,dy:0}),o)} unit=${i} />
    <//>
    <rect x=${s.now} y="263" width="11" height="11" fill=${r.c.green} />
    <${r.Label} x=${s.now+18} y="269" anchor="start">above 0<//>
    <circle cx=${s.now+98} cy="269" r="6" fill=${r.c.purple} />
    <${r.Label} x=${s.now+110} y="269" anchor="start">below 0<//>
    <${r.Label} x=${s.image} y="269" anchor="start" ink=${r.c.muted}>kernel: three rows of (1, 0, −1)<//>
    <${r.Label} x=${s.old} y="269" anchor="start" weight="600" ink=${d?r.c.greenInk:r.c.redInk}
      >${t||n?d?"the same":"not the same":""}<//>`}function C(e){let{dx:t,dy:n,stride:o}=e,i=[t&&`${Math.abs(t)} to the ${t<0?"left":"right"}`,n&&`${Math.abs(n)} ${n<0?"up":"down"}`].filter(Boolean);if(!i.length)return`Stride ${o}: the digit 7 where it stood at first, and its feature map.`;let $=b(e)?"the feature map is the first one, moved along":"the feature map is not the first one, moved along: that would lie between the places";return`Stride ${o}, the digit moved by ${i.join(" and ")}: ${$}.`}var F=(e,t)=>({dx:(0,r.clamp)(e,1-w,p-1-x[0].length-w),dy:(0,r.clamp)(t,1-m,p-1-x.length-m)}),K={name:"equivariance",title:"A digit is moved, and its feature map with it",hint:"Drag the digit, or use the arrow keys, at stride 1 and at stride 2.",height:288,initial:{dx:0,dy:0,stride:1},controls:[(0,r.choice)("stride","stride",[1,2])],Drawing:B,sentence:C,drags:!0,point(e,{x:t,y:n,kind:o}){if(o==="move"||o==="up"||o==="down"&&(t>s.image+f||n<h||n>h+f))return null;let i=[x[0].length/2,x.length/2];return F(Math.round((t-s.image)/l-i[0])-w,Math.round((n-h)/l-i[1])-m)},key({dx:e,dy:t},n){let o={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]}[n];return o&&F(e+o[0],t+o[1])}};return z(V);})();
