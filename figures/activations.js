// 02: an activation function with its tangent, and its slope.
import { Axes, c, clamp, Curve, html, Inside, Label, menu, number, plane, sampled, slider } from "./runtime/index.js";

const logistic = (z) => 1 / (1 + Math.exp(-z));
const step = (z) => (z > 0 ? 1 : 0);
// φ and φ′; `kink` says why there is no derivative at 0, where φ′ is what the course takes.
export const FUNCTIONS = {
  logistic: { f: logistic, slope: (z) => logistic(z) * (1 - logistic(z)) },
  tanh: { f: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  ReLU: { f: (z) => Math.max(z, 0), slope: step, kink: "the course takes 0" },
  softplus: { f: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), slope: logistic },
  "PReLU, a = 0.25": { f: (z) => (z > 0 ? z : 0.25 * z), slope: (z) => (z > 0 ? 1 : 0.25), kink: "the course takes a" },
  "hard threshold": { f: step, slope: () => 0, kink: "it jumps", jumps: true },
  identity: { f: (z) => z, slope: () => 1 },
};

const left = plane({ x: [-5, 5], y: [-2.2, 3.2], left: 36, top: 40, width: 304, height: 260 });
const right = plane({ x: [-5, 5], y: [-0.2, 1.2], left: 404, top: 40, width: 304, height: 260 });
const XS = [-4, -2, 0, 2, 4];

// Two parts where it jumps.
function Parts({ on, f, jumps, color, ...more }) {
  const parts = jumps ? [sampled(f, -5, -1e-9, 2), sampled(f, 1e-9, 5, 2)] : [sampled(f, -5, 5, 200)];
  return parts.map((points) => html`<${Curve} on=${on} points=${points} color=${color} thick="2.5" ...${more} />`);
}

// The slope appears where the reader has been.
const been = (name, from, to) => {
  const { slope, kink } = FUNCTIONS[name];
  const cut = kink && from < 0 && to > 0;
  return cut ? [sampled(slope, from, 0, 60), sampled(slope, 1e-9, to, 60)] : [sampled(slope, from, to, 160)];
};

function Activation({ function: name, z, from, to }) {
  const { f, slope, kink, jumps } = FUNCTIONS[name];
  const [value, rise] = [f(z), slope(z)];
  const undefinedHere = kink && z === 0;
  const zero = (on) => html`<line x1=${on.left} x2=${on.left + on.width} y1=${on.Y(0)} y2=${on.Y(0)} stroke=${c.faint} />
    <line x1=${on.X(0)} x2=${on.X(0)} y1=${on.top} y2=${on.top + on.height} stroke=${c.faint} />`;
  return html`
    <${Label} x=${left.left} y="14" anchor="start" size="15" weight="600" ink=${c.blueInk}>φ(z) = ${number(value)}<//>
    <${Label} x=${right.left} y="14" anchor="start" size="15" weight="600" ink=${c.orangeInk}>${
      undefinedHere ? `no derivative at 0: ${kink}` : `its slope φ′(z) = ${number(rise)}`}<//>
    ${zero(left)}${zero(right)}
    <${Axes} on=${left} xticks=${XS} yticks=${[-2, -1, 0, 1, 2, 3]} xname="z" />
    <${Axes} on=${right} xticks=${XS} yticks=${[0, 0.25, 0.5, 0.75, 1]} xname="z" />
    <${Inside} on=${left}>
      <${Parts} on=${left} f=${f} jumps=${jumps} color=${c.blue} />
      ${!undefinedHere && html`<${Curve} on=${left} points=${[-1.6, 1.6].map((d) => [z + d, value + rise * d])} color=${c.orange} thick="2.5" />`}
    <//>
    <${Inside} on=${right}>
      ${been(name, from, to).map((points) => html`<${Curve} on=${right} points=${points} color=${c.orange} thick="2.5" />`)}
    <//>
    <${Inside} on=${left} over=${7}><circle cx=${left.X(z)} cy=${left.Y(value)} r="6" fill=${c.blue} stroke=${c.paper} stroke-width="1.5" /><//>
    <line x1=${right.X(z)} x2=${right.X(z)} y1=${right.top} y2=${right.top + right.height} stroke=${c.rule} />
    <circle cx=${right.X(z)} cy=${right.Y(rise)} r="6" fill=${undefinedHere ? c.paper : c.orange} stroke=${undefinedHere ? c.orange : c.paper} stroke-width="2" />`;
}

function sentence({ function: name, z }) {
  const { f, slope, kink } = FUNCTIONS[name];
  if (kink && z === 0) return `${name}: φ(0) = ${number(f(0))}; at 0 there is no derivative (${kink}).`;
  return `${name}: φ(${number(z)}) = ${number(f(z))}, and the slope there is ${number(slope(z))}.`;
}

export default {
  name: "activations",
  title: "Activation functions and their slopes",
  hint: "Move z, by the slider or in the drawing: the slope appears where you have been.",
  height: 342,
  initial: { function: "logistic", z: 1, from: 1, to: 1 },
  controls: [menu("function", "function", Object.keys(FUNCTIONS)), slider("z", "z", -5, 5, { step: 0.25 })],
  drags: true,
  Drawing: Activation,
  sentence,
  settle({ z, from, to }, changed) {
    return changed === "function" ? { from: z, to: z } : { from: Math.min(from, z), to: Math.max(to, z) };
  },
  point(_, { x, kind }) {
    if (kind === "move" || kind === "up") return null;
    return { z: clamp(Math.round(4 * (x < 372 ? left : right).xAt(x)) / 4, -5, 5) };
  },
  key({ z }, key) {
    const by = { ArrowLeft: -0.25, ArrowRight: 0.25 }[key];
    return by && { z: clamp(z + by, -5, 5) };
  },
};
