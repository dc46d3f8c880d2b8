var picture=(()=>{var B=Object.create;var f=Object.defineProperty;var D=Object.getOwnPropertyDescriptor;var L=Object.getOwnPropertyNames;var N=Object.getPrototypeOf,O=Object.prototype.hasOwnProperty;var W=(n,t)=>()=>{try{return t||n((t={exports:{}}).exports,t),t.exports}catch(o){throw t=0,o}},j=(n,t)=>{for(var o in t)f(n,o,{get:t[o],enumerable:!0})},v=(n,t,o,$)=>{if(t&&typeof t=="object"||typeof t=="function")for(let r of L(t))!O.call(n,r)&&r!==o&&f(n,r,{get:()=>t[r],enumerable:!($=D(t,r))||$.enumerable});return n};var C=(n,t,o)=>(o=n!=null?B(N(n)):{},v(t||!n||!n.__esModule?f(o,"default",{value:n,enumerable:!0}):o,n)),E=n=>v(f({},"__esModule",{value:!0}),n);var M=W((H,I)=>{I.exports=runtime});var X={};j(X,{G:()=>k,W:()=>p,X:()=>m,default:()=>U,entries:()=>z,numbers:()=>P,placed:()=>T});var e=C(M(),1),F=["zero","valid","reflect","edge","wrap"],m=[1,2,0,-1,3],p=[2,-1,1],k=[1,0,2,-1,1],[c,b]=[m.length,p.length];function T(n,t){return 0<=t&&t<c?t:n==="wrap"?(t%c+c)%c:n==="edge"?t<0?0:c-1:n==="reflect"?t<0?-t:2*(c-1)-t:null}function z({boundary:n,centre:t}){return(0,e.range)(c).filter($=>n!=="valid"||$>=t&&$+b-1-t<c).map($=>{let r=(0,e.range)(c).map(()=>[]);for(let u of(0,e.range)(b)){let a=T(n,$+u-t);a!==null&&r[a].push({m:u,outside:a!==$+u-t})}return{n:$,row:r}})}function P(n){let t=z(n).map(({n:$,row:r})=>({n:$,row:r.map(u=>u.reduce((a,{m:i})=>a+p[i],0))})),o=$=>(0,e.range)(c).map(r=>t.reduce((u,{n:a,row:i})=>u+$(a)*i[r],0));return{y:t.map(({row:$})=>$.reduce((r,u,a)=>r+u*m[a],0)),dx:o($=>k[$]),sums:o(()=>1)}}var[s,l,h]=[50,96,84];function G(n){let t=n.map(({m:$})=>`w_${$}`),o=t.slice(0,2).join("+")||"0";return t.length>2?[o,`+${t.slice(2).join("+")}`]:[o]}function K(n){let t=z(n),{y:o,dx:$}=P(n),r=i=>h+i*s,u=i=>i.some(({outside:d})=>d)?e.c.orangePale:i.length?e.c.greenPale:e.c.paper,a=l+5.5*s;return e.html`
    <${e.Maths} x=${l-12} y=${r(-.8)} anchor="end" ink=${e.c.blueInk}>x<//>
    <${e.Table} x=${l} y=${r(-1.3)} unit=${s} values=${[m]} face=${e.c.bluePale} size="16" />
    ${t.map(({n:i,row:d},g)=>e.html`
      ${d.map((x,y)=>e.html`
        <rect x=${l+y*s} y=${r(i)} width=${s} height=${s} fill=${u(x)} stroke=${e.c.rule} />
        ${x.some(({outside:w})=>w)&&e.html`<path fill=${e.c.orangeInk}
          d=${`M${l+y*s} ${r(i)}h10l-10 10z`} />`}
        ${G(x).map((w,_,A)=>e.html`<${e.Maths} x=${l+(y+.5)*s}
          y=${r(i+.5)+(_-(A.length-1)/2)*18} size=${x.length>1?13:16}
          ink=${x.length?e.c.ink:e.c.muted}>${w}<//>`)}`)}
      <${e.Table} x=${a} y=${r(i)} unit=${s} values=${[[o[g]]]} face=${e.c.bluePale} size="16" />
      <${e.Table} x=${a+1.6*s} y=${r(i)} unit=${s} values=${[[k[i]]]} face=${e.c.redPale} size="16" />`)}
    ${(0,e.range)(c).map(i=>{let d=t.some(g=>g.n===i);return e.html`<${e.Maths} x=${l-12} y=${r(i+.5)} anchor="end" ink=${d?e.c.ink:e.c.muted}
        >${d?`y_${i}`:`– y_${i}`}<//>`})}
    <${e.Maths} x=${a+.5*s} y=${r(-.35)} ink=${e.c.blueInk}>y = A x<//>
    <${e.Maths} x=${a+2.1*s} y=${r(-.35)} ink=${e.c.redInk}>g<//>
    <${e.Maths} x=${l-12} y=${r(5.8)} anchor="end" ink=${e.c.redInk}>x̄ = Aᵀ g<//>
    <${e.Table} x=${l} y=${r(5.3)} unit=${s} values=${[$]} face=${e.c.redPale} size="16" />
    <rect x="520" y=${h} width="18" height="18" fill=${e.c.greenPale} stroke=${e.c.rule} />
    <${e.Label} x="548" y=${h+9} anchor="start">a weight in its place<//>
    <rect x="520" y=${h+30} width="18" height="18" fill=${e.c.orangePale} stroke=${e.c.rule} />
    <path fill=${e.c.orangeInk} d=${`M520 ${h+30}h8l-8 8z`} />
    <${e.Label} x="548" y=${h+39} anchor="start">from outside<//>
    <${e.Maths} x="520" y=${h+84} anchor="start">w = ${(0,e.listed)(p)}<//>
    <${e.Maths} x="520" y=${h+110} anchor="start">b = 0<//>`}function S(n){let{y:t,dx:o,sums:$}=P(n);return`Boundary ${n.boundary}, centre ${(0,e.number)(n.centre)}: y = ${(0,e.listed)(t)}, the input's gradient is ${(0,e.listed)(o)}, and the columns of the matrix sum to ${(0,e.listed)($)}.`}var U={name:"boundaries",title:"What stands outside the signal",hint:"Choose a boundary and a centre: where do the weights go that have no place in the matrix?",height:410,initial:{boundary:"zero",centre:1},controls:[(0,e.choice)("boundary","boundary",F),(0,e.slider)("centre","centre c",0,b-1)],Drawing:K,sentence:S};return E(X);})();
