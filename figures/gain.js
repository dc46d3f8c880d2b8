// 02: a logistic unit that becomes a threshold as its gain grows.
import { Axes, c, clamp, Curve, html, Inside, Label, number, plane, sampled, slider } from "./runtime/index.js";

export const logistic = (z) => 1 / (1 + Math.exp(-z));
export const slope = (k, x) => k * logistic(k * x) * (1 - logistic(k * x));
// Of what lies between σ(kx) and the threshold.
export const area = (k) => (2 * Math.log(2)) / k;

const left = plane({ x: [-3, 3], y: [-0.05, 1.05], left: 42, top: 50, width: 296, height: 230 });
const right = plane({ x: [-3, 3], y: [-0.25, 5.25], left: 412, top: 50, width: 296, height: 230 });
const XS = [-3, -2, -1, 0, 1, 2, 3];

function Gain({ k, at }) {
  const curve = sampled((x) => logistic(k * x), -3, 3, 240);
  const half = (inside, edge) => [...curve.filter(([x]) => inside(x)), edge > 0 ? [3, 1] : [0, 0], edge > 0 ? [0, 1] : [-3, 0]];
  const d = (points) => `M${points.map(([x, y]) => `${left.X(x)} ${left.Y(y)}`).join("L")}Z`;
  const value = slope(k, at);
  return html`
    <${Label} x=${left.left} y="16" anchor="start" size="15" weight="600">σ(kx) and the threshold<//>
    <${Label} x=${right.left} y="16" anchor="start" size="15" weight="600">slope of σ(kx)<//>
    <path d=${d(half((x) => x <= 0, -1))} fill=${c.orangePale} />
    <path d=${d(half((x) => x >= 0, 1))} fill=${c.orangePale} />
    <${Axes} on=${left} xticks=${XS} yticks=${[0, 0.5, 1]} xname="x" />
    <${Curve} on=${left} points=${[[-3, 0], [0, 0], [0, 1], [3, 1]]} color=${c.muted} dash="6 4" thick="1.5" />
    <${Curve} on=${left} points=${curve} color=${c.blue} thick="2.5" />
    <${Label} x=${left.left + left.width} y="40" anchor="end" ink=${c.orangeInk}>area between: ${number(area(k))}<//>
    <${Axes} on=${right} xticks=${XS} yticks=${[0, 1, 2, 3, 4, 5]} xname="x" />
    <${Inside} on=${right}><${Curve} on=${right} points=${sampled((x) => slope(k, x), -3, 3, 240)} color=${c.blue} thick="2.5" /><//>
    <line x1=${right.X(at)} x2=${right.X(at)} y1=${right.top} y2=${right.top + right.height} stroke=${c.rule} />
    <circle class="cn-moves" cx=${right.X(at)} cy=${right.Y(value)} r="6" fill=${c.blue} stroke=${c.paper} stroke-width="1.5" />
    <line x1=${left.X(at)} x2=${left.X(at)} y1=${left.top} y2=${left.top + left.height} stroke=${c.rule} />
    <circle class="cn-moves" cx=${left.X(at)} cy=${left.Y(logistic(k * at))} r="6" fill=${c.blue} stroke=${c.paper} stroke-width="1.5" />
    <${Label} x=${right.left + right.width} y="40" anchor="end" ink=${c.blueInk}>at x = ${number(at)}: ${said(value)}<//>`;
}

// Three digits, also of small ones.
const said = (value) => (value < 1e-6 ? "nearly 0" : value < 1e-3 ? "below 0.001" : number(Number(value.toPrecision(3))));

const sentence = ({ k, at }) =>
  `k = ${number(k)}: the area between σ(kx) and the threshold is ${number(area(k))}. ` +
  `At x = ${number(at)} the curve is at ${number(logistic(k * at))}, and its slope is ${said(slope(k, at))}.`;

export default {
  name: "gain",
  title: "The gain of a logistic unit",
  hint: "Move the gain k; move the place x by the slider or by dragging in the drawing.",
  height: 322,
  initial: { k: 1, at: 1 },
  controls: [slider("k", "gain k", 0.5, 20, { step: 0.5 }), slider("at", "place x", -3, 3, { step: 0.1 })],
  drags: true,
  Drawing: Gain,
  sentence,
  point(_, { x, kind }) {
    if (kind === "move" || kind === "up") return null;
    const value = (x < 375 ? left : right).xAt(x);
    return { at: clamp(Math.round(10 * value) / 10, -3, 3) };
  },
  key({ at }, key) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
    return by && { at: clamp(Math.round(10 * at + by) / 10, -3, 3) };
  },
};
