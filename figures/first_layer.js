// 02: the units of a first layer as images of their weights, and one of them at work on a digit.
import { c, clamp, Frame, html, Label, Maths, Pixels, range, slider } from "./runtime/index.js";
import { b, digits, W } from "./data/first_layer.js";
import { named } from "./parts/article.js";

const [SIDE, UNITS, COLUMNS] = [8, W.length, 8];
const table = (values) => range(SIDE).map((i) => values.slice(i * SIDE, (i + 1) * SIDE));
const IMAGES = W.map(table);
const LARGEST = 0.7; // of a weight: few exceed it
const short = (value) => value.toFixed(2).replace("-", "−");

// Numbers of both signs as an image, in a thin frame.
const Signed = (place) => html`<${Pixels} ...${place} low=${-LARGEST} high=${LARGEST} ink="orange" />
  <rect x=${place.x} y=${place.y} width=${place.width} height=${place.width} fill="none" stroke=${c.rule} stroke-width="0.8" />`;

// w · x + b and its tanh, with the products that it adds up.
export function unit({ unit: k, digit }) {
  const x = digits[digit].map((ink) => ink / 16);
  const products = W[k].map((w, i) => w * x[i]);
  const z = products.reduce((sum, value) => sum + value, b[k]);
  return { x, products, z, h: Math.tanh(z) };
}

const SMALL = { left: 8, top: 30, size: 5, pitch: 49 };
const small = (k) => [SMALL.left + (k % COLUMNS) * SMALL.pitch, SMALL.top + Math.floor(k / COLUMNS) * SMALL.pitch];
const BARS = { left: 452, middle: 76, high: 44, pitch: 16 };
const [LARGE, BELOW] = [21, 182];

// What all units say of the digit.
function Answers({ state }) {
  return range(UNITS).map((k) => {
    const { h } = unit({ ...state, unit: k });
    const height = Math.round(Math.abs(h) * BARS.high * 10) / 10;
    return html`<rect class="cn-moves" key=${`bar ${k}`} x=${BARS.left + k * BARS.pitch} y=${h > 0 ? BARS.middle - height : BARS.middle}
        width=${BARS.pitch - 4} height=${height} fill=${h < 0 ? c.purple : c.green} />
      ${k === state.unit && html`<${Frame} key="bar" x=${BARS.left + k * BARS.pitch - 2} y=${BARS.middle - BARS.high - 2}
        width=${BARS.pitch} height=${2 * BARS.high + 4} color=${c.ink} />`}`;
  });
}

function FirstLayer(state) {
  const { unit: k } = state;
  const { x, products, z, h } = unit(state);
  const [X, Y] = small(k);
  const [ink, ...signed] = [["the digit x", x], ["its weights w", W[k]], ["products", products]].map(
    ([name, values]) => ({ name, values: table(values) }),
  );
  const left = (at) => 8 + at * 200;
  return html`
    <${Label} x="8" y="14" anchor="start" size="15" weight="600">the weights of ${UNITS} units as images<//>
    <${Label} x=${BARS.left} y="14" anchor="start" size="15" weight="600">what each says of the digit<//>
    ${IMAGES.map((values, each) => html`<${Signed} x=${small(each)[0]} y=${small(each)[1]} width=${SMALL.size * SIDE} values=${values} />`)}
    <${Frame} key="unit" x=${X - 2} y=${Y - 2} width=${SMALL.size * SIDE + 4} color=${c.ink} />
    <${Answers} state=${state} />
    <line x1=${BARS.left - 6} x2="712" y1=${BARS.middle} y2=${BARS.middle} stroke=${c.rule} />
    <${Label} x=${left(0)} y=${BELOW - 16} anchor="start">${ink.name}<//>
    <${Pixels} x=${left(0)} y=${BELOW} width=${LARGE * SIDE} values=${ink.values} ink="blue" />
    <rect x=${left(0)} y=${BELOW} width=${LARGE * SIDE} height=${LARGE * SIDE} fill="none" stroke=${c.rule} stroke-width="0.8" />
    ${signed.map(({ name, values }, at) => html`
      <${Label} x=${left(at + 1)} y=${BELOW - 16} anchor="start">${name}<//>
      <${Signed} x=${left(at + 1)} y=${BELOW} width=${LARGE * SIDE} values=${values} />
      <${Label} x=${left(at + 1) - 16} y=${BELOW + (LARGE * SIDE) / 2} size="18">${at ? "=" : "·"}<//>`)}
    ${[[`sum: ${short(z - b[k])}`], [`bias: ${short(b[k])}`], [`tanh of ${short(z)}:`]].map(([text], line) => html`
      <${Label} x="600" y=${BELOW + 48 + 24 * line} anchor="start">${text}<//>`)}
    <${Maths} x="600" y=${BELOW + 124} anchor="start" ink=${h < 0 ? c.purpleInk : c.greenInk}>${`h_${k} = ${short(h)}`}<//>`;
}

function sentence(state) {
  const { z, h } = unit(state);
  const k = state.unit;
  return (
    `Unit ${k} looks at ${named(state.digit)}: 64 products add up to ${short(z - b[k])}, with the bias ${short(b[k])} that is ` +
    `${short(z)}, and tanh makes it ${short(h)}.`
  );
}

export default {
  name: "first_layer",
  title: "One unit of the first layer",
  hint: "Click the image of a unit (or use the arrow keys), and change the digit.",
  height: 366,
  initial: { unit: 0, digit: 3 },
  controls: [slider("unit", "unit", 0, UNITS - 1), slider("digit", "a digit that it has not learned from", 0, 9)],
  Drawing: FirstLayer,
  sentence,
  point(_, { x, y, kind }) {
    if (kind !== "down") return null;
    const [column, row] = [x - SMALL.left, y - SMALL.top].map((at) => Math.floor(at / SMALL.pitch));
    if (row >= 0 && row < UNITS / COLUMNS && column >= 0 && column < COLUMNS) return { unit: row * COLUMNS + column };
    const bar = Math.floor((x - BARS.left + 2) / BARS.pitch);
    return Math.abs(y - BARS.middle) < BARS.high + 4 && bar >= 0 && bar < UNITS ? { unit: bar } : null;
  },
  key({ unit: k }, pressed) {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS }[pressed];
    return by && { unit: clamp(k + by, 0, UNITS - 1) };
  },
};
