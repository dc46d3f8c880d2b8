var picture=(()=>{var I=Object.create;var w=Object.defineProperty;var T=Object.getOwnPropertyDescriptor;var A=Object.getOwnPropertyNames;var P=Object.getPrototypeOf,_=Object.prototype.hasOwnProperty;var F=(t,n)=>()=>{try{return n||t((n={exports:{}}).exports,n),n.exports}catch(r){throw n=0,r}},L=(t,n)=>{for(var r in n)w(t,r,{get:n[r],enumerable:!0})},v=(t,n,r,u)=>{if(n&&typeof n=="object"||typeof n=="function")for(let i of A(n))!_.call(t,i)&&i!==r&&w(t,i,{get:()=>n[i],enumerable:!(u=T(n,i))||u.enumerable});return t};var z=(t,n,r)=>(r=t!=null?I(P(t)):{},v(n||!t||!t.__esModule?w(r,"default",{value:t,enumerable:!0}):r,t)),O=t=>v(w({},"__esModule",{value:!0}),t);var b=F((E,M)=>{M.exports=runtime});var C={};L(C,{A:()=>y,B:()=>h,default:()=>B,outputs:()=>f,padded:()=>g,products:()=>k});var e=z(b(),1),y=[1,2,0,-1],h=[3,1,-2],[l,a]=[y.length,h.length],o=36,[p,x,c,d]=[86,416,76,252],k=t=>(0,e.range)(l).map(n=>h[t-n]===void 0?null:y[n]*h[t-n]),f=()=>(0,e.range)(l+a-1).map(t=>k(t).reduce((n,r)=>n+(r??0),0)),g=()=>[...Array(a-1).fill(0),...y,...Array(a-1).fill(0)];function R({i:t}){let n=(0,e.range)(l).map($=>(0,e.range)(l+a-1).map(s=>h[s-$]===void 0?"":y[$]*h[s-$])),r=[...h].reverse(),u=g().slice(t,t+a),i=f()[t],m=($,s)=>s>=a-1&&s<a-1+l;return e.html`
    <${e.Label} x="8" y="16" anchor="start" size="16" weight="600">Translate and scale<//>
    <${e.Label} x="326" y="16" anchor="start" size="16" weight="600">Flip and filter<//>
    ${(0,e.range)(l).map($=>e.html`<${e.Maths} x="8" y=${c+($+.5)*o} anchor="start" ink=${e.c.blueInk}
      >a_${$} = ${(0,e.number)(y[$])}<//>`)}
    ${(0,e.range)(l+a-1).map($=>e.html`<${e.Maths} x=${p+($+.5)*o} y=${c-14}
      ink=${$===t?e.c.redInk:e.c.muted}>y_${$}<//>`)}
    <${e.Table} x=${p} y=${c} unit=${o} values=${n}
      face=${($,s)=>n[$][s]===""?e.c.paper:e.c.orangePale} />
    <${e.Label} x="8" y=${d+o/2} anchor="start" ink=${e.c.greenInk}>sum<//>
    <${e.Table} x=${p} y=${d} unit=${o} values=${[f()]} face=${e.c.greenPale} />
    <${e.Frame} key="column" x=${p+t*o} y=${c} width=${o} height=${l*o} color=${e.c.red} />
    <${e.Frame} key="sum" x=${p+t*o} y=${d} width=${o} color=${e.c.red} />

    <${e.Label} x="326" y=${c+o/2} anchor="start" ink=${e.c.blueInk}>a, padded<//>
    <${e.Label} x="326" y=${c+1.5*o+8} anchor="start" ink=${e.c.orangeInk}>b, flipped<//>
    <${e.Label} x="326" y=${c+2.5*o+16} anchor="start">products<//>
    <${e.Label} x="326" y=${d+o/2} anchor="start" ink=${e.c.greenInk}>sum<//>
    <${e.Table} x=${x} y=${c} unit=${o} values=${[g()]}
      face=${($,s)=>m($,s)?e.c.bluePale:e.c.shade} ink=${($,s)=>m($,s)?e.c.ink:e.c.muted} />
    <${e.Moved} x=${x+t*o} y=${c}>
      <${e.Table} x=${0} y=${o+8} unit=${o} values=${[r]} face=${e.c.orangePale} />
      <${e.Table} x=${0} y=${2*o+16} unit=${o} values=${[u.map(($,s)=>$*r[s])]} />
      <${e.Arrow} x1=${1.5*o} y1=${3*o+22} x2=${1.5*o} y2=${d-c-4} color=${e.c.green} />
      <${e.Table} x=${o} y=${d-c} unit=${o} values=${[[i]]} face=${e.c.greenPale} />
      <${e.Frame} x=${0} y=${-2} width=${a*o} height=${3*o+20} color=${e.c.red} />
    <//>`}function U({i:t}){let n=k(t).filter($=>$!==null).map(e.number),r=[...h].reverse(),i=g().slice(t,t+a).map(($,s)=>`${(0,e.signed)($)}·${(0,e.signed)(r[s])}`).join(" + "),m=t>=a-1&&t<=l-1?"wholly inside the signal":"partly outside the signal";return`Output i = ${t}: the column of the copies has the ${n.length===1?"entry":"entries"} ${(0,e.joined)(n)}; the window, ${m}, gives ${i} = ${(0,e.number)(f()[t])}.`}var B={name:"two_ways",title:"Two ways to convolve",hint:"Choose an output: a column of the copies on the left, a place of the window on the right.",height:304,initial:{i:0},controls:[(0,e.slider)("i","output i",0,l+a-2,{every:1e3})],Drawing:R,sentence:U,point(t,{x:n,y:r}){if(r<c-24||r>d+o)return null;let u=Math.floor((n-p)/o);if(u>=0&&u<l+a-1)return{i:u};let i=Math.round((n-x)/o-a/2);return n>x&&i>=0&&i<l+a-1?{i}:null},key({i:t},n){let r={ArrowLeft:-1,ArrowRight:1}[n];return r&&{i:Math.min(Math.max(t+r,0),l+a-2)}}};return O(C);})();
