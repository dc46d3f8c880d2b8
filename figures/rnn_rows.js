// 10: a digit that is seen row by row, and what a small recurrent network makes of it so far.
import { c, html, Label, Pixels, range, slider } from "./runtime/index.js";
import { digits, weights } from "./data/rnn_rows.js";
import { named } from "./parts/article.js";
import { affine, matrices, unsigned8 } from "./parts/integers.js";

const [M, SIDE] = [24, 8];
let shipped = null;
function network() {
  if (!shipped) {
    const [Wx, Wh, b, V, bias] = matrices(weights, [[M, SIDE], [M, M], [M, 1], [10, M], [10, 1]]);
    shipped = { Wx, Wh, b, V, bias, ink: unsigned8(digits).map((value) => value / 16) };
  }
  return shipped;
}
export const parameters = () => network();
export const image = (which) => range(SIDE).map((i) => network().ink.slice(64 * which + 8 * i, 64 * which + 8 * (i + 1)));

// The states after 0 … 8 rows, and after each the probabilities of the ten digits.
export function read(which) {
  const { Wx, Wh, b, V, bias } = network();
  const states = [range(M).map(() => 0)];
  for (const row of image(which)) {
    const recurrent = affine(Wh, b, states.at(-1));
    states.push(affine(Wx, range(M).map((m) => [recurrent[m]]), row).map(Math.tanh));
  }
  const answers = states.map((h) => {
    const z = affine(V, bias, h);
    const top = Math.max(...z);
    const e = z.map((value) => Math.exp(value - top));
    const sum = e.reduce((a, v) => a + v, 0);
    return e.map((value) => value / sum);
  });
  return { states, answers };
}

const [LEFT, TOP, UNIT, BARS, WIDE] = [24, 34, 26, 400, 220];
const per = (p) => (p > 0.995 ? "> 99" : p < 0.005 ? "< 1" : String(Math.round(100 * p)));

function Rows({ which, rows }) {
  const seen = image(which).map((row, i) => (i < rows ? row : row.map(() => 0)));
  const { states, answers } = read(which);
  const [h, p] = [states[rows], answers[rows]];
  const best = p.indexOf(Math.max(...p));
  return html`
    <${Label} x=${LEFT} y="16" anchor="start" weight="600">seen so far<//>
    <${Pixels} x=${LEFT} y=${TOP} width=${SIDE * UNIT} values=${seen} ink="blue" />
    ${rows < SIDE && html`<rect x=${LEFT} y=${TOP + rows * UNIT} width=${SIDE * UNIT} height=${(SIDE - rows) * UNIT} fill=${c.shade} />
      <${Label} x=${LEFT + 4 * UNIT} y=${TOP + ((rows + SIDE) / 2) * UNIT} ink=${c.muted}>${rows ? "still hidden" : "nothing yet"}<//>`}
    <rect x=${LEFT} y=${TOP} width=${SIDE * UNIT} height=${SIDE * UNIT} fill="none" stroke=${c.rule} />
    ${rows > 0 && html`<rect class="cn-moves" x=${LEFT - 2} y=${TOP + (rows - 1) * UNIT} width=${SIDE * UNIT + 4} height=${UNIT} fill="none" stroke=${c.orange} stroke-width="3" />`}
    <${Label} x="276" y="16" anchor="start" weight="600">state<//>
    ${h.map((value, m) => {
      const [x, y] = [276 + 26 * (m % 4), TOP + 35 * Math.floor(m / 4)];
      const size = Math.round(160 * Math.abs(value)) / 10;
      return html`<rect x=${x} y=${y} width="22" height="32" fill=${c.shade} />
        <rect class="cn-moves" key=${m} x=${x} y=${value > 0 ? Math.round(10 * (y + 16 - size)) / 10 : y + 16} width="22"
          height=${size} fill=${value > 0 ? c.blue : c.red} />
        <line x1=${x} x2=${x + 22} y1=${y + 16} y2=${y + 16} stroke=${c.rule} />`;
    })}
    <${Label} x=${BARS} y="16" anchor="start" weight="600">what it takes it for<//>
    ${p.map((value, k) => {
      const y = TOP + 21 * k;
      return html`<${Label} x=${BARS + 8} y=${y + 9} weight=${k === best ? 700 : 400}>${k}<//>
        <rect class="cn-moves" key=${k} x=${BARS + 22} y=${y} width=${Math.round(10 * WIDE * value) / 10} height="17" fill=${k === best ? c.green : c.faint} />
        <${Label} x=${BARS + 28 + Math.round(10 * WIDE * value) / 10} y=${y + 9} anchor="start" size="13" ink=${k === best ? c.greenInk : c.muted}>${per(value)} %<//>`;
    })}`;
}

function sentence({ which, rows }) {
  const p = read(which).answers[rows];
  const best = p.indexOf(Math.max(...p));
  const seen = rows === 0 ? "Before the first row" : rows === 1 ? "After the first row" : `After ${rows} of the 8 rows`;
  return `${seen} the network takes it for ${named(best)}, with a certainty of ${per(p[best])} per cent.`;
}

export default {
  name: "rnn_rows",
  title: "A digit, row by row",
  hint: "Show one row after the other, or let it play; then take another digit.",
  height: 258,
  initial: { which: 0, rows: 3 },
  controls: [slider("rows", "rows seen", 0, SIDE, { every: 900 }), slider("which", "image", 0, 9)],
  Drawing: Rows,
  sentence,
};
