var picture=(()=>{var E=Object.create;var h=Object.defineProperty;var L=Object.getOwnPropertyDescriptor;var O=Object.getOwnPropertyNames;var z=Object.getPrototypeOf,A=Object.prototype.hasOwnProperty;var K=(o,t)=>()=>{try{return t||o((t={exports:{}}).exports,t),t.exports}catch(s){throw t=0,s}},N=(o,t)=>{for(var s in t)h(o,s,{get:t[s],enumerable:!0})},S=(o,t,s,l)=>{if(t&&typeof t=="object"||typeof t=="function")for(let i of O(t))!A.call(o,i)&&i!==s&&h(o,i,{get:()=>t[i],enumerable:!(l=L(t,i))||l.enumerable});return o};var P=(o,t,s)=>(s=o!=null?E(z(o)):{},S(t||!o||!o.__esModule?h(s,"default",{value:o,enumerable:!0}):s,o)),R=o=>S(h({},"__esModule",{value:!0}),o);var M=K((T,I)=>{I.exports=runtime});var F={};N(F,{KERNELS:()=>x,SIGNAL:()=>g,default:()=>D,slid:()=>b});var e=P(M(),1),g=[0,0,1,2,3,0,0,0,3,2,1,0,0],x={"ramp (1, 2, 3)":[1,2,3],"step (−1, 0, 1)":[-1,0,1],"peak (1, 2, 1)":[1,2,1]},a=3,w=g.length+a-1;function b({step:o,kernel:t,flip:s}){let l=s?[...x[t]].reverse():x[t],i=r=>l.map((u,$)=>g[r+$-a+1]??0),k=(0,e.range)(w).map(r=>i(r).reduce((u,$,n)=>u+$*l[n],0));return{used:l,window:i(o),outputs:k}}var m=35,f=o=>100+m*(o+a-1),v={signal:[70,13],kernel:[150,13],products:[240,5],output:[372,5]};function y({row:o,values:t,at:s=r=>f(r),fill:l,ink:i=()=>e.c.ink,from:k=0}){let[r,u]=v[o];return t.map(($,n)=>{let c=Math.abs($)*u,p=s(n+k),d=$>=0?r-c:r;return e.html`<g key=${n}>
      <rect class="cn-moves" x=${p+5} y=${d} width=${m-10} height=${c} fill=${l(n)} />
      <${e.Label} x=${p+m/2} y=${$>=0?d-10:r+c+10} ink=${i(n)}>${(0,e.number)($)}<//>
    </g>`})}function _(o){let{step:t,flip:s}=o,{used:l,window:i,outputs:k}=b(o),r=(0,e.range)(g.length+2*(a-1),1-a),u=n=>g[r[n]]===void 0,$=([n])=>e.html`<line x1=${f(1-a)} x2=${f(w)} y1=${n} y2=${n} stroke=${e.c.rule} />`;return e.html`
    ${[["signal","signal",e.c.blueInk],["kernel",s?"kernel, flipped":"kernel",e.c.orangeInk],["products","products",e.c.ink],["output","output",e.c.greenInk]].map(([n,c,p])=>c.split(", ").map((d,j)=>e.html`<${e.Label} x="8" y=${v[n][0]-10+18*j}
          anchor="start" ink=${p}>${d}<//>`))}
    <${e.Moved} x=${f(t-a+1)} y=${0}>
      <rect x="0" y="8" width=${a*m} height="270" rx="4" fill=${e.c.orangePale} opacity="0.45" />
    <//>
    ${Object.values(v).map($)}
    <${y} row="signal" values=${r.map(n=>g[n]??0)} from=${1-a}
      fill=${()=>e.c.blue} ink=${n=>u(n)?e.c.muted:e.c.ink} />
    <${e.Moved} x=${f(t-a+1)} y=${0}>
      <${y} row="kernel" values=${l} at=${n=>n*m} fill=${()=>e.c.orange} />
      <${y} row="products" values=${i.map((n,c)=>n*l[c])} at=${n=>n*m} fill=${()=>e.c.muted} />
    <//>
    <${y} row="output" values=${k.slice(0,t+1)} fill=${n=>n===t?e.c.red:e.c.green} />
    ${(0,e.range)(w).map(n=>e.html`<${e.Label} x=${f(n)+m/2} y="426" size="13"
      ink=${n===t?e.c.redInk:e.c.muted}>${n}<//>`)}
    <${e.Label} x="8" y="426" anchor="start" size="13" ink=${e.c.muted}>entry i<//>`}function B(o){let{step:t,kernel:s,flip:l}=o,{used:i,window:k,outputs:r}=b(o),u=k.map((p,d)=>`${(0,e.number)(p)}·${(0,e.signed)(i[d])}`).join(" + "),$=r.slice(0,t+1),n=Math.max(...$),c=$.flatMap((p,d)=>p===n?[d]:[]);return`Kernel ${s}, ${l?"flipped (convolution)":"as it is (cross-correlation)"}. Entry ${t} of the output: ${u} = ${(0,e.number)(r[t])}; the largest so far is ${(0,e.number)(n)}, at ${(0,e.joined)(c)}.`}var D={name:"sliding_signal",title:"A kernel slides over a signal",hint:"Slide the kernel or let it play, choose another one, and flip it.",height:440,initial:{step:3,kernel:"ramp (1, 2, 3)",flip:!1},controls:[(0,e.slider)("step","entry i",0,w-1,{every:800}),(0,e.menu)("kernel","kernel",Object.keys(x)),(0,e.tick)("flip","flip the kernel: convolution instead of cross-correlation")],Drawing:_,sentence:B};return R(F);})();
