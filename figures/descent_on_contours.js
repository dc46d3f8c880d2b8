// 01: gradient descent in a long valley; the error shrinks along each axis of the bowl by itself.
import { Arrow, Axes, c, clamp, Curve, html, Inside, Label, Maths, number, plane, range, slider } from "./runtime/index.js";

export const CURVATURES = [1, 10];
const STEPS = 20;
const TURN = 0.3; // of the flat axis, in radians
const [COS, SIN] = [Math.cos(TURN), Math.sin(TURN)];
const STAR = Array.from({ length: 10 }, (_, i) => [i % 2 ? 3.6 : 9, (i * Math.PI) / 5]);

// Along the flat axis and the steep one, and back.
const turned = ([u, v]) => [COS * u + SIN * v, -SIN * u + COS * v];
const back = ([a, b]) => [COS * a - SIN * b, SIN * a + COS * b];
export const gradient = (w) => back(turned(w).map((value, i) => CURVATURES[i] * value));
export const cost = (w) => turned(w).reduce((sum, value, i) => sum + (CURVATURES[i] * value * value) / 2, 0);

export function path(start, eta) {
  const found = [start];
  for (let k = 0; k < STEPS; k += 1) {
    const [w, g] = [found.at(-1), gradient(found.at(-1))];
    found.push(w.map((value, i) => value - eta * g[i]));
  }
  return found;
}

const left = plane({ x: [-4, 4], y: [-3, 3], left: 34, top: 34, width: 376, height: 282 });
const right = plane({ x: [0, 20], y: [1e-6, 1e3], left: 482, top: 34, width: 226, height: 282, log: "y" });

// The isoline of a cost: an ellipse, turned as the bowl is.
function Isoline({ at, color, thick = 1 }) {
  const unit = left.width / 8;
  const [rx, ry] = CURVATURES.map((curvature) => Math.round(10 * unit * Math.sqrt((2 * at) / curvature)) / 10);
  return html`<ellipse cx="0" cy="0" rx=${rx} ry=${ry} fill="none" stroke=${color} stroke-width=${thick}
    transform=${`translate(${left.X(0)} ${left.Y(0)}) rotate(${(-TURN * 180 / Math.PI).toFixed(3)})`} />`;
}

