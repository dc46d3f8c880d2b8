// 04: a signal that is shifted, and its pooled signal.
import { c, clamp, Frame, html, Label, listed, Maths, Moved, range, slider, Table } from "./runtime/index.js";

const [LENGTH, START] = [8, 3];

// A lone 9, moved by d.
export const shifted = (d) => range(LENGTH).map((n) => (n === START + d ? 9 : 0));
export const pooled = (x) => range(x.length / 2).map((i) => Math.max(x[2 * i], x[2 * i + 1]));

const [U, LEFT] = [50, 160];
const [BEFORE, AFTER] = [20, 160];

function Row({ top, name, d }) {
  const y = pooled(shifted(d));
  return html`
    <${Label} x="8" y=${top + U / 2} anchor="start" ink=${c.muted}>${name}<//>
    <${Maths} x=${LEFT - 16} y=${top + U / 2} anchor="end" ink=${c.blueInk}>x<//>
    <${Table} x=${LEFT} y=${top} unit=${U} values=${[shifted(d).map((x) => (x ? "" : 0))]} size="16" ink=${c.muted} />
    <${Moved} x=${LEFT + (START + d) * U} y=${top}>
      <${Table} x=${0} y=${0} unit=${U} values=${[[9]]} face=${c.bluePale} size="16" />
    <//>
    ${y.map((_, i) => html`<${Frame} key=${i} x=${LEFT + 2 * i * U} y=${top} width=${2 * U} height=${U} color=${c.muted} thick="2.5" />`)}
    <${Maths} x=${LEFT - 16} y=${top + U + 32} anchor="end" ink=${c.greenInk}>y<//>
    ${y.map((value, i) => html`<${Table} x=${LEFT + (2 * i + 0.6) * U} y=${top + U + 12} unit=${0.8 * U}
      values=${[[value]]} face=${value ? c.greenPale : c.paper} ink=${value ? c.ink : c.muted} size="16" />`)}`;
}

const isSame = (d) => pooled(shifted(d)).join() === pooled(shifted(0)).join();

function Shift({ d }) {
  return html`
    <${Row} top=${BEFORE} name="before" d=${0} />
    <${Row} top=${AFTER} name="after" d=${d} />
    <${Label} x=${LEFT} y="290" anchor="start" size="16" weight="600" ink=${isSame(d) ? c.greenInk : c.redInk}
      >${isSame(d) ? "the pooled signal is the same" : "the pooled signal has moved"}<//>`;
}

function sentence({ d }) {
  const where = d ? `moved by ${Math.abs(d)} to the ${d < 0 ? "left" : "right"}` : "not moved";
  const y = listed(pooled(shifted(d)));
  return `The 9 is ${where}, at place ${START + d}; pooled in twos: ${y}, ${isSame(d) ? "unchanged" : "changed"}.`;
}

const within = (d) => ({ d: clamp(d, -START, LENGTH - 1 - START) });

export default {
  name: "shift",
  title: "A shifted signal and its pooled signal",
  hint: "Drag the lower 9, or move the slider: when does the pooled signal change?",
  height: 306,
  initial: { d: 0 },
  controls: [slider("d", "shift", -START, LENGTH - 1 - START)],
  Drawing: Shift,
  sentence,
  drags: true,
  point(_, { x, y, kind }) {
    if (kind === "move" || y < AFTER - 20) return null;
    return within(Math.floor((x - LEFT) / U) - START);
  },
  key({ d }, key) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    return step && within(d + step);
  },
};
