// 06: inputs with an offset and a stretch, and the valley that gradient descent meets for it.
import { Axes, c, Curve, html, Inside, Label, Maths, number, plane, range, slider } from "./runtime/index.js";

// Three rings of eight: mean 0, mean square 1 along both axes, no correlation.
const RINGS = [0.6, 1.6, 3.8];
const INPUTS = RINGS.flatMap((square, k) =>
  range(8).map((i) => [0, 1].map((axis) => Math.sqrt(square) * Math.sin((Math.PI * i) / 4 + 0.26 * k + (axis ? 0 : Math.PI / 2)))),
);
const SMALL = 1e-6;
const DRAWN = 60; // steps

export const inputs = ({ offset, stretch }) => INPUTS.map(([u, v]) => [offset + u, offset + stretch * v]);

// H, its eigenvalues (the larger one first) and the direction of the larger one.
export function curvature(X) {
  const mean = (f) => X.reduce((sum, x) => sum + f(x), 0) / X.length;
  const [p, q, r] = [mean((x) => x[0] * x[0]), mean((x) => x[0] * x[1]), mean((x) => x[1] * x[1])];
  const [middle, half] = [(p + r) / 2, Math.hypot((p - r) / 2, q)];
  return { H: [[p, q], [q, r]], large: middle + half, small: middle - half, angle: Math.atan2(2 * q, p - r) / 2 };
}

// How many steps of the best size bring the distance to the minimum down to a millionth.
export function steps({ large, small }) {
  const factor = (large - small) / (large + small);
  return factor < SMALL ? 1 : Math.ceil(Math.log(SMALL) / Math.log(factor) - 1e-9);
}

// From a start that both directions feel, in units in which the flattest direction has the size 1.
export function path({ large, small, angle }) {
  const eta = 2 / (large + small);
  const [c0, s0] = [Math.cos(angle), Math.sin(angle)];
  return range(Math.min(steps({ large, small }), DRAWN) + 1).map((k) => {
    const [steep, flat] = [(1 - eta * large) ** k * Math.sqrt(small / large), (1 - eta * small) ** k];
    return [c0 * steep - s0 * flat, s0 * steep + c0 * flat];
  });
}

const left = plane({ x: [-25, 25], y: [-25, 25], left: 46, top: 34, width: 270, height: 270 });
const right = plane({ x: [-1.5, 1.5], y: [-1.5, 1.5], left: 400, top: 34, width: 270, height: 270 });
const TICKS = [-20, -10, 0, 10, 20];

function Isoline({ large, small, angle, at }) {
  const unit = right.width / 3;
  const round = (value) => Math.round(10 * value) / 10;
  return html`<ellipse rx=${Math.max(round(unit * at * Math.sqrt(small / large)), 0.5)} ry=${round(unit * at)} fill="none"
    stroke=${c.faint} stroke-width="1.5" transform=${`translate(${right.X(0)} ${right.Y(0)}) rotate(${(-angle * 180 / Math.PI).toFixed(2)})`} />`;
}

function Isotropy(state) {
  const X = inputs(state);
  const bowl = curvature(X);
  const way = path(bowl);
  return html`
    <${Label} x=${left.left} y="14" anchor="start" size="15" weight="600">24 inputs<//>
    <${Label} x=${right.left} y="14" anchor="start" size="15" weight="600">The cost, and the way down<//>
    <line x1=${left.X(0)} x2=${left.X(0)} y1=${left.top} y2=${left.top + left.height} stroke=${c.faint} />
    <line x1=${left.left} x2=${left.left + left.width} y1=${left.Y(0)} y2=${left.Y(0)} stroke=${c.faint} />
    ${X.map(([x, y], i) => html`<circle key=${i} cx=${left.X(x)} cy=${left.Y(y)} r="3.5" fill=${c.blue} />`)}
    <${Axes} on=${left} xticks=${TICKS} yticks=${TICKS} xname="x_0" />
    <${Maths} x=${left.left - 12} y=${left.top + 2} size="14" ink=${c.muted}>x_1<//>
    <${Inside} on=${right}>
      ${[0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2].map((at) => html`<${Isoline} ...${bowl} at=${at} />`)}
      <${Curve} on=${right} points=${way} color=${c.red} thick="1.5" />
      ${way.map(([x, y], k) => html`<circle key=${k} cx=${right.X(x)} cy=${right.Y(y)} r="3" fill=${c.red} />`)}
    <//>
    <rect x=${right.left} y=${right.top} width=${right.width} height=${right.height} fill="none" stroke=${c.rule} />
    <${Maths} x=${right.left + right.width / 2} y=${right.top + right.height + 34} size="14" ink=${c.muted}>w_0<//>
    <${Maths} x=${right.left - 14} y=${right.top + 8} size="14" ink=${c.muted}>w_1<//>
    <${Label} x=${right.left + right.width / 2} y=${right.top + right.height + 14} ink=${c.redInk}>${`${steps(bowl)} ${steps(bowl) === 1 ? "step" : "steps"} to a millionth`}<//>`;
}

function sentence(state) {
  const bowl = curvature(inputs(state));
  const [large, small] = [bowl.large, bowl.small].map((value) => number(value.toFixed(2)));
  const count = steps(bowl);
  return (
    `Inputs around (${number(state.offset)}, ${number(state.offset)}), along x₁ stretched by ${number(state.stretch)}: the ` +
    `curvatures of the cost are ${large} and ${small}, κ = ${number((bowl.large / bowl.small).toFixed(1))}. With the best step size ` +
    `gradient descent needs ${count} ${count === 1 ? "step" : "steps"} until the distance to the minimum is a millionth of what it was.`
  );
}

export default {
  name: "isotropy",
  title: "Inputs and the valley they make",
  hint: "Shift and stretch the inputs, and count the steps.",
  height: 352,
  initial: { offset: 0, stretch: 3 },
  controls: [
    slider("offset", "offset of both inputs", 0, 5, { step: 0.5 }),
    slider("stretch", "stretch of x₁", 1, 10, { step: 0.5 }),
  ],
  Drawing: Isotropy,
  sentence,
};
