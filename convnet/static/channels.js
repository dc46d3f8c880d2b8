var picture=(()=>{var Z=Object.create;var S=Object.defineProperty;var B=Object.getOwnPropertyDescriptor;var G=Object.getOwnPropertyNames;var J=Object.getPrototypeOf,Q=Object.prototype.hasOwnProperty;var V=(o,t)=>()=>{try{return t||o((t={exports:{}}).exports,t),t.exports}catch(r){throw t=0,r}},nn=(o,t)=>{for(var r in t)S(o,r,{get:t[r],enumerable:!0})},Y=(o,t,r,a)=>{if(t&&typeof t=="object"||typeof t=="function")for(let $ of G(t))!Q.call(o,$)&&$!==r&&S(o,$,{get:()=>t[$],enumerable:!(a=B(t,$))||a.enumerable});return o};var tn=(o,t,r)=>(r=o!=null?Z(J(o)):{},Y(t||!o||!o.__esModule?S(r,"default",{value:o,enumerable:!0}):r,o)),on=o=>Y(S({},"__esModule",{value:!0}),o);var N=V((cn,D)=>{D.exports=runtime});var an={};nn(an,{W:()=>A,X:()=>M,b:()=>w,default:()=>$n,forward:()=>X,outputs:()=>I,terms:()=>F});var n=tn(N(),1),M=[[[1,0,2,1,0],[0,-1,1,2,1],[2,1,0,-2,0],[1,0,1,1,-1],[0,2,-1,0,1]],[[0,2,1,0,-1],[1,1,-1,0,2],[0,-2,1,2,0],[1,0,0,1,1],[2,-1,0,1,0]]],A=[[[[1,0,-1],[0,2,0],[1,0,-1]],[[0,1,0],[1,0,-1],[0,-1,0]]],[[[0,1,0],[1,-2,1],[0,1,0]],[[1,0,0],[0,0,2],[-1,0,1]]]],w=[1,-1],[K,j,i]=[M.length,A.length,3],W=M[0].length,h=K*i*i,I=o=>Math.floor((W-i)/o)+1;function F({f:o,i:t,j:r,stride:a}){return(0,n.range)(h).map($=>{let[c,l,p]=[Math.floor($/(i*i)),Math.floor($/i)%i,$%i],[s,g]=[t*a+l,r*a+p];return{ch:c,u:l,v:p,row:s,column:g,x:M[c][s][g],w:A[o][c][l][p]}})}var X=(0,n.remembering)(o=>{let t=(0,n.range)(I(o)),r=a=>F({...a,stride:o}).reduce(($,{x:c,w:l})=>$+c*l,w[a.f]);return(0,n.range)(j).map(a=>t.map($=>t.map(c=>r({f:a,i:$,j:c}))))}),[m,x]=[33,33],[_,L,q]=[12,228,566],y=[48,238],U=["blue","purple"],C=o=>({x:_,y:y[o],unit:m}),v=(o,t)=>({x:L+146*o,y:y[t]+m,unit:x}),f=o=>({x:q,y:y[o]+m,unit:m}),b=({x:o,y:t,unit:r},a,$)=>({x:o+$*r,y:t+a*r,width:r});function en(o){let{f:t,i:r,j:a,stride:$,added:c}=o,p=F(o).slice(0,c),s=c>0&&c<h?p.at(-1):null,g=p.reduce((e,{x:d,w:u})=>e+d*u,w[t]),E=X($),z=(e,d)=>e>=r*$&&e<r*$+i&&d>=a*$&&d<a*$+i,R=(e,d,u)=>e*i*i+d*i+u<c,T=e=>p.filter(d=>d.ch===e).reduce((d,{x:u,w:k})=>d+u*k,0),P=(e,d,u,k=n.c.muted)=>n.html`<${n.Label} x=${e} y=${d} ink=${k}>${u}<//>`;return n.html`
    ${(0,n.range)(K).map(e=>n.html`
      ${P(_+2.5*m,y[e]-14,`channel ${e} of X`,n.c[`${U[e]}Ink`])}
      <${n.Table} ...${C(e)} values=${M[e]} face=${(d,u)=>z(d,u)&&R(e,d-r*$,u-a*$)?n.c[`${U[e]}Pale`]:n.c.paper} />
      <${n.Frame} key=${`window${e}`} ...${b(C(e),r*$,a*$)} width=${i*m} color=${n.c[U[e]]} thick="3.5" />
      ${(0,n.range)(j).map(d=>n.html`
        <g>
          <${n.Table} ...${v(d,e)} values=${A[d][e]} ink=${d===t?n.c.ink:n.c.muted}
            rule=${d===t?n.c.rule:n.c.faint} face=${(u,k)=>d===t&&R(e,u,k)?n.c.orangePale:n.c.paper} />
          ${d===t&&n.html`<${n.Frame} ...${b(v(t,e),0,0)} width=${i*x} color=${n.c.orange} thick="2.5" />`}
        </g>`)}`)}
    ${(0,n.range)(j).map(e=>n.html`
      <g>
        ${P(L+146*e+1.5*x,y[0]+m-14,`filter ${e}`,e===t?n.c.orangeInk:n.c.muted)}
        ${P(L+146*e+1.5*x,396,`bias ${(0,n.number)(w[e])}`,e===t?n.c.orangeInk:n.c.muted)}
      </g>
      ${P(q+E[0].length*m/2,y[e]+m-14,`map ${e} of Y`,n.c.greenInk)}
      <${n.Table} ...${f(e)} face=${(d,u)=>e===t&&d===r&&u===a?n.c.greenPale:n.c.paper}
        values=${E[e].map((d,u)=>d.map((k,H)=>e===t&&u===r&&H===a?g:k))} />`)}
    <${n.Frame} key="place" ...${b(f(t),r,a)} color=${n.c.green} thick="3.5" />
    ${s&&n.html`
      <${n.Frame} key="x" ...${b(C(s.ch),s.row,s.column)} color=${n.c.red} thick="3.5" />
      <${n.Frame} key="w" ...${b(v(t,s.ch),s.u,s.v)} color=${n.c.red} thick="3.5" />
      <${n.Flying} mark=${`${t}${r}${a}${c}`} color=${n.c.red}
        from=${[v(t,s.ch).x+(s.v+.5)*x,v(t,s.ch).y+(s.u+.5)*x]}
        to=${[f(t).x+(a+.5)*m,f(t).y+(r+.5)*m]}>${(0,n.number)(s.x*s.w)}<//>`}
    <${n.Maths} x="12" y="440" anchor="start" ink=${n.c.greenInk}>Y_${t}${r}${a} = b_${t}<//>
    ${(0,n.range)(K).map(e=>n.html`<${n.Label} x=${130+150*e} y="440" anchor="start" ink=${n.c[`${U[e]}Ink`]}
      >+ channel ${e}: ${(0,n.number)(T(e))}<//>`)}
    <${n.Label} x="434" y="440" anchor="start" size="16" weight="600" ink=${n.c.greenInk}>= ${(0,n.number)(w[t])} + ${(0,n.signed)(T(0))} + ${(0,n.signed)(T(1))} = ${(0,n.number)(g)}<//>
    ${s&&n.html`<${n.Label} x="216" y="470" anchor="start" ink=${n.c.redInk}>channel ${s.ch}, u = ${s.u}, v = ${s.v}: ${(0,n.number)(s.x)} · ${(0,n.signed)(s.w)} = ${(0,n.number)(s.x*s.w)}<//>`}
    <${n.Label} x="12" y="470" anchor="start" ink=${n.c.muted}>${c} of ${h} terms<//>`}function rn(o){let{f:t,i:r,j:a,stride:$,added:c}=o,l=F(o).slice(0,c).reduce((s,{x:g,w:E})=>s+g*E,w[t]),p=c===h?`${h} products and the bias give`:`the bias and ${c} of ${h} products give`;return`Stride ${$}. Filter ${t} at row ${r}, column ${a}, over both channels: ${p} ${(0,n.number)(l)}.`}var O=(o,t)=>["f","i","j"].every(r=>t[r]===o[r])?null:{...t,added:h},$n={name:"channels",title:"Channels and filters",hint:"Point at an output; then let its sum grow: both channels, one filter, one number.",height:486,initial:{f:0,i:0,j:0,stride:1,added:h},controls:[(0,n.slider)("stride","stride",1,W-i+1),(0,n.slider)("added","terms",0,h,{every:800})],Drawing:en,sentence:rn,settle({i:o,j:t,stride:r},a){let $=I(r)-1,c={i:(0,n.clamp)(o,0,$),j:(0,n.clamp)(t,0,$)};return a==="stride"?{...c,added:h}:c},point(o,{x:t,y:r}){let a=I(o.stride);for(let $ of(0,n.range)(j)){let[c,l]=[Math.floor((r-f($).y)/m),Math.floor((t-f($).x)/m)];if(c>=0&&c<a&&l>=0&&l<a)return O(o,{f:$,i:c,j:l})}return null},key(o,t){let{f:r,i:a,j:$,stride:c,added:l}=o;if(t===" ")return{added:(l+1)%(h+1)};let p={ArrowLeft:[0,-1],ArrowRight:[0,1],ArrowUp:[-1,0],ArrowDown:[1,0]}[t];if(!p)return null;let s=I(c),g=(0,n.clamp)(r*s+a+p[0],0,j*s-1);return O(o,{f:Math.floor(g/s),i:g%s,j:(0,n.clamp)($+p[1],0,s-1)})}};return on(an);})();
