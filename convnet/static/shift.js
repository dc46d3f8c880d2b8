var picture=(()=>{var w=Object.create;var m=Object.defineProperty;var b=Object.getOwnPropertyDescriptor;var v=Object.getOwnPropertyNames;var T=Object.getPrototypeOf,A=Object.prototype.hasOwnProperty;var E=(e,n)=>()=>{try{return n||e((n={exports:{}}).exports,n),n.exports}catch($){throw n=0,$}},M=(e,n)=>{for(var $ in n)m(e,$,{get:n[$],enumerable:!0})},g=(e,n,$,s)=>{if(n&&typeof n=="object"||typeof n=="function")for(let i of v(n))!A.call(e,i)&&i!==$&&m(e,i,{get:()=>n[i],enumerable:!(s=b(n,i))||s.enumerable});return e};var R=(e,n,$)=>($=e!=null?w(T(e)):{},g(n||!e||!e.__esModule?m($,"default",{value:e,enumerable:!0}):$,e)),z=e=>g(m({},"__esModule",{value:!0}),e);var p=E((P,f)=>{f.exports=runtime});var j={};M(j,{default:()=>S,pooled:()=>l,shifted:()=>h});var t=R(p(),1),[u,r]=[8,3],h=e=>(0,t.range)(u).map(n=>n===r+e?9:0),l=e=>(0,t.range)(e.length/2).map(n=>Math.max(e[2*n],e[2*n+1])),[o,a]=[50,160],[F,x]=[20,160];function y({top:e,name:n,d:$}){let s=l(h($));return t.html`
    <${t.Label} x="8" y=${e+o/2} anchor="start" ink=${t.c.muted}>${n}<//>
    <${t.Maths} x=${a-16} y=${e+o/2} anchor="end" ink=${t.c.blueInk}>x<//>
    <${t.Table} x=${a} y=${e} unit=${o} values=${[h($).map(i=>i?"":0)]} size="16" ink=${t.c.muted} />
    <${t.Moved} x=${a+(r+$)*o} y=${e}>
      <${t.Table} x=${0} y=${0} unit=${o} values=${[[9]]} face=${t.c.bluePale} size="16" />
    <//>
    ${s.map((i,c)=>t.html`<${t.Frame} key=${c} x=${a+2*c*o} y=${e} width=${2*o} height=${o} color=${t.c.muted} thick="2.5" />`)}
    <${t.Maths} x=${a-16} y=${e+o+32} anchor="end" ink=${t.c.greenInk}>y<//>
    ${s.map((i,c)=>t.html`<${t.Table} x=${a+(2*c+.6)*o} y=${e+o+12} unit=${.8*o}
      values=${[[i]]} face=${i?t.c.greenPale:t.c.paper} ink=${i?t.c.ink:t.c.muted} size="16" />`)}`}var d=e=>l(h(e)).join()===l(h(0)).join();function I({d:e}){return t.html`
    <${y} top=${F} name="before" d=${0} />
    <${y} top=${x} name="after" d=${e} />
    <${t.Label} x=${a} y="290" anchor="start" size="16" weight="600" ink=${d(e)?t.c.greenInk:t.c.redInk}
      >${d(e)?"the pooled signal is the same":"the pooled signal has moved"}<//>`}function L({d:e}){let n=e?`moved by ${Math.abs(e)} to the ${e<0?"left":"right"}`:"not moved",$=(0,t.listed)(l(h(e)));return`The 9 is ${n}, at place ${r+e}; pooled in twos: ${$}, ${d(e)?"unchanged":"changed"}.`}var k=e=>({d:(0,t.clamp)(e,-r,u-1-r)}),S={name:"shift",title:"A shifted signal and its pooled signal",hint:"Drag the lower 9, or move the slider: when does the pooled signal change?",height:306,initial:{d:0},controls:[(0,t.slider)("d","shift",-r,u-1-r)],Drawing:I,sentence:L,drags:!0,point(e,{x:n,y:$,kind:s}){return s==="move"||$<x-20?null:k(Math.floor((n-a)/o)-r)},key({d:e},n){let $={ArrowLeft:-1,ArrowRight:1}[n];return $&&k(e+$)}};return z(j);})();
