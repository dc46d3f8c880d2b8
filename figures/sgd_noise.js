// 01: gradient descent beside SGD on a small regression, and the scatter of a batch's direction.
import { Axes, c, Curve, html, Inside, Label, Maths, number, plane, range, slider } from "./runtime/index.js";

export const N = 256;
export const SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256];
export const [EPOCHS, ETA] = [3, 0.1];
export const FROM = [-1.6, 1.6];
const [SAMPLES, ALL] = [300, EPOCHS * N];

// Mulberry32: the same random numbers on every machine.
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
// Nearly normal: the sum of twelve.
const normal = (next) => range(12).reduce((sum) => sum + next(), -6);

function shuffled(next) {
  const order = range(N);
  for (let i = N - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

function regression() {
  const next = random(1);
  const X = range(N).map(() => {
    const [a, b] = [normal(next), normal(next)];
    return [a, 0.55 * a + 0.75 * b];
  });
  return { X, t: X.map(([x0, x1]) => x0 - 0.5 * x1 + normal(next)) };
}
export const { X, t } = regression();

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
// Means of x xᵀ and of t x; the cost is a parabola around the least-squares solution.
const [A, B, D] = [mean(X.map((x) => x[0] ** 2)), mean(X.map((x) => x[0] * x[1])), mean(X.map((x) => x[1] ** 2))];
const [E, F] = [0, 1].map((i) => mean(X.map((x, n) => x[i] * t[n])));
const DET = A * D - B ** 2;
export const best = [(D * E - B * F) / DET, (A * F - B * E) / DET];

// The mean gradient over some examples.
function gradient(w, examples) {
  const sum = [0, 0];
  for (const n of examples) {
    const residual = X[n][0] * w[0] + X[n][1] * w[1] - t[n];
    sum[0] += residual * X[n][0];
    sum[1] += residual * X[n][1];
  }
  return sum.map((value) => value / examples.length);
}

const paths = {};
// SGD's path over all epochs; a batch of N is gradient descent.
export function path(size) {
  if (paths[size]) return paths[size];
  const [next, found] = [random(size + 1), [FROM]];
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const order = shuffled(next);
    for (let at = 0; at < N; at += size) {
      const w = found.at(-1);
      const g = gradient(w, order.slice(at, at + size));
      found.push(w.map((value, i) => value - ETA * g[i]));
    }
  }
  return (paths[size] = found);
}

let measured = null;
// Root mean square distance of a batch's gradient at the start from the full one, for each size.
export function scatter() {
  if (measured) return measured;
  const full = gradient(FROM, range(N));
  const single = range(N).map((n) => gradient(FROM, [n]).map((value, i) => value - full[i]));
  const next = random(99);
  const squares = SIZES.map(() => 0);
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const [order, sum] = [shuffled(next), [0, 0]];
    let which = 0;
    order.forEach((n, at) => {
      sum[0] += single[n][0];
      sum[1] += single[n][1];
      if (at + 1 !== SIZES[which]) return;
      squares[which] += (sum[0] ** 2 + sum[1] ** 2) / (at + 1) ** 2 / SAMPLES;
      which += 1;
    });
  }
  const one = Math.sqrt(mean(single.map(([a, b]) => a * a + b * b)));
  return (measured = { one, sizes: squares.map((value, i) => (i === SIZES.length - 1 ? 0 : Math.sqrt(value))) });
}

const left = plane({ x: [-2.1, 2.1], y: [-1.7, 2.2], left: 36, top: 52, width: 310, height: 288 });
const right = plane({ x: [0.8, 320], y: [0.03, 10], left: 440, top: 52, width: 268, height: 288, log: "xy" });
const LEVELS = [0.02, 0.1, 0.3, 0.7, 1.3, 2.2, 3.5];

// The isoline of the excess cost `at`: points at the distance that the parabola has in each direction.
function isoline(at) {
  return range(73).map((i) => {
    const [x, y] = [Math.cos((i * Math.PI) / 36), Math.sin((i * Math.PI) / 36)];
    const far = Math.sqrt((2 * at) / (A * x * x + 2 * B * x * y + D * y * y));
    return [best[0] + far * x, best[1] + far * y];
  });
}

const steps = (size, seen) => Math.floor(seen / size);

