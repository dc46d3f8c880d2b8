// 06: one example of a batch is moved, and all normalised ones move.
import { c, html, Label, Maths, number, plane, range, slider } from "./runtime/index.js";

const OTHERS = [6, 7, 9];
export const batch = ({ x }) => [x, ...OTHERS];

export function normalised(values) {
  const mean = values.reduce((a, b) => a + b) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
  return { mean, deviation, hats: values.map((v) => (v - mean) / deviation) };
}

const [BEFORE, AFTER] = [70, 210];
const along = { y: [0, 1], left: 80, top: 0, width: 600, height: 100 };
const upper = plane({ x: [-10, 40], ...along });
const lower = plane({ x: [-2, 2], ...along });

function Line({ on, y, ticks }) {
  return html`<line x1=${on.left - 14} x2=${on.left + on.width + 14} y1=${y} y2=${y} stroke=${c.rule} />
    ${ticks.map((tick) => html`<line x1=${on.X(tick)} x2=${on.X(tick)} y1=${y - 4} y2=${y + 4} stroke=${c.rule} />`)}`;
}

const Ticks = ({ on, y, ticks }) => ticks.map((tick) => html`<${Label} x=${on.X(tick)} y=${y} size="13" ink=${c.muted}>${number(tick)}<//>`);

function Batch(state) {
  const values = batch(state);
  const { mean, deviation, hats } = normalised(values);
  const [low, high] = [upper.X(mean - deviation), upper.X(mean + deviation)];
  const tens = range(6).map((i) => 10 * i - 10);
  const ones = [-2, -1, 0, 1, 2];
  return html`
    <rect class="cn-moves" x=${low} y=${BEFORE - 12} width=${high - low} height="24" fill=${c.shade} />
    <line class="cn-moves" x1="0" x2="0" y1=${BEFORE - 12} y2=${BEFORE + 12} stroke=${c.ink} style=${`transform:translate(${upper.X(mean)}px,0)`} />
    <${Line} on=${upper} y=${BEFORE} ticks=${tens} />
    <${Line} on=${lower} y=${AFTER} ticks=${ones} />
    <${Ticks} on=${upper} y="28" ticks=${tens} />
    <${Ticks} on=${lower} y="246" ticks=${ones} />
    <${Maths} x="34" y=${BEFORE} size="17">x<//>
    <${Maths} x="34" y=${AFTER} size="17">x̂<//>
    ${values.map((value, n) => html`<line key=${`l${n}`} x1=${upper.X(value)} y1=${BEFORE} x2=${lower.X(hats[n])} y2=${AFTER}
      stroke=${n ? c.blue : c.orange} stroke-width="1.5" />`)}
    ${values.map((value, n) => (n
      ? html`<circle key=${n} cx=${upper.X(value)} cy=${BEFORE} r="7" fill=${c.blue} stroke=${c.paper} stroke-width="1.5" />
          <circle key=${`h${n}`} cx=${lower.X(hats[n])} cy=${AFTER} r="7" fill=${c.blue} stroke=${c.paper} stroke-width="1.5" />`
      : html`<rect key="x" x=${upper.X(value) - 7} y=${BEFORE - 7} width="14" height="14" fill=${c.orange} stroke=${c.paper} stroke-width="1.5" />
          <rect key="h" x=${lower.X(hats[n]) - 7} y=${AFTER - 7} width="14" height="14" fill=${c.orange} stroke=${c.paper} stroke-width="1.5" />`))}`;
}

function sentence(state) {
  const values = batch(state);
  const { mean, deviation, hats } = normalised(values);
  const said = (value) => number(value.toFixed(2));
  return (
    `The batch (${values.map((v) => number(v)).join(", ")}) has the mean ${said(mean)} (the line) and the deviation ` +
    `${said(deviation)} (the bar reaches so far on both sides). Normalised it is (${hats.map(said).join(", ")}).`
  );
}

export default {
  name: "batch",
  title: "One example moves all",
  hint: "Move the example x₀, the square, and watch the others below.",
  height: 264,
  initial: { x: 2 },
  controls: [slider("x", "example x₀", -10, 40)],
  Drawing: Batch,
  sentence,
};