function Descent({ eta, step, start }) {
  const all = path(start, eta);
  const shown = all.slice(0, step + 1);
  const [g, length] = [gradient(start), Math.hypot(...gradient(start)) || 1];
  const down = g.map((value) => -value / length);
  const along = [-down[1], down[0]];
  const from = (w, ...moves) => moves.reduce(([x, y], [far, [dx, dy]]) => [x + far * dx, y + far * dy], w);
  const tip = from(start, [1.3, down]);
  const [x, y] = [left.X(start[0]), left.Y(start[1])];
  const errors = CURVATURES.map((curvature) => range(step + 1).map((k) => [k, Math.max(Math.abs(1 - eta * curvature) ** k, 1e-9)]));
  const star = STAR.map(([far, angle]) => [left.X(0) + far * Math.sin(angle), left.Y(0) - far * Math.cos(angle)].map((v) => v.toFixed(1)).join(",")).join(" ");
  return html`
    <${Label} x=${left.left} y="14" anchor="start" size="15" weight="600">The way down<//>
    <${Label} x=${right.left - 34} y="14" anchor="start" size="15" weight="600">Error along each axis<//>
    <${Inside} on=${left}>
      ${[0.2, 1, 3, 7, 14, 25, 45].map((at) => html`<${Isoline} at=${at} color=${c.faint} thick="1.5" />`)}
      <${Isoline} at=${cost(start)} color=${c.ink} thick="1.5" />
      <${Curve} on=${left} points=${[from(start, [-1, along]), from(start, [1, along])]} color=${c.orange} thick="1.5" />
      <${Curve} on=${left} points=${[from(start, [0.22, along]), from(start, [0.22, along], [0.22, down]), from(start, [0.22, down])]} color=${c.orange} thick="1.5" />
      <${Arrow} x1=${x} y1=${y} x2=${left.X(tip[0])} y2=${left.Y(tip[1])} color=${c.orange} thick="3" head="11" />
      <polygon points=${star} fill=${c.ink} />
      <${Curve} on=${left} points=${shown} color=${c.blue} thick="2" />
      ${shown.slice(1).map((w, k) => html`<circle key=${k} cx=${left.X(w[0])} cy=${left.Y(w[1])} r="3.5" fill=${c.blue} />`)}
    <//>
    <g class="cn-handle"><circle cx=${x} cy=${y} r="22" fill=${c.paper} opacity="0" />
      <circle cx=${x} cy=${y} r="8" fill=${c.paper} stroke=${c.blue} stroke-width="3" /></g>
    <${Axes} on=${left} xticks=${[-4, -2, 0, 2, 4]} yticks=${[-2, 0, 2]} xname="w_0" />
    <${Maths} x=${left.left - 10} y=${left.top + 4} anchor="end" size="14" ink=${c.muted}>w_1<//>
    <${Axes} on=${right} xticks=${[0, 5, 10, 15, 20]} yticks=${[[1e-6, "10⁻⁶"], [1e-4, "10⁻⁴"], [1e-2, "10⁻²"], [1, "1"], [100, "100"]]} xname="step k" />
    <line x1=${right.left} x2=${right.left + right.width} y1=${right.Y(1)} y2=${right.Y(1)} stroke=${c.faint} />
    <${Inside} on=${right} over=${4}>
      ${errors.map((points, i) => html`<${Curve} on=${right} points=${points} color=${i ? c.red : c.green} />
        ${points.map(([k, value]) => (i
          ? html`<rect x=${right.X(k) - 3.5} y=${right.Y(value) - 3.5} width="7" height="7" fill=${c.red} />`
          : html`<circle cx=${right.X(k)} cy=${right.Y(value)} r="4" fill=${c.green} />`))}`)}
    <//>
    <circle cx=${right.left + 12} cy="46" r="4" fill=${c.green} />
    <${Maths} x=${right.left + 22} y="46" anchor="start" size="14" ink=${c.greenInk}>${`λ = 1: × ${said(1 - eta)}`}<//>
    <rect x=${right.left + 8.5} y="64.5" width="7" height="7" fill=${c.red} />
    <${Maths} x=${right.left + 22} y="68" anchor="start" size="14" ink=${c.redInk}>${`λ = 10: × ${said(1 - 10 * eta)}`}<//>`;
}

const said = (value) => number(value.toFixed(2));

function sentence({ eta, step, start }) {
  const [flat, steep] = CURVATURES.map((curvature) => 1 - eta * curvature);
  const distance = Math.hypot(...path(start, eta)[step]);
  const size = Math.abs(steep) - 1;
  let fate = "it converges without crossing the valley";
  if (size > 1e-9) fate = "it diverges";
  else if (size > -1e-9) fate = "it jumps to and fro for ever";
  else if (steep < -1e-9) fate = "it zigzags across the valley and converges";
  return (
    `Step size η = ${number(eta)}: each step multiplies the error by ${said(flat)} along the flat axis and by ` +
    `${said(steep)} along the steep one, so ${fate}. After ${step} ${step === 1 ? "step" : "steps"} the distance to ` +
    `the minimum is ${number(Number(distance.toPrecision(2)))} (at the start ${number(Number(Math.hypot(...start).toPrecision(2)))}).`
  );
}

const place = ([x, y]) => [clamp(x, -3.9, 3.9), clamp(y, -2.9, 2.9)].map((value) => Math.round(100 * value) / 100);

export default {
  name: "descent_on_contours",
  title: "Gradient descent in a long valley",
  hint: "Move the step size; drag the start, or move it by the arrow keys; let the steps play.",
  height: 362,
  initial: { eta: 0.05, step: STEPS, start: [-3.4, 0.4] },
  controls: [slider("eta", "step size η", 0.01, 0.22, { step: 0.01 }), slider("step", "step k", 0, STEPS, { every: 350 })],
  drags: true,
  Drawing: Descent,
  sentence,
  point(_, { x, y, kind }) {
    if (kind === "move" || kind === "up" || x > left.left + left.width + 20) return null;
    return { start: place([left.xAt(x), left.yAt(y)]) };
  },
  key({ start }, key, shift) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
    return way && { start: place(start.map((value, i) => value + (shift ? 0.02 : 0.1) * way[i])) };
  },
};
