var picture=(()=>{var T=Object.create;var m=Object.defineProperty;var _=Object.getOwnPropertyDescriptor;var B=Object.getOwnPropertyNames;var D=Object.getPrototypeOf,L=Object.prototype.hasOwnProperty;var N=(r,t)=>()=>{try{return t||r((t={exports:{}}).exports,t),t.exports}catch(a){throw t=0,a}},O=(r,t)=>{for(var a in t)m(r,a,{get:t[a],enumerable:!0})},v=(r,t,a,$)=>{if(t&&typeof t=="object"||typeof t=="function")for(let n of B(t))!L.call(r,n)&&n!==a&&m(r,n,{get:()=>t[n],enumerable:!($=_(t,n))||$.enumerable});return r};var W=(r,t,a)=>(a=r!=null?T(D(r)):{},v(t||!r||!r.__esModule?m(a,"default",{value:r,enumerable:!0}):a,r)),E=r=>v(m({},"__esModule",{value:!0}),r);var M=N((j,I)=>{I.exports=runtime});var U={};O(U,{G:()=>k,W:()=>f,X:()=>p,default:()=>S,entries:()=>z,numbers:()=>P,placed:()=>C});var e=W(M(),1),F=["zero","valid","reflect","wrap"],p=[1,2,0,-1,3],f=[2,-1,1],k=[1,0,2,-1,1],[c,b]=[p.length,f.length];function C(r,t){return 0<=t&&t<c?t:r==="wrap"?(t%c+c)%c:r==="reflect"?t<0?-t:2*(c-1)-t:null}function z({boundary:r,centre:t}){return(0,e.range)(c).filter($=>r!=="valid"||$>=t&&$+b-1-t<c).map($=>{let n=(0,e.range)(c).map(()=>[]);for(let u of(0,e.range)(b)){let i=C(r,$+u-t);i!==null&&n[i].push({m:u,outside:i!==$+u-t})}return{n:$,row:n}})}function P(r){let t=z(r).map(({n:$,row:n})=>({n:$,row:n.map(u=>u.reduce((i,{m:o})=>i+f[o],0))})),a=$=>(0,e.range)(c).map(n=>t.reduce((u,{n:i,row:o})=>u+$(i)*o[n],0));return{y:t.map(({row:$})=>$.reduce((n,u,i)=>n+u*p[i],0)),dx:a($=>k[$]),sums:a(()=>1)}}var[s,l,h]=[50,96,84];function G(r){let t=z(r),{y:a,dx:$}=P(r),n=o=>h+o*s,u=o=>o.some(({outside:d})=>d)?e.c.orangePale:o.length?e.c.greenPale:e.c.paper,i=l+5.5*s;return e.html`
    <${e.Maths} x=${l-12} y=${n(-.8)} anchor="end" ink=${e.c.blueInk}>x<//>
    <${e.Table} x=${l} y=${n(-1.3)} unit=${s} values=${[p]} face=${e.c.bluePale} size="16" />
    ${t.map(({n:o,row:d},y)=>e.html`
      ${d.map((x,g)=>e.html`
        <rect x=${l+g*s} y=${n(o)} width=${s} height=${s} fill=${u(x)} stroke=${e.c.rule} />
        ${x.some(({outside:w})=>w)&&e.html`<path fill=${e.c.orangeInk}
          d=${`M${l+g*s} ${n(o)}h10l-10 10z`} />`}
        <${e.Maths} x=${l+(g+.5)*s} y=${n(o+.5)} size=${x.length>1?13:16}
          ink=${x.length?e.c.ink:e.c.muted}>${x.map(({m:w})=>`w_${w}`).join("+")||"0"}<//>`)}
      <${e.Table} x=${i} y=${n(o)} unit=${s} values=${[[a[y]]]} face=${e.c.bluePale} size="16" />
      <${e.Table} x=${i+1.6*s} y=${n(o)} unit=${s} values=${[[k[o]]]} face=${e.c.redPale} size="16" />`)}
    ${(0,e.range)(c).map(o=>{let d=t.some(y=>y.n===o);return e.html`<${e.Maths} x=${l-12} y=${n(o+.5)} anchor="end" ink=${d?e.c.ink:e.c.muted}
        >${d?`y_${o}`:`– y_${o}`}<//>`})}
    <${e.Maths} x=${i+.5*s} y=${n(-.35)} ink=${e.c.blueInk}>y = C x<//>
    <${e.Maths} x=${i+2.1*s} y=${n(-.35)} ink=${e.c.redInk}>g<//>
    <${e.Maths} x=${l-12} y=${n(5.8)} anchor="end" ink=${e.c.redInk}>x̄ = Cᵀ g<//>
    <${e.Table} x=${l} y=${n(5.3)} unit=${s} values=${[$]} face=${e.c.redPale} size="16" />
    <rect x="520" y=${h} width="18" height="18" fill=${e.c.greenPale} stroke=${e.c.rule} />
    <${e.Label} x="548" y=${h+9} anchor="start">a weight in its place<//>
    <rect x="520" y=${h+30} width="18" height="18" fill=${e.c.orangePale} stroke=${e.c.rule} />
    <path fill=${e.c.orangeInk} d=${`M520 ${h+30}h8l-8 8z`} />
    <${e.Label} x="548" y=${h+39} anchor="start">from outside<//>
    <${e.Maths} x="520" y=${h+84} anchor="start">w = ${(0,e.listed)(f)}<//>
    <${e.Maths} x="520" y=${h+110} anchor="start">b = 0<//>`}function K(r){let{y:t,dx:a,sums:$}=P(r);return`Boundary ${r.boundary}, centre ${(0,e.number)(r.centre)}: y = ${(0,e.listed)(t)}, the input's gradient is ${(0,e.listed)(a)}, and the columns of the matrix sum to ${(0,e.listed)($)}.`}var S={name:"boundaries",title:"What stands outside the signal",hint:"Choose a boundary and a centre: where do the weights go that have no place in the matrix?",height:410,initial:{boundary:"zero",centre:1},controls:[(0,e.choice)("boundary","boundary",F),(0,e.slider)("centre","centre c",0,b-1)],Drawing:G,sentence:K};return E(U);})();
