// 10: how long a gradient is on its way back through a recurrence, by the matrix's spectral radius.
import { Axes, c, choice, Curve, html, Inside, Label, number, plane, range, remembering, slider } from "./runtime/index.js";

export const [M, STEPS, RUNS] = [8, 50, 12];
const INPUTS = 0.3; // standard deviation of what goes in at each step, in the network with tanh

// Numbers that are the same on every machine: a 32-bit generator, and from it normal ones.
function normals(seed) {
  let a = seed;
  const uniform = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  return () => range(12).reduce((sum) => sum + uniform(), -6); // twelve uniform ones: nearly normal
}

const times = (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((sum, v, k) => sum + v * B[k][j], 0)));
const transposed = (A) => A[0].map((_, j) => A.map((row) => row[j]));
const apply = (A, v) => A.map((row) => row.reduce((sum, value, j) => sum + value * v[j], 0));
export const norm = (v) => Math.hypot(...v);

// By squaring the matrix thirty times: the norm of A^n is nearly its radius to the power n.
export function radius(A) {
  let [B, log, power] = [A, 0, 1];
  for (let i = 0; i < 30; i += 1) {
    const size = norm(B.flat());
    log += Math.log(size) / power;
    const unit = B.map((row) => row.map((v) => v / size));
    B = times(unit, unit);
    power *= 2;
  }
  return Math.exp(log + Math.log(norm(B.flat())) / power);
}

function orthogonal(A) {
  const rows = [];
  for (const row of A) {
    let v = [...row];
    for (const other of rows) {
      const inner = v.reduce((sum, value, k) => sum + value * other[k], 0);
      v = v.map((value, k) => value - inner * other[k]);
    }
    rows.push(v.map((value) => value / norm(v)));
  }
  return rows;
}

const KINDS = {
  random: (A) => A,
  symmetric: (A) => A.map((row, i) => row.map((v, j) => v + A[j][i])),
  orthogonal,
};

// Of spectral radius 1.
export const base = remembering((kind) => {
  const draw = normals(7);
  const A = KINDS[kind](range(M).map(() => range(M).map(draw)));
  const size = radius(A);
  return A.map((row) => row.map((v) => v / size));
});

// Norms of the gradient after 0 … STEPS steps back, for each of the runs.
export const norms = remembering((kind, rho, network) => {
  const W = base(kind).map((row) => row.map((v) => rho * v));
  const Wt = transposed(W);
  const draw = normals(11);
  return range(RUNS).map(() => {
    let g = range(M).map(draw);
    const slopes = range(STEPS).map(() => range(M).map(() => 1));
    if (network === "tanh") {
      let h = range(M).map(() => 0);
      for (let t = 0; t < STEPS; t += 1) {
        h = apply(W, h).map((z) => Math.tanh(z + INPUTS * draw()));
        slopes[t] = h.map((v) => 1 - v * v);
      }
    }
    g = g.map((v) => v / norm(g));
    const found = [1];
    for (let t = STEPS - 1; t >= 0; t -= 1) {
      g = apply(Wt, g.map((v, m) => v * slopes[t][m]));
      found.push(norm(g));
    }
    return found;
  });
});

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const [LOW, HIGH] = [1e-16, 1e10];
const on = plane({ x: [0, STEPS], y: [LOW, HIGH], left: 74, top: 36, width: 500, height: 300, log: "y" });
const raised = (text) => String(text).replace(/[-−]/, "⁻").replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]);
const TICKS = [-16, -12, -8, -4, 0, 4, 8].map((power) => [10 ** power, power ? `10${raised(power)}` : "1"]);

// 0.42, 3·10⁻⁶
export function said(value) {
  if (value >= 0.01 && value < 100) return number(Number(value.toPrecision(2)));
  const [digit, power] = value.toExponential(0).split("e");
  return `${digit}·10${raised(Number(power))}`;
}

function Gradients({ rho, kind, network }) {
  const all = norms(kind, rho, network);
  const points = (list) => list.map((value, k) => [k, Math.max(value, 1e-30)]);
  const middle = range(STEPS + 1).map((k) => median(all.map((list) => list[k])));
  const line = range(STEPS + 1).map((k) => rho ** k);
  const legend = [["each direction", c.rule, 1, ""], ["median", c.red, 3, ""], ["ρᵏ", c.blue, 2, "6 4"]];
  return html`
    <${Axes} on=${on} xticks=${[0, 10, 20, 30, 40, 50]} yticks=${TICKS} grid=${true} xname="steps k back" yname="norm of the gradient" />
    <${Inside} on=${on}>
      ${all.map((list, i) => html`<${Curve} key=${i} on=${on} points=${points(list)} color=${c.rule} thick="1" />`)}
      <${Curve} on=${on} points=${points(middle)} color=${c.red} thick="3" />
      <${Curve} on=${on} points=${points(line)} color=${c.blue} thick="2" dash="6 4" />
    <//>
    ${legend.map(([text, color, thick, dash], i) => html`
      <line x1="590" x2="616" y1=${60 + 26 * i} y2=${60 + 26 * i} stroke=${color} stroke-width=${thick} stroke-dasharray=${dash || undefined} />
      <${Label} x="622" y=${60 + 26 * i} anchor="start" size="12">${text}<//>`)}
    <${Label} x="590" y="160" anchor="start">after ${STEPS} steps:<//>
    <${Label} x="590" y="186" anchor="start" size="17" weight="600" ink=${c.redInk}>${said(middle[STEPS])}<//>
    <${Label} x="590" y="212" anchor="start" ink=${c.blueInk}>ρ⁵⁰:<//>
    <${Label} x="590" y="236" anchor="start" size="17" weight="600" ink=${c.blueInk}>${said(rho ** STEPS)}<//>`;
}

function sentence({ rho, kind, network }) {
  const end = median(norms(kind, rho, network).map((list) => list[STEPS]));
  const what = network === "tanh" ? "with tanh and random inputs" : "without tanh";
  const word = end < 0.01 ? "It has vanished" : end > 100 ? "It has exploded" : "It is still of a size to learn from";
  return `${kind[0].toUpperCase()}${kind.slice(1)} matrix of spectral radius ρ = ${number(rho)}, ${what}: after ${STEPS} steps back the gradient's norm is ${said(end)}. ${word}.`;
}

export default {
  name: "rnn_gradients",
  title: "The gradient's norm, by the spectral radius",
  hint: "Move ρ, choose a kind of matrix, and put the tanh in or leave it out.",
  height: 392,
  initial: { rho: 0.8, kind: "random", network: "linear" },
  controls: [
    slider("rho", "spectral radius ρ", 0.5, 1.5, { step: 0.05 }),
    choice("kind", "matrix", Object.keys(KINDS)),
    choice("network", "network", ["linear", "tanh"]),
  ],
  Drawing: Gradients,
  sentence,
};
