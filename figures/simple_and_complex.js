// 07: stripes that drift past an even and an odd simple cell, and past the complex cell made of both.
import { Axes, c, clamp, Curve, html, Label, number, Pixels, plane, range, remembering, slider } from "./runtime/index.js";

const SIDE = 33;
const MIDDLE = 16;
const [SIGMA, U0] = [4.5, 0.11]; // of both filters, whose wave runs along x

const image = (value) => range(SIDE).map((i) => range(SIDE).map((j) => value(j - MIDDLE, i - MIDDLE)));
const fade = (x, y) => Math.exp(-(x * x + y * y) / (2 * SIGMA * SIGMA));
export const EVEN = image((x, y) => fade(x, y) * Math.cos(2 * Math.PI * U0 * x));
export const ODD = image((x, y) => fade(x, y) * Math.sin(2 * Math.PI * U0 * x));

// Stripes with a wave along `angle`, moved on by `phase` (both in degrees).
export const stripes = (angle, phase) => {
  const [theta, moved] = [(Math.PI * angle) / 180, (Math.PI * phase) / 180];
  return image((x, y) => Math.cos(2 * Math.PI * U0 * (x * Math.cos(theta) + y * Math.sin(theta)) - moved));
};

const sum = (a, b) => a.reduce((total, row, i) => total + row.reduce((part, value, j) => part + value * b[i][j], 0), 0);
const LARGEST = Math.max(sum(stripes(0, 0), EVEN), sum(stripes(0, 90), ODD));

// Moved stripes are a mixture of two: their sums with a filter are a mixture, too.
const parts = remembering((angle) => [EVEN, ODD].map((g) => [sum(stripes(angle, 0), g), sum(stripes(angle, 90), g)]));

// The answers of the three cells, the largest of a simple cell counting as 1.
export function answers(angle, phase) {
  const moved = (Math.PI * phase) / 180;
  const [even, odd] = parts(angle).map(([still, quarter]) => (still * Math.cos(moved) + quarter * Math.sin(moved)) / LARGEST);
  return { even: Math.max(even, 0), odd: Math.max(odd, 0), complex: Math.hypot(even, odd) };
}

const CELLS = [
  { name: "even", words: "simple, even", color: c.blue, ink: c.blueInk },
  { name: "odd", words: "simple, odd", color: c.orange, ink: c.orangeInk },
  { name: "complex", words: "complex", color: c.green, ink: c.greenInk },
];
const seen = remembering((angle, phase) => stripes(angle, phase));
const on = plane({ x: [0, 360], y: [0, 1.1], left: 412, top: 34, width: 286, height: 176 });

function Cells({ angle, phase }) {
  const now = answers(angle, phase);
  const course = range(73).map((k) => [5 * k, answers(angle, 5 * k)]);
  return html`
    <${Label} x="8" y="14" anchor="start" weight="600">stripes<//>
    <${Pixels} x="8" y="30" width="180" values=${seen(angle, phase)} low=${-1} high=${1} />
    <circle cx="98" cy="120" r="56" fill="none" stroke=${c.red} stroke-width="2" stroke-dasharray="5 4" />
    <${Label} x="212" y="14" anchor="start" weight="600">the two filters<//>
    <${Pixels} x="212" y="30" width="86" values=${EVEN} low=${-1} high=${1} />
    <${Pixels} x="212" y="124" width="86" values=${ODD} low=${-1} high=${1} />
    <${Label} x="306" y="73" anchor="start" ink=${c.blueInk}>even<//>
    <${Label} x="306" y="167" anchor="start" ink=${c.orangeInk}>odd<//>
    <${Label} x=${on.left} y="14" anchor="start" weight="600">answers<//>
    <${Axes} on=${on} xticks=${[0, 90, 180, 270, 360].map((value) => [value, `${value}°`])} yticks=${[0, 0.5, 1]} xname="how far the stripes have moved" />
    ${CELLS.map(({ name, color }, k) => html`<${Curve} on=${on} points=${course.map(([x, each]) => [x, each[name]])} color=${color}
      thick=${name === "complex" ? 3 : 2} dash=${["", "7 4", ""][k] || undefined} />`)}
    <line x1=${on.X(phase)} x2=${on.X(phase)} y1=${on.top} y2=${on.top + on.height} stroke=${c.rule} />
    ${CELLS.map(({ name, color }) => html`<circle key=${name} class="cn-moves" cx=${on.X(phase)} cy=${on.Y(now[name])} r="5.5" fill=${color}
      stroke=${c.paper} stroke-width="1.5" />`)}
    ${CELLS.map(({ name, words, color, ink }, k) => html`<rect x=${20 + 232 * k} y="268" width="200" height="14" rx="3" fill=${c.shade} />
      <rect class="cn-moves" x=${20 + 232 * k} y="268" width=${(200 * clamp(now[name] / 1.1, 0, 1)).toFixed(1)} height="14" rx="3" fill=${color} />
      <${Label} x=${20 + 232 * k} y="296" anchor="start" ink=${ink}>${words}: ${now[name].toFixed(2)}<//>`)}`;
}

function sentence({ angle, phase }) {
  const { even, odd, complex } = answers(angle, phase);
  return (
    `Stripes whose wave runs along ${angle}°, moved by ${phase}° of their period: the even simple cell answers ` +
    `${number(Number(even.toFixed(2)))}, the odd one ${number(Number(odd.toFixed(2)))}, the complex cell ${number(Number(complex.toFixed(2)))}.`
  );
}

export default {
  name: "simple_and_complex",
  title: "Simple and complex cells",
  hint: "Let the stripes drift, or move them by hand; then turn them.",
  height: 310,
  initial: { phase: 60, angle: 0 },
  controls: [
    slider("phase", "moved by", 0, 360, { step: 5, show: (value) => `${value}°`, every: 80 }),
    slider("angle", "turned by", 0, 90, { step: 5, show: (value) => `${value}°` }),
  ],
  drags: true,
  Drawing: Cells,
  sentence,
  point(_, { x, kind }) {
    if (kind === "move" || kind === "up" || x < on.left - 10) return null;
    return { phase: clamp(5 * Math.round(on.xAt(x) / 5), 0, 360) };
  },
  key({ phase, angle }, key) {
    const moved = { ArrowLeft: -5, ArrowRight: 5 }[key];
    if (moved) return { phase: clamp(phase + moved, 0, 360) };
    const turned = { ArrowUp: 5, ArrowDown: -5 }[key];
    return turned && { angle: clamp(angle + turned, 0, 90) };
  },
};
