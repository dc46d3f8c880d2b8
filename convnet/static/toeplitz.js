var picture=(()=>{var B=Object.create;var M=Object.defineProperty;var G=Object.getOwnPropertyDescriptor;var H=Object.getOwnPropertyNames;var W=Object.getPrototypeOf,C=Object.prototype.hasOwnProperty;var X=(e,$)=>()=>{try{return $||e(($={exports:{}}).exports,$),$.exports}catch(o){throw $=0,o}},q=(e,$)=>{for(var o in $)M(e,o,{get:$[o],enumerable:!0})},D=(e,$,o,l)=>{if($&&typeof $=="object"||typeof $=="function")for(let c of H($))!C.call(e,c)&&c!==o&&M(e,c,{get:()=>$[c],enumerable:!(l=G($,c))||l.enumerable});return e};var F=(e,$,o)=>(o=e!=null?B(W(e)):{},D($||!e||!e.__esModule?M(o,"default",{value:e,enumerable:!0}):o,e)),J=e=>D(M({},"__esModule",{value:!0}),e);var L=X((te,E)=>{E.exports=runtime});var j={};q(j,{MATRIX:()=>S,default:()=>Z,product:()=>U,terms:()=>_});var n=F(L(),1);var t=F(L(),1),x=[1,2,0,-1],h=[3,1,-2],[p,d]=[x.length,h.length],a=36,[b,P,m,w]=[86,416,76,252],N=e=>(0,t.range)(p).map($=>h[e-$]===void 0?null:x[$]*h[e-$]),O=()=>(0,t.range)(p+d-1).map(e=>N(e).reduce(($,o)=>$+(o??0),0)),R=()=>[...Array(d-1).fill(0),...x,...Array(d-1).fill(0)];function K({i:e}){let $=(0,t.range)(p).map(i=>(0,t.range)(p+d-1).map(r=>h[r-i]===void 0?"":x[i]*h[r-i])),o=[...h].reverse(),l=R().slice(e,e+d),c=O()[e],g=(i,r)=>r>=d-1&&r<d-1+p;return t.html`
    <${t.Label} x="8" y="16" anchor="start" size="16" weight="600">Translate and scale<//>
    <${t.Label} x="326" y="16" anchor="start" size="16" weight="600">Flip and filter<//>
    ${(0,t.range)(p).map(i=>t.html`<${t.Maths} x="8" y=${m+(i+.5)*a} anchor="start" ink=${t.c.blueInk}
      >a_${i} = ${(0,t.number)(x[i])}<//>`)}
    ${(0,t.range)(p+d-1).map(i=>t.html`<${t.Maths} x=${b+(i+.5)*a} y=${m-14}
      ink=${i===e?t.c.redInk:t.c.muted}>y_${i}<//>`)}
    <${t.Table} x=${b} y=${m} unit=${a} values=${$}
      face=${(i,r)=>$[i][r]===""?t.c.paper:t.c.orangePale} />
    <${t.Label} x="8" y=${w+a/2} anchor="start" ink=${t.c.greenInk}>sum<//>
    <${t.Table} x=${b} y=${w} unit=${a} values=${[O()]} face=${t.c.greenPale} />
    <${t.Frame} key="column" x=${b+e*a} y=${m} width=${a} height=${p*a} color=${t.c.red} />
    <${t.Frame} key="sum" x=${b+e*a} y=${w} width=${a} color=${t.c.red} />

    <${t.Label} x="326" y=${m+a/2} anchor="start" ink=${t.c.blueInk}>a, padded<//>
    <${t.Label} x="326" y=${m+1.5*a+8} anchor="start" ink=${t.c.orangeInk}>b, flipped<//>
    <${t.Label} x="326" y=${m+2.5*a+16} anchor="start">products<//>
    <${t.Label} x="326" y=${w+a/2} anchor="start" ink=${t.c.greenInk}>sum<//>
    <${t.Table} x=${P} y=${m} unit=${a} values=${[R()]}
      face=${(i,r)=>g(i,r)?t.c.bluePale:t.c.shade} ink=${(i,r)=>g(i,r)?t.c.ink:t.c.muted} />
    <${t.Moved} x=${P+e*a} y=${m}>
      <${t.Table} x=${0} y=${a+8} unit=${a} values=${[o]} face=${t.c.orangePale} />
      <${t.Table} x=${0} y=${2*a+16} unit=${a} values=${[l.map((i,r)=>i*o[r])]} />
      <${t.Arrow} x1=${1.5*a} y1=${3*a+22} x2=${1.5*a} y2=${w-m-4} color=${t.c.green} />
      <${t.Table} x=${a} y=${w-m} unit=${a} values=${[[c]]} face=${t.c.greenPale} />
      <${t.Frame} x=${0} y=${-2} width=${d*a} height=${3*a+20} color=${t.c.red} />
    <//>`}function Q({i:e}){let $=N(e).filter(i=>i!==null).map(t.number),o=[...h].reverse(),c=R().slice(e,e+d).map((i,r)=>`${(0,t.signed)(i)}·${(0,t.signed)(o[r])}`).join(" + "),g=e>=d-1&&e<=p-1?"wholly inside the signal":"partly outside the signal";return`Output i = ${e}: the column of the copies has the ${$.length===1?"entry":"entries"} ${(0,t.joined)($)}; the window, ${g}, gives ${c} = ${(0,t.number)(O()[e])}.`}var ne={name:"two_ways",title:"Two ways to convolve",hint:"Choose an output: a column of the copies on the left, a place of the window on the right.",height:304,initial:{i:0},controls:[(0,t.slider)("i","output i",0,p+d-2,{every:1e3})],Drawing:K,sentence:Q,point(e,{x:$,y:o}){if(o<m-24||o>w+a)return null;let l=Math.floor(($-b)/a);if(l>=0&&l<p+d-1)return{i:l};let c=Math.round(($-P)/a-d/2);return $>P&&c>=0&&c<p+d-1?{i:c}:null},key({i:e},$){let o={ArrowLeft:-1,ArrowRight:1}[$];return o&&{i:Math.min(Math.max(e+o,0),p+d-2)}}};var[k,I]=[x.length,h.length],T=k+I-1,v=["orange","purple","red"],z="all",A=[z,...(0,n.range)(I).map(e=>(0,n.sub)("b",e))],S=(0,n.range)(T).map(e=>(0,n.range)(k).map($=>h[e-$]??0)),U=()=>S.map(e=>e.reduce(($,o,l)=>$+o*x[l],0)),_=e=>(0,n.range)(k).filter($=>h[e-$]!==void 0).map($=>({letters:`b_${e-$} a_${$}`,numbers:`${(0,n.number)(h[e-$])} · ${(0,n.signed)(x[$])}`,value:h[e-$]*x[$],ink:n.c[`${v[e-$]}Ink`],face:n.c[`${v[e-$]}Pale`]})),s=36,y=40,u={matrix:66,a:258,y:342,b:480};function V({i:e,diagonal:$}){let o=r=>r>=0&&r<I&&($===z||$===A[r+1]),l=(r,f)=>h[r-f]===void 0,c=U(),g=_(e).length,i=Math.max(e-I+1,0);return n.html`
    <${n.Maths} x=${u.matrix+k*s/2} y="20">T<//>
    <${n.Maths} x=${u.a+s/2} y="20" ink=${n.c.blueInk}>a<//>
    <${n.Maths} x=${u.y+s/2} y="20" ink=${n.c.greenInk}>y<//>
    <${n.Table} x=${u.matrix} y=${y} unit=${s} values=${S}
      face=${(r,f)=>o(r-f)?n.c[`${v[r-f]}Pale`]:n.c.paper}
      ink=${(r,f)=>l(r,f)?n.c.muted:o(r-f)?n.c[`${v[r-f]}Ink`]:n.c.ink} />
    <${n.Table} x=${u.a} y=${y+s} unit=${s} values=${x.map(r=>[r])} face=${n.c.bluePale} />
    <${n.Label} x=${u.a+1.5*s+6} y=${y+3*s} size="16">=<//>
    <${n.Table} x=${u.y} y=${y} unit=${s} values=${c.map((r,f)=>[f<=e?r:""])}
      face=${r=>r<=e?n.c.greenPale:n.c.paper} />
    <${n.Maths} x=${u.matrix-14} y=${y+(e+.5)*s} anchor="end" ink=${n.c.greenInk}>y_${e}<//>
    <${n.Frame} key="row" x=${u.matrix} y=${y+e*s} width=${k*s} height=${s} color=${n.c.ink} />
    <${n.Frame} key="a" x=${u.a} y=${y+(1+i)*s} width=${s} height=${g*s} color=${n.c.ink} />
    <${n.Frame} key="y" x=${u.y} y=${y+e*s} width=${s} color=${n.c.ink} />
    <${n.Label} x=${u.b} y=${y+s/2} anchor="start" ink=${n.c.muted}>the kernel, a diagonal a weight<//>
    ${(0,n.range)(I).map(r=>n.html`<g>
      <rect x=${u.b} y=${y+(r+1)*s+4} width="76" height=${s-8} rx="5"
        fill=${o(r)?n.c[`${v[r]}Pale`]:n.c.paper} stroke=${n.c.rule} />
      <${n.Maths} x=${u.b+38} y=${y+(r+1.5)*s} ink=${o(r)?n.c[`${v[r]}Ink`]:n.c.ink}
        >b_${r} = ${(0,n.number)(h[r])}<//></g>`)}
    <${n.Sum} x=${u.matrix} y=${y+T*s+22} name=${`y_${e}`} column="92" ink=${n.c.greenInk} terms=${_(e)} />`}function Y({i:e,diagonal:$}){let o=A.indexOf($)-1,l=o<0?"Each diagonal in the colour of its weight":`The diagonal of ${$} = ${(0,n.number)(h[o])} is lit: ${k} entries, where i − j = ${o}`,c=_(e).map(g=>g.numbers.replaceAll(" ","").replace(/^−\d/,"($&)"));return`${l}. Row ${e} times a: ${c.join(" + ")} = ${(0,n.number)(U()[e])}.`}var Z={name:"toeplitz",title:"The matrix of a kernel",hint:"Point at an entry of the matrix: its diagonal lights up, its row is multiplied by the signal.",height:340,initial:{i:0,diagonal:z},controls:[(0,n.slider)("i","row i",0,T-1,{every:1e3}),(0,n.choice)("diagonal","diagonal",A)],Drawing:V,sentence:Y,point({diagonal:e},{x:$,y:o}){let[l,c]=[Math.floor((o-y)/s),Math.floor(($-u.matrix)/s)];return l<0||l>=T||$<u.matrix||$>u.y+s?null:{i:l,diagonal:c<k?A[h[l-c]===void 0?0:l-c+1]:e}},key({i:e,diagonal:$},o){let[l,c]={ArrowUp:[-1,0],ArrowDown:[1,0],ArrowLeft:[0,-1],ArrowRight:[0,1]}[o]??[];if(l===void 0)return null;let g=(0,n.clamp)(A.indexOf($)+c,0,I);return{i:(0,n.clamp)(e+l,0,T-1),diagonal:A[g]}}};return J(j);})();