function Noise({ size, seen, been }) {
  const batch = SIZES[size];
  const [sgd, descent] = [path(batch).slice(0, steps(batch, seen) + 1), path(N).slice(0, steps(N, seen) + 1)];
  const { one, sizes } = scatter();
  const [end, last] = [sgd.at(-1), descent.at(-1)];
  const shown = SIZES.map((each, i) => [each, sizes[i], i]).filter(([, , i]) => been.includes(i));
  return html`
    <${Label} x=${left.left} y="14" anchor="start" size="15" weight="600">After ${seen} examples, ${number(seen / N)} epochs<//>
    <${Label} x=${right.left} y="14" anchor="start" size="15" weight="600">Scatter of the direction<//>
    <${Inside} on=${left}>${LEVELS.map((at) => html`<${Curve} on=${left} points=${isoline(at)} color=${c.faint} thick="1.5" />`)}<//>
    <${Inside} on=${left} over=${5}>
      <${Curve} on=${left} points=${sgd} color=${c.orange} thick="1.5" />
      <${Curve} on=${left} points=${descent} color=${c.blue} thick="2" />
      ${descent.map(([x, y]) => html`<circle cx=${left.X(x)} cy=${left.Y(y)} r="4.5" fill=${c.blue} />`)}
      <circle cx=${left.X(best[0])} cy=${left.Y(best[1])} r="5" fill="none" stroke=${c.ink} stroke-width="2" />
      <circle cx=${left.X(end[0])} cy=${left.Y(end[1])} r="6" fill=${c.orange} stroke=${c.ink} stroke-width="1.5" />
    <//>
    <${Axes} on=${left} xticks=${[-2, -1, 0, 1, 2]} yticks=${[-1, 0, 1, 2]} xname="w_0" />
    <${Maths} x=${left.left - 10} y=${left.top - 2} anchor="end" size="14" ink=${c.muted}>w_1<//>
    <circle cx="${left.left + 6}" cy="38" r="5" fill=${c.orange} stroke=${c.ink} />
    <${Label} x=${left.left + 18} y="38" anchor="start" size="13" ink=${c.orangeInk}>SGD, ${count(sgd)}<//>
    <circle cx="${left.left + 150}" cy="38" r="4.5" fill=${c.blue} />
    <${Label} x=${left.left + 162} y="38" anchor="start" size="13" ink=${c.blueInk}>gradient descent, ${count(descent)}<//>
    <${Axes} on=${right} xticks=${[1, 4, 16, 64, 256]} yticks=${[[0.1, "0.1"], [1, "1"], [10, "10"]]} xname="batch size B" />
    ${been.length > 3 && html`<${Curve} on=${right} points=${[[1, one], [256, one / 16]]} color=${c.muted} dash="6 4" thick="1.5" />
      <${Maths} x=${right.X(70)} y=${right.Y(one / 5)} size="14" anchor="start" ink=${c.muted}>1/√B<//>`}
    ${shown.map(([each, value, i]) => (value > 0
      ? html`<circle cx=${right.X(each)} cy=${right.Y(value)} r=${i === size ? 8 : 5} fill=${i === size ? c.orange : c.blue}
          stroke=${i === size ? c.ink : "none"} stroke-width="1.5" />`
      : html`<${Label} x=${right.X(each)} y=${right.top + right.height - 12} ink=${i === size ? c.orangeInk : c.blueInk}>0 ↓<//>`))}`;
}

const count = (found) => `${found.length - 1} step${found.length === 2 ? "" : "s"}`;
const two = (value) => number(Number(value.toPrecision(2)));

function sentence({ size, seen }) {
  const batch = SIZES[size];
  const [sgd, descent] = [batch, N].map((each) => path(each)[steps(each, seen)]);
  const away = (w) => two(Math.hypot(w[0] - best[0], w[1] - best[1]));
  return (
    `Batches of ${batch}: after ${seen} of ${ALL} examples SGD has made ${steps(batch, seen)} steps and is ${away(sgd)} from the ` +
    `minimum, gradient descent has made ${steps(N, seen)} and is ${away(descent)} away. The direction scatters by ${two(scatter().sizes[size])}.`
  );
}

export default {
  name: "sgd_noise",
  title: "Gradient descent and SGD",
  hint: "Let the examples go by; change the batch size, and its scatter appears on the right.",
  height: 388,
  initial: { size: 2, seen: 64, been: [2] },
  controls: [
    slider("size", "batch size B", 0, SIZES.length - 1, { show: (value) => String(SIZES[value]) }),
    slider("seen", "examples seen", 0, ALL, { step: 32, every: 200 }),
  ],
  Drawing: Noise,
  sentence,
  settle: ({ size, been }) => (been.includes(size) ? {} : { been: [...been, size] }),
};
