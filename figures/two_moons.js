// 02: a network of one hidden layer learns two moons: its boundary and its cost, step by step.
import { Axes, buttons, c, choice, Curve, html, Inside, Label, Maths, number, plane, Pixels, range, slider } from "./runtime/index.js";
import { isoline } from "./parts/isolines.js";

export const [STEPS, STRIDE] = [2000, 10]; // all of them, and those between two pictures
const half = (count) => range(count).map((i) => (Math.PI * i) / (count - 1));
// The points of exercise 02.15, with their targets.
export const X = [
  ...half(50).map((a) => [Math.cos(a), Math.sin(a)]),
  ...half(60).map((a) => [1 - Math.cos(a), 0.5 - Math.sin(a)]),
];
export const T = X.map((_, n) => Number(n >= 50));

// Starts without a random generator of the platform: the same on every machine (mulberry32).
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return 2 * (((t ^ (t >>> 14)) >>> 0) / 4294967296) - 1;
  };
}

// Uniform, of standard deviation 1/√(inputs of the unit); biases zero.
export function start(hidden, seed) {
  const next = random(seed);
  const draw = (inputs) => Math.sqrt(3 / inputs) * next();
  return {
    W: range(hidden).map(() => [draw(2), draw(2)]), b: range(hidden).map(() => 0),
    v: range(hidden).map(() => draw(hidden)), c: 0,
  };
}

const units = ({ W, b }, [x0, x1]) => W.map((w, k) => Math.tanh(w[0] * x0 + w[1] * x1 + b[k]));
export function logit({ W, b, v, c: z }, [x0, x1]) {
  for (let k = 0; k < v.length; k += 1) z += v[k] * Math.tanh(W[k][0] * x0 + W[k][1] * x1 + b[k]);
  return z;
}
const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
export const cost = (net) => X.reduce((sum, x, n) => {
  const z = logit(net, x);
  return sum + softplus(z) - T[n] * z;
}, 0) / X.length;
const right = (net) => X.filter((x, n) => Number(logit(net, x) > 0) === T[n]).length;

// One step of gradient descent on the mean cross-entropy, for all points together.
export function stepped(net, eta) {
  const slope = { W: net.W.map(() => [0, 0]), b: net.b.map(() => 0), v: net.v.map(() => 0), c: 0 };
  X.forEach((x, n) => {
    const h = units(net, x);
    const z = h.reduce((sum, value, k) => sum + net.v[k] * value, net.c);
    const dz = (1 / (1 + Math.exp(-z)) - T[n]) / X.length;
    slope.c += dz;
    h.forEach((value, k) => {
      const da = dz * net.v[k] * (1 - value ** 2);
      slope.v[k] += dz * value;
      slope.b[k] += da;
      slope.W[k][0] += da * x[0];
      slope.W[k][1] += da * x[1];
    });
  });
  const down = (values, by) => values.map((value, k) => value - eta * by[k]);
  return { W: net.W.map((w, k) => down(w, slope.W[k])), b: down(net.b, slope.b), v: down(net.v, slope.v), c: net.c - eta * slope.c };
}

// The networks after 0, 10, 20 … steps, as far as they have been asked for.
const known = new Map();
export function trained({ hidden, eta, seed, step }) {
  const key = [hidden, eta, seed].join();
  if (!known.has(key)) {
    const net = start(Number(hidden), seed);
    known.set(key, [{ net, J: cost(net) }]);
  }
  const path = known.get(key);
  while (path.length <= step / STRIDE) {
    const net = range(STRIDE).reduce((last) => stepped(last, Number(eta)), path.at(-1).net);
    path.push({ net, J: cost(net) });
  }
  return path.slice(0, step / STRIDE + 1);
}

const on = plane({ x: [-1.5, 2.5], y: [-1.1, 1.6], left: 40, top: 34, width: 400, height: 270 });
const costs = plane({ x: [0, STEPS], y: [0.001, 1], left: 520, top: 34, width: 176, height: 270, log: "y" });
const [COLUMNS, ROWS] = [80, 54];
const place = (i, j) => [-1.5 + (4 * (j + 0.5)) / COLUMNS, 1.6 - (2.7 * (i + 0.5)) / ROWS];
const PLACES = range(ROWS).map((i) => range(COLUMNS).map((j) => place(i, j)));
const DRAWN = PLACES.map((row) => row.map(([x, y]) => [on.X(x), on.Y(y)]));
const grid = (net) => PLACES.map((row) => row.map((x) => logit(net, x)));

function Moons(state) {
  const path = trained(state);
  const { net, J } = path.at(-1);
  const z = grid(net);
  const chance = z.map((row) => row.map((value) => 0.35 / (1 + Math.exp(-value))));
  const shown = (value) => Math.max(value, 0.001);
  return html`
    <${Label} x=${on.left} y="14" anchor="start" size="15" weight="600">what the network says of every place<//>
    <${Label} x=${costs.left} y="14" anchor="start" size="15" weight="600">the cost<//>
    <${Pixels} x=${on.left} y=${on.top} width=${on.width} height=${on.height} values=${chance} ink="blue" />
    <path d=${isoline(z, DRAWN)} fill="none" stroke=${c.ink} stroke-width="2" />
    <${Axes} on=${on} xticks=${[-1, 0, 1, 2]} yticks=${[-1, 0, 1]} xname="x_0" />
    <${Maths} x=${on.left - 10} y=${on.top + 8} anchor="end" size="14" ink=${c.muted}>x_1<//>
    ${X.map(([x, y], n) => T[n]
      ? html`<circle cx=${on.X(x)} cy=${on.Y(y)} r="4" fill=${c.blue} stroke=${c.paper} />`
      : html`<rect x=${on.X(x) - 3.5} y=${on.Y(y) - 3.5} width="7" height="7" fill=${c.orange} stroke=${c.paper} />`)}
    <${Axes} on=${costs} xticks=${[0, 1000, 2000]} yticks=${[0.001, 0.01, 0.1, 1]} xname="step" grid />
    <${Inside} on=${costs} over="8">
      <${Curve} on=${costs} points=${path.map((each, i) => [i * STRIDE, shown(each.J)])} color=${c.red} />
      <circle cx=${costs.X(state.step)} cy=${costs.Y(shown(J))} r="5" fill=${c.red} /><//>
    <${Label} x=${on.left} y="366" anchor="start">${right(net)} of ${X.length} points on the right side<//>
    <${Maths} x=${costs.left} y="366" anchor="start" ink=${c.redInk}>J = ${number(J)}<//>`;
}

function sentence(state) {
  const { net, J } = trained(state).at(-1);
  return (
    `After ${state.step} steps with ${state.hidden} hidden unit${state.hidden === "1" ? "" : "s"} and η = ${state.eta} the cost ` +
    `is ${number(J)}, and ${right(net)} of ${X.length} points are on the right side of the boundary.`
  );
}

export default {
  name: "two_moons",
  title: "Two moons while they are learned",
  hint: "Let it learn (▶ at the steps). Then fewer hidden units, a smaller step size, another start.",
  height: 382,
  initial: { step: 50, hidden: "16", eta: "1", seed: 1 },
  controls: [
    slider("step", "steps of descent", 0, STEPS, { step: STRIDE, every: 60 }),
    choice("hidden", "hidden units", ["1", "2", "4", "16"]),
    choice("eta", "step size η", ["0.1", "1"]),
    buttons("start", { "another start": ({ seed }) => ({ seed: seed + 1, step: 0 }) }),
  ],
  Drawing: Moons,
  sentence,
};
