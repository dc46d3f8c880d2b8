// 10: the plane of an auto-encoder's two code units, and what its decoder draws for each point.
import { c, clamp, html, Label, Maths, number, Pixels, plane, range } from "./runtime/index.js";
import { codes, decoder, labels } from "./data/code_plane.js";
import { named } from "./parts/article.js";
import { affine, matrices, signed8 } from "./parts/integers.js";

const HIDDEN = 32;
let shipped = null;
function network() {
  if (!shipped) {
    const [W, b, V, bias] = matrices(decoder, [[HIDDEN, 2], [HIDDEN, 1], [64, HIDDEN], [64, 1]]);
    const flat = signed8(codes).map((value) => value / 127);
    shipped = { W, b, V, bias, points: range(labels.length).map((i) => [flat[2 * i], flat[2 * i + 1], labels[i]]) };
  }
  return shipped;
}
export const points = () => network().points;

// The 64 numbers that the decoder makes of a code.
export function decoded(code) {
  const { W, b, V, bias } = network();
  return affine(V, bias, affine(W, b, code).map(Math.tanh));
}

export function nearest([u, v]) {
  return points().reduce((best, p) => (Math.hypot(p[0] - u, p[1] - v) < Math.hypot(best[0] - u, best[1] - v) ? p : best));
}

const on = plane({ x: [-1, 1], y: [-1, 1], left: 30, top: 12, width: 380, height: 380 });
const [LEFT, TOP, SIDE] = [460, 60, 224];

// The digits that are written into the plane: those that would lie on another are left out.
let written = null;
function readable() {
  written ??= points()
    .map(([u, v, label]) => ({ x: on.X(u), y: on.Y(v), label }))
    .reduce((free, at) => (free.some(({ x, y }) => Math.abs(x - at.x) < 9 && Math.abs(y - at.y) < 11) ? free : [...free, at]), []);
  return written;
}

function Plane({ code }) {
  const values = decoded(code);
  const image = range(8).map((i) => values.slice(8 * i, 8 * i + 8));
  const [x, y] = [on.X(code[0]), on.Y(code[1])];
  const near = nearest(code);
  return html`
    <rect x=${on.left} y=${on.top} width=${on.width} height=${on.height} fill=${c.paper} stroke=${c.rule} />
    ${readable().map(({ x, y, label }) => html`<${Label} x=${x} y=${y} size="12" ink=${label === near[2] ? c.blueInk : c.muted}
      weight=${label === near[2] ? 700 : undefined}>${label}<//>`)}
    <circle class="cn-handle" cx=${x} cy=${y} r="9" fill="none" stroke=${c.orange} stroke-width="3" />
    <line x1=${x} x2=${x} y1=${y - 16} y2=${y - 9} stroke=${c.orange} stroke-width="3" />
    <line x1=${x} x2=${x} y1=${y + 9} y2=${y + 16} stroke=${c.orange} stroke-width="3" />
    <${Maths} x=${on.left + on.width / 2} y=${on.top + on.height + 18} size="15">c_0<//>
    <${Maths} x=${on.left - 16} y=${on.top + on.height / 2} size="15">c_1<//>
    <${Label} x=${LEFT} y="22" anchor="start" weight="600">what the decoder draws<//>
    <${Maths} x=${LEFT} y="44" anchor="start" size="15" ink=${c.orangeInk}>c = (${number(code[0])}, ${number(code[1])})<//>
    <${Pixels} x=${LEFT} y=${TOP} width=${SIDE} values=${image} ink="blue" />
    <rect x=${LEFT} y=${TOP} width=${SIDE} height=${SIDE} fill="none" stroke=${c.rule} />
    <${Label} x=${LEFT} y=${TOP + SIDE + 24} anchor="start">nearest digit: ${named(near[2])}<//>
    <${Label} x=${LEFT} y=${TOP + SIDE + 46} anchor="start" size="13" ink=${c.muted}>(digits of its kind are blue)<//>`;
}

const rounded = (value) => Math.round(50 * clamp(value, -1, 1)) / 50;

export default {
  name: "code_plane",
  title: "The plane of codes",
  hint: "Move over the plane, drag the ring, or use the arrow keys.",
  height: 424,
  initial: { code: [0, 0] },
  drags: true,
  Drawing: Plane,
  sentence: ({ code }) => {
    const near = nearest(code);
    const far = Math.hypot(near[0] - code[0], near[1] - code[1]);
    return `At the code (${number(code[0])}, ${number(code[1])}) the nearest new digit is ${named(near[2])}, at a distance of ${number(far)}.`;
  },
  point(_, { x, y, kind }) {
    if (kind === "up" || x > on.left + on.width + 12) return null;
    return { code: [rounded(on.xAt(x)), rounded(on.yAt(y))] };
  },
  key({ code: [u, v] }, key, shift) {
    const far = shift ? 0.2 : 0.04;
    const by = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, far], ArrowDown: [0, -far] }[key];
    return by && { code: [rounded(u + by[0]), rounded(v + by[1])] };
  },
};
