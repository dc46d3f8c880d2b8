var picture=(()=>{var X=Object.create;var I=Object.defineProperty;var q=Object.getOwnPropertyDescriptor;var B=Object.getOwnPropertyNames;var J=Object.getPrototypeOf,K=Object.prototype.hasOwnProperty;var Q=(e,n)=>()=>{try{return n||e((n={exports:{}}).exports,n),n.exports}catch(r){throw n=0,r}},V=(e,n)=>{for(var r in n)I(e,r,{get:n[r],enumerable:!0})},H=(e,n,r,s)=>{if(n&&typeof n=="object"||typeof n=="function")for(let u of B(n))!K.call(e,u)&&u!==r&&I(e,u,{get:()=>n[u],enumerable:!(s=q(n,u))||s.enumerable});return e};var Y=(e,n,r)=>(r=e!=null?X(J(e)):{},H(n||!e||!e.__esModule?I(r,"default",{value:e,enumerable:!0}):r,e)),Z=e=>H(I({},"__esModule",{value:!0}),e);var E=Q(($t,N)=>{N.exports=runtime});var rt={};V(rt,{G:()=>P,W:()=>x,X:()=>_,backward:()=>R,default:()=>nt,forward:()=>O,partners:()=>S,terms:()=>M});var t=Y(E(),1),_=[1,2,0,-1,3],x=[2,-1,1],P=[1,0,2,-1,1],[g,U]=[_.length,x.length],w=["blue","orange","green"];function O(e,n,r){return e.map((s,u)=>n.reduce((o,a,l)=>o+a*(e[u+l-r]??0),0))}function R(e,n,r){return e.map((s,u)=>n.reduce((o,a,l)=>o+a*(e[u-l+r]??0),0))}function S({side:e,place:n,centre:r}){return e==="output"?(0,t.range)(U).map(s=>({place:n+s-r,m:s})):(0,t.range)(U).reverse().map(s=>({place:n-s+r,m:s})).filter(s=>b(s.place))}var b=e=>0<=e&&e<g,[f,d,h]=[88,214,19],i=e=>372+72*(e-(g-1)/2);function G({place:e,row:n,name:r,value:s,meant:u,reached:o,hue:a}){let l=u?t.c[`${a}Pale`]:o?t.c.shade:t.c.paper,y=n===f?-34:34;return t.html`<g>
    <rect class="cn-moves" x=${i(e)-23} y=${n-h} width="46" height=${2*h}
      rx="6" fill=${l} stroke=${u?t.c[a]:o?t.c.ink:t.c.rule}
      stroke-width=${u?3:o?1.6:1} />
    <${t.Label} x=${i(e)} y=${n} size="16">${(0,t.number)(s)}<//>
    <${t.Maths} x=${i(e)} y=${n+y} ink=${u?t.c[`${a}Ink`]:t.c.muted}
      >${r}_${e}<//>
  </g>`}function tt(e){let{side:n,place:r,centre:s}=e,u=S(e),o=n==="output",a=o?"blue":"red",[l,y]=[O(_,x,s),R(P,x,s)],p=new Set(u.map($=>$.place)),m=(0,t.range)(g).flatMap($=>(0,t.range)(U).map(c=>[$,$+c-s]).filter(([,c])=>b(c))),L=u.map(({place:$,m:c})=>{let[k,v]=o?[r,$]:[$,r];return{n:k,k:v,m:c,outside:!b(v)}});return t.html`
    <${t.Label} x="8" y=${f} anchor="start" ink=${t.c.muted}
      >${o?"output":"upstream"}<//>
    ${!o&&t.html`<${t.Label} x="8" y=${f+18} anchor="start" ink=${t.c.muted}>gradient<//>`}
    <${t.Label} x="8" y=${d} anchor="start" ink=${t.c.muted}>${o?"input":"gradient"}<//>
    ${!o&&t.html`<${t.Label} x="8" y=${d+18} anchor="start" ink=${t.c.muted}>of the input<//>`}
    ${x.map(($,c)=>t.html`<${t.Maths} x=${372+96*(c-1)} y="20" ink=${t.c[`${w[c]}Ink`]}
      >w_${c} = ${(0,t.number)($)}<//>`)}
    ${m.map(([$,c])=>t.html`<line x1=${i($)} y1=${f+h} x2=${i(c)}
      y2=${d-h} stroke=${t.c.faint} stroke-width="1.5" />`)}
    ${L.filter($=>$.outside).map(({k:$})=>t.html`<g>
      <rect x=${i($)-23} y=${d-h} width="46" height=${2*h} rx="6"
        fill=${t.c.shade} stroke=${t.c.rule} stroke-dasharray="4 3" />
      <${t.Label} x=${i($)} y=${d} size="16" ink=${t.c.muted}>0<//></g>`)}
    ${L.map(({n:$,k:c,m:k,outside:v})=>{let[A,T]=[[i($),f+h],[i(c),d-h]],[j,z]=o?[T,A]:[A,T],W=o?.62:.38,[D,F]=[0,1].map(C=>A[C]+W*(T[C]-A[C]));return t.html`<g>
        <${t.Arrow} x1=${j[0]} y1=${j[1]} x2=${z[0]} y2=${z[1]} color=${t.c[w[k]]}
          thick="3" head="11" opacity=${v?.5:1} />
        <rect x=${D-15} y=${F-12} width="30" height="24" rx="4" fill=${t.c[`${w[k]}Pale`]} />
        <${t.Maths} x=${D} y=${F-1} ink=${t.c[`${w[k]}Ink`]}>w_${k}<//>
      </g>`})}
    ${(0,t.range)(g).map($=>t.html`
      <${G} row=${f} place=${$} name=${o?"y":"g"}
        value=${o?l[$]:P[$]} hue=${a} meant=${o&&$===r}
        reached=${!o&&p.has($)} />
      <${G} row=${d} place=${$} name=${o?"x":"x̄"}
        value=${o?_[$]:y[$]} hue=${a} meant=${!o&&$===r}
        reached=${o&&p.has($)} />`)}
    <${t.Sum} x=${130} y=${272} name=${o?`y_${r}`:`x̄_${r}`} column="92"
      ink=${t.c[`${a}Ink`]} terms=${M(e)} />`}function M(e){return S(e).map(({place:n,m:r})=>{let[s,u]=e.side==="output"?[_[n]??0,b(n)?`w_${r} x_${n}`:`w_${r} 0`]:[P[n],`g_${n} w_${r}`],[o,a]=e.side==="output"?[x[r],s]:[s,x[r]];return{letters:u,numbers:`${(0,t.number)(o)} · ${(0,t.signed)(a)}`,value:o*a,ink:t.c[`${w[r]}Ink`],face:t.c[`${w[r]}Pale`]}})}function et(e){let{side:n,place:r,centre:s}=e,u=M(e),a=`${u.map(p=>p.numbers.replaceAll(" ","").replace(/^−\d/,"($&)")).join(" + ")} = ${(0,t.number)(u.reduce((p,m)=>p+m.value,0))}`,l=S(e);if(n==="output"){let p=l.map(m=>`${b(m.place)?(0,t.sub)("x",m.place):"a 0 outside"} (${(0,t.sub)("w",m.m)})`);return`Centre ${s}. The output ${(0,t.sub)("y",r)} is made of ${(0,t.joined)(p)}: ${a}.`}let y=l.map(p=>`${(0,t.sub)("y",p.place)} (through ${(0,t.sub)("w",p.m)})`);return`Centre ${s}. The input ${(0,t.sub)("x",r)} gets gradient from ${(0,t.joined)(y)}: ${a}.`}var nt={name:"connections_1d",title:"Connections of a layer in one dimension",hint:"Point at an output or an input, or use the arrow keys: what is it made of, what does it hear from?",height:330,initial:{side:"output",place:2,centre:1},controls:[(0,t.slider)("centre","centre c",0,U-1)],Drawing:tt,sentence:et,point(e,{x:n,y:r}){if(r<40||r>256)return null;let s=(0,t.clamp)(Math.round((n-i(0))/(i(1)-i(0))),0,g-1);return{side:r<(f+d)/2?"output":"input",place:s}},key({place:e},n){if(n==="ArrowUp")return{side:"output"};if(n==="ArrowDown")return{side:"input"};let r={ArrowLeft:-1,ArrowRight:1}[n];return r&&{place:(0,t.clamp)(e+r,0,g-1)}}};return Z(rt);})();
