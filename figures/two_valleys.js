// 02: gradient descent in a cost with two valleys: where it ends, by its start and its step size.
import { Axes, c, clamp, Curve, html, Inside, Label, number, plane, sampled, slider } from "./runtime/index.js";

export const VALLEYS = [-1.2, 1];
const STEPS = 60;
const FAR = 5;

// A deep valley on the left, a shallow one on the right, and a hill at 0.
export const J = (w) => w ** 4 / 4 + w ** 3 / 15 - 0.6 * w ** 2 + 0.6;
export const slope = (w) => w * (w + 1.2) * (w - 1);

// The path of gradient descent; it ends early if it runs away.
export function descent({ start, eta }) {
  const path = [start];
  while (path.length <= STEPS && Math.abs(path.at(-1)) < FAR) path.push(path.at(-1) - eta * slope(path.at(-1)));
  return path;
}

const on = plane({ x: [-2.2, 2.2], y: [0, 3], left: 48, top: 34, width: 652, height: 280 });

function Descent(state) {
  const path = descent(state);
  const [first, last] = [path[0], path.at(-1)];
  const side = first > 0 ? -1 : 1;
  return html`
    <${Axes} on=${on} xticks=${[-2, -1, 0, 1, 2]} yticks=${[0, 1, 2, 3]} xname="w" yname="J" />
    <${Inside} on=${on} over="8">
      <${Curve} on=${on} points=${sampled(J, -2.2, 2.2)} color=${c.muted} />
      <${Curve} on=${on} points=${path.map((w) => [w, J(w)])} color=${c.blue} thick="1" />
      ${path.slice(1).map((w) => html`<circle cx=${on.X(w)} cy=${on.Y(J(w))} r="3.5" fill=${c.blue} />`)}
      <circle class="cn-moves" cx=${on.X(last)} cy=${on.Y(J(last))} r="8" fill="none" stroke=${c.red} stroke-width="3" /><//>
    <g class="cn-handle">
      <rect class="cn-moves" x=${on.X(first) - 8} y=${on.Y(J(first)) - 8} width="16" height="16" fill=${c.orange} stroke=${c.ink} />
      <${Label} x=${on.X(first) + 18 * side} y=${on.Y(J(first)) - 14} anchor=${side > 0 ? "start" : "end"}
        ink=${c.orangeInk}>start<//></g>`;
}

function sentence(state) {
  const end = descent(state).at(-1);
  const begin = `From w = ${number(state.start)} with η = ${number(state.eta)} `;
  if (Math.abs(end) >= FAR) return `${begin}the steps grow and the descent runs away.`;
  if (Math.abs(end) < 1e-3) return `${begin}the descent stays on the hilltop, where the slope is 0.`;
  const at = VALLEYS.findIndex((valley) => Math.abs(end - valley) < 0.05);
  if (at < 0) return `${begin}the descent has come to w = ${number(end.toFixed(2))} after ${STEPS} steps.`;
  const cost = number(J(VALLEYS[at]));
  return `${begin}the descent ends in the ${["deep", "shallow"][at]} valley, w = ${number(VALLEYS[at])}, J = ${cost}.`;
}

const tenth = (w) => clamp(Math.round(10 * w) / 10, -2, 2);

export default {
  name: "two_valleys",
  title: "Two valleys",
  hint: "Drag the start (or use the arrow keys), and change the step size.",
  height: 366,
  initial: { start: 1.8, eta: 0.05 },
  controls: [
    slider("start", "start w", -2, 2, { step: 0.1 }),
    slider("eta", "step size η", 0.05, 0.9, { step: 0.05 }),
  ],
  drags: true,
  Drawing: Descent,
  sentence,
  settle: ({ start, eta }) => ({ start: tenth(start), eta: Math.round(20 * eta) / 20 }),
  point: (_, { x, kind }) => (kind === "down" || kind === "drag" ? { start: tenth(on.xAt(x)) } : null),
  key({ start }, pressed) {
    const by = { ArrowLeft: -0.1, ArrowRight: 0.1 }[pressed];
    return by && { start: tenth(start + by) };
  },
};
