var picture=(()=>{var N=Object.create;var y=Object.defineProperty;var T=Object.getOwnPropertyDescriptor;var j=Object.getOwnPropertyNames;var B=Object.getPrototypeOf,E=Object.prototype.hasOwnProperty;var H=(t,r)=>()=>{try{return r||t((r={exports:{}}).exports,r),r.exports}catch(n){throw r=0,n}},K=(t,r)=>{for(var n in r)y(t,n,{get:r[n],enumerable:!0})},I=(t,r,n,o)=>{if(r&&typeof r=="object"||typeof r=="function")for(let i of j(r))!E.call(t,i)&&i!==n&&y(t,i,{get:()=>r[i],enumerable:!(o=T(r,i))||o.enumerable});return t};var R=(t,r,n)=>(n=t!=null?N(B(t)):{},I(r||!t||!t.__esModule?y(n,"default",{value:t,enumerable:!0}):n,t)),S=t=>I(y({},"__esModule",{value:!0}),t);var D=H((O,_)=>{_.exports=runtime});var C={};K(C,{default:()=>q,gradient:()=>A,loss:()=>Y,oneHot:()=>z,softmax:()=>k});var e=R(D(),1),m=3,L=4,b=(t,r,n)=>(0,e.plane)({x:[0,m],y:[r,n],left:t,top:54,width:190,height:240}),[$,h,u]=[b(40,-7,7),b(284,0,1.1),b(528,-1.15,1.15)],x=38;function k(t){let r=t.map(o=>Math.exp(o-Math.max(...t))),n=r.reduce((o,i)=>o+i,0);return r.map(o=>o/n)}var z=t=>Array.from({length:m},(r,n)=>+(n===t));function Y(t,r){let n=Math.max(...t);return n-t[r]+Math.log(t.reduce((o,i)=>o+Math.exp(i-n),0))}var A=(t,r)=>k(t).map((n,o)=>n-z(r)[o]),a=({target:t})=>Number(t),F=({z:t,shift:r})=>t.map(n=>n+r),f=(t,r)=>Math.round(t.left+(r+.5)*t.width/m);function M({on:t,k:r,value:n,hue:o,moves:i,decimals:p=3,apart:g=11}){let[c,d]=[t.Y(n),t.Y(0)],s=n>=0;return e.html`
    <rect class=${i?"cn-moves":void 0} x=${f(t,r)-x/2} y=${Math.min(c,d)} width=${x}
      height=${Math.max(Math.abs(c-d),.5)} fill=${e.c[o]} />
    <${e.Label} x=${f(t,r)} y=${Math.round(c+(s?-g:g+1))} ink=${e.c[`${o}Ink`]}>${(0,e.number)(n.toFixed(p))}<//>`}function U(t){let{shift:r,chosen:n}=t,[o,i]=[F(t),z(a(t))],[p,g]=[k(o),A(o,a(t))],c=s=>e.html`<line x1=${s.left} x2=${s.left+s.width} y1=${s.Y(0)} y2=${s.Y(0)} stroke=${e.c.rule} />`,d=(s,l)=>i.map((G,w)=>e.html`<${e.Maths} x=${f(s,w)} y=${s.top+s.height+20}
    ink=${w===a(t)?e.c.ink:e.c.muted}>${l}_${w}<//>`);return e.html`
    <${e.Label} x=${$.left} y="14" anchor="start" size="15" weight="600" ink=${e.c.blueInk}>logits<//>
    <${e.Label} x=${h.left} y="14" anchor="start" size="15" weight="600" ink=${e.c.greenInk}>probabilities<//>
    <${e.Label} x=${u.left} y="14" anchor="start" size="15" weight="600" ink=${e.c.redInk}>gradient<//>
    <${e.Axes} on=${$} yticks=${[-6,-3,0,3,6]} />
    <${e.Axes} on=${h} yticks=${[0,.5,1]} />
    <${e.Axes} on=${u} yticks=${[-1,0,1]} />
    ${c($)}${c(u)}
    ${r!==0&&e.html`<line x1=${$.left} x2=${$.left+$.width} y1=${$.Y(r)} y2=${$.Y(r)}
      stroke=${e.c.blue} stroke-dasharray="4 4" />`}
    ${o.map((s,l)=>e.html`<g class="cn-handle" key=${l}>
      <rect x=${f($,l)-30} y=${$.top} width="60" height=${$.height} fill=${e.c.paper} opacity="0" />
      <${M} on=${$} k=${l} value=${s} hue="blue" decimals=${2} apart=${19} />
      <circle cx=${f($,l)} cy=${$.Y(s)} r="8" fill=${l===n?e.c.ink:e.c.paper} stroke=${e.c.blue} stroke-width="3" />
    </g>`)}
    ${p.map((s,l)=>e.html`<${M} key=${l} on=${h} k=${l} value=${s} hue="green" />
      ${i[l]===1&&e.html`<rect x=${f(h,l)-x/2-4} y=${h.Y(1)} width=${x+8} height=${h.Y(0)-h.Y(1)}
        fill="none" stroke=${e.c.ink} stroke-width="1.5" stroke-dasharray="5 4" />`}`)}
    ${g.map((s,l)=>e.html`<${M} key=${l} on=${u} k=${l} value=${s} hue="red" />`)}
    ${d($,"z")}${d(h,"y")}${d(u,"z̄")}
    <${e.Label} x=${$.left} y="350" anchor="start" size="16" ink=${e.c.muted}>y = softmax(z)<//>
    <${e.Maths} x=${h.left} y="350" anchor="start">ℓ = −ln y_${a(t)} = ${(0,e.number)(Y(o,a(t)))}<//>
    <${e.Maths} x=${u.left} y="350" anchor="start" ink=${e.c.redInk}>z̄_k = y_k − t_k<//>`}function W(t){let r=F(t),n=(o,i)=>o.map(p=>(0,e.number)(p.toFixed(i))).join(", ");return`Logits ${n(r,2)}: the probabilities are ${n(k(r),3)}. The right class is ${a(t)}, the loss −ln ${(0,e.sub)("y",a(t))} = ${(0,e.number)(Y(r,a(t)))}, its gradient ${n(A(r,a(t)),3)}.`}var v=(t,r,n)=>t.map((o,i)=>i===r?(0,e.clamp)(Math.round(20*n)/20,-L,L):o),q={name:"logits",title:"From logits to probabilities",hint:"Drag the logits (arrow keys: left and right choose one, up and down move it); add to all of them.",height:370,initial:{z:[1,2,3],target:"2",shift:0,chosen:0,held:!1},controls:[(0,e.choice)("target","right class",["0","1","2"]),(0,e.slider)("shift","add to all logits",-2,2,{step:.1})],drags:!0,Drawing:U,sentence:W,point(t,{x:r,y:n,kind:o}){if(o==="up")return{held:!1};if(o==="move"||!t.held&&r>$.left+$.width+10)return null;let i=t.held?t.chosen:(0,e.clamp)(Math.floor($.xAt(r)),0,m-1);return{held:!0,chosen:i,z:v(t.z,i,$.yAt(n)-t.shift)}},key({z:t,chosen:r},n){let[o,i]={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[n]??[];return o===void 0?null:i?{z:v(t,r,t[r]+.1*i)}:{chosen:(0,e.clamp)(r+o,0,m-1)}}};return S(C);})();
