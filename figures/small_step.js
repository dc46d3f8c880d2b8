// 08: a digit, a small step along the sign of the network's gradient, and noise of the same length.
import { buttons, c, clamp, html, Label, Pixels, range, remembering, slider } from "./runtime/index.js";
import { digits, labels, weights } from "./data/lenet.js";
import { named } from "./parts/article.js";
import { inputGradient } from "./parts/backward.js";
import { forward, images, parameters, rows, softmax } from "./parts/forward.js";

const N = 32;
let shipped = null;
const network = () => (shipped ??= { net: parameters(weights), digits: images(digits) });

const table = (values) => rows(values, N).map((row) => Array.from(row));

// Numbers from 0 to 1 that look drawn at random, the same on every machine (mulberry32).
function generator(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Normally distributed numbers for each pixel, as long together as 1 in each pixel (Box and Muller).
export const noiseOf = remembering((seed) => {
  const uniform = generator(seed);
  const drawn = range(N * N).map(() => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()));
  const length = Math.hypot(...drawn);
  return table(Float64Array.from(drawn, (value) => (N * value) / length));
});

export const signOf = remembering((digit) =>
  table(inputGradient(network().net, network().digits[digit], labels[digit]).map(Math.sign)));

const padded = remembering((digit) =>
  range(N).map((i) => range(N).map((j) => network().digits[digit][i - 2]?.[j - 2] ?? 0)));

// A digit after a step, clipped, and the probabilities of the ten classes.
const after = (digit, step, eps) => {
  const image = padded(digit).map((row, i) => row.map((value, j) => clamp(value + (eps / 100) * step[i][j], 0, 1)));
  return { image, p: softmax(forward(network().net, image).output) };
};
export const signed = remembering((digit, eps) => after(digit, signOf(digit), eps));
export const noisy = remembering((digit, eps, seed) => after(digit, noiseOf(seed), eps));

const best = (p) => p.indexOf(Math.max(...p));
const percent = (p) => (p > 0.995 ? "> 99 %" : `${Math.round(100 * p)} %`);

const SIDE = 150;
const [DIGIT, STEP, RESULT, BARS] = [8, 196, 384, 566];
const ROWS = [34, 234];

function Image({ x, y, values, signed, low = 0, high = 1 }) {
  return html`<${Pixels} x=${x} y=${y} width=${SIDE} values=${values} ink=${signed ? "orange" : "blue"} low=${low} high=${high} />
    <rect x=${x} y=${y} width=${SIDE} height=${SIDE} fill="none" stroke=${c.rule} />`;
}

function Answer({ y, p, label }) {
  const answer = best(p);
  const [left, room, line] = [BARS + 14, 80, SIDE / 10];
  const right = answer === label;
  return html`
    <${Label} x=${BARS - 4} y=${y - 16} anchor="start" weight="600" ink=${right ? c.greenInk : c.redInk}
      >${right ? `read rightly: ${label}` : `the ${label} is taken for ${answer}`}<//>
    ${p.map((value, k) => {
      const at = y + line * (k + 0.5);
      const meant = k === answer || k === label;
      const color = k === label ? c.green : k === answer ? c.red : c.muted;
      return html`<${Label} x=${BARS + 2} y=${at} size="12" weight=${meant ? "700" : undefined}>${k}<//>
        <rect x=${left} y=${at - 5} width=${(room * value).toFixed(2)} height="10" fill=${color} />
        ${meant && html`<${Label} x=${left + room * value + 5} y=${at} size="12" anchor="start">${percent(value)}<//>`}`;
    })}
    <line x1=${left} x2=${left} y1=${y} y2=${y + SIDE} stroke=${c.rule} />`;
}

function SmallStep({ digit, eps, noise }) {
  const middle = (ROWS[0] + ROWS[1] + SIDE) / 2;
  const length = ((N * eps) / 100).toFixed(2);
  const lines = [
    ["step: −ε or +ε", signOf(digit), 1, signed(digit, eps), "digit + step"],
    [`noise, as long: ${length}`, noiseOf(noise), 3, noisy(digit, eps, noise), "digit + noise"],
  ];
  return html`
    <${Label} x=${DIGIT} y=${middle - SIDE / 2 - 16} anchor="start">${named(labels[digit])}<//>
    <${Image} x=${DIGIT} y=${middle - SIDE / 2} values=${padded(digit)} />
    ${lines.map(([said, step, high, { image, p }, result], i) => html`
      <${Label} x=${STEP - 19} y=${ROWS[i] + SIDE / 2} size="20">+<//>
      <${Label} x=${STEP} y=${ROWS[i] - 16} anchor="start">${said}<//>
      <${Image} x=${STEP} y=${ROWS[i]} values=${step} signed low=${-high} high=${high} />
      <${Label} x=${RESULT - 19} y=${ROWS[i] + SIDE / 2} size="20">=<//>
      <${Label} x=${RESULT} y=${ROWS[i] - 16} anchor="start">${result}<//>
      <${Image} x=${RESULT} y=${ROWS[i]} values=${image} />
      <${Answer} y=${ROWS[i]} p=${p} label=${labels[digit]} />`)}`;
}

function sentence({ digit, eps, noise }) {
  const said = ({ p }) => `${best(p)} (${percent(p[best(p)])})`;
  if (!eps) return `With ε = 0 nothing is changed: the network takes this ${labels[digit]} for ${said(signed(digit, 0))}.`;
  return `ε = ${(eps / 100).toFixed(2)}: after the sign step the network takes the ${labels[digit]} for ${said(signed(digit, eps))}, ` +
    `after noise of the same length for ${said(noisy(digit, eps, noise))}.`;
}

export default {
  name: "small_step",
  title: "A small step on each pixel, and noise of the same length",
  hint: "Move ε. The steps are drawn much stronger than they are: orange adds ink, purple takes some away.",
  height: 396,
  initial: { digit: 4, eps: 0, noise: 1 },
  controls: [
    slider("eps", "ε", 0, 30, { show: (value) => (value / 100).toFixed(2), every: 250 }),
    buttons("another", {
      "Next digit": ({ digit }) => ({ digit: (digit + 1) % labels.length }),
      "Other noise": ({ noise }) => ({ noise: noise + 1 }),
    }),
  ],
  Drawing: SmallStep,
  sentence,
};
