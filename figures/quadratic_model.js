// 01: a cost with two minima, and its quadratic model at a place to choose.
import { Arrow, Axes, c, choice, clamp, html, Inside, Label, Maths, number, plane, range } from "./runtime/index.js";
import { isoline } from "./parts/isolines.js";

const SLANT = 0.5; // the minima and the saddle lie on the line w_1 = w_0/2
export const PLACES = { "left minimum": [-1, -SLANT], saddle: [0, 0], "right minimum": [1, SLANT], "a slope": [1.4, 1.4] };

export const cost = ([u, v]) => 0.25 * (u * u - 1) ** 2 + 0.5 * (2.2 + u) * (v - SLANT * u) ** 2;

// Gradient and second derivatives of the cost.
export function taylor([u, v]) {
  const [k, r] = [2.2 + u, v - SLANT * u];
  const mixed = r - k * SLANT;
  return {
    g: [u ** 3 - u + 0.5 * r * r - k * SLANT * r, k * r],
    H: [[3 * u * u - 1 - 2 * SLANT * r + k * SLANT ** 2, mixed], [mixed, k]],
  };
}

// What the model adds to the cost at ŵ.
export function model(here, w) {
  const { g, H } = taylor(here);
  const d = w.map((value, i) => value - here[i]);
  return g[0] * d[0] + g[1] * d[1] + 0.5 * (H[0][0] * d[0] ** 2 + 2 * H[0][1] * d[0] * d[1] + H[1][1] * d[1] ** 2);
}

// Eigenvalues, the smaller one first, with their unit vectors.
export function axes([[a, b], [, d]]) {
  const [mean, gap] = [(a + d) / 2, Math.hypot((a - d) / 2, b)];
  return [mean - gap, mean + gap].map((value) => {
    const [x, y] = Math.abs(value - d) > Math.abs(value - a) ? [value - d, b] : [b, value - a];
    const length = Math.hypot(x, y) || 1;
    return { value, vector: [x / length, y / length] };
  });
}

// Where the model is flat.
export function centre(here) {
  const { g, H: [[a, b], [, d]] } = taylor(here);
  const det = a * d - b * b;
  return [here[0] - (d * g[0] - b * g[1]) / det, here[1] - (a * g[1] - b * g[0]) / det];
}

const on = plane({ x: [-2, 2], y: [-1.5, 1.8], left: 60, top: 12, width: 480, height: 396 });
const PLANE = range(67).map((i) => range(81).map((j) => [-2 + j / 20, 1.8 - i / 20]));
const DRAWN = PLANE.map((row) => row.map(([u, v]) => [on.X(u), on.Y(v)]));
const LEVELS = [0.03, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 1.8, 2.6];
const COST = PLANE.map((row) => row.map(cost));
const VALLEYS = LEVELS.map((level) => isoline(COST, DRAWN, level)).join("");

function Model({ place: here }) {
  const { g, H } = taylor(here);
  const [low, high] = axes(H);
  const [middle, size] = [centre(here), Math.hypot(...g)];
  const values = PLANE.map((row) => row.map((w) => model(here, w)));
  const bottom = model(here, middle);
  const levels = low.value > 0 ? [0.06, 0.25, 0.6, 1.2].map((more) => bottom + more) : [-0.35, -0.1, 0.1, 0.35].map((more) => bottom + more);
  const [x, y] = [on.X(here[0]), on.Y(here[1])];
  const tip = here.map((value, i) => value - (0.45 * g[i]) / size);
  const near = middle.every((value) => Math.abs(value) < 2.5);
  return html`
    <${Axes} on=${on} xticks=${[-2, -1, 0, 1, 2]} yticks=${[-1, 0, 1]} xname="w_0" />
    <${Maths} x=${on.left - 8} y=${on.top + 8} anchor="end" size="14" ink=${c.muted}>w_1<//>
    <${Inside} on=${on}>
      <path d=${VALLEYS} fill="none" stroke=${c.muted} stroke-width="1" />
      <path d=${levels.map((level) => isoline(values, DRAWN, level)).join("")} fill="none" stroke=${c.orange} stroke-width="2" />
      ${near && [low, high].filter(({ value }) => value > 0).map(({ value, vector }) => {
        const reach = Math.sqrt(0.4 / value);
        const [from, to] = [-reach, reach].map((far) => middle.map((at, i) => at + far * vector[i]));
        return html`<line x1=${on.X(from[0])} y1=${on.Y(from[1])} x2=${on.X(to[0])} y2=${on.Y(to[1])} stroke=${c.blue} stroke-width="2" />`;
      })}
      ${size > 1e-9 && html`
        <circle cx=${on.X(middle[0])} cy=${on.Y(middle[1])} r="7" fill=${c.orange} stroke=${c.ink} />
        <${Arrow} x1=${x} y1=${y} x2=${on.X(tip[0])} y2=${on.Y(tip[1])} color=${c.red} thick="3" head="10" />`}<//>
    <circle class="cn-moves" cx=${x} cy=${y} r="6" fill=${c.ink} />
    ${[["grey", c.muted, "the cost"], ["orange", c.orangeInk, "its model"], ["blue", c.blueInk, "the model's axes"], ["red", c.redInk, "−g"]].map(
      ([name, ink, text], i) => html`<${Label} key=${name} x="566" y=${30 + 26 * i} anchor="start" ink=${ink}>${text}<//>`)}
    <${Maths} x="566" y="170" anchor="start">${`λ_0 = ${number(low.value.toFixed(2))}`}<//>
    <${Maths} x="566" y="196" anchor="start">${`λ_1 = ${number(high.value.toFixed(2))}`}<//>
    <${Maths} x="566" y="222" anchor="start">${`|g| = ${number(size.toFixed(2))}`}<//>`;
}

const named = (place) => Object.keys(PLACES).find((name) => PLACES[name].every((value, i) => value === place[i]));

function sentence({ place }) {
  const { g, H } = taylor(place);
  const [low, high] = axes(H).map(({ value }) => value);
  const where = named(place) ? `At ${named(place).startsWith("a") ? "" : "the "}${named(place)}` : `At w = (${place.map((v) => number(v.toFixed(2))).join(", ")})`;
  const slope = Math.hypot(...g) < 1e-9 ? "g = 0" : `the length of g is ${number(Math.hypot(...g).toFixed(2))}`;
  const values = `${number(low.toFixed(2))} and ${number(high.toFixed(2))}`;
  return `${where} ${slope} and H has the eigenvalues ${values}: the isolines of the quadratic model are ${low > 0 ? "ellipses" : "hyperbolas"}.`;
}

const inside = ([u, v]) => [clamp(Math.round(20 * u) / 20, -1.9, 1.9), clamp(Math.round(20 * v) / 20, -1.4, 1.7)];

export default {
  name: "quadratic_model",
  title: "The quadratic model of a cost",
  hint: "Choose ŵ, drag it, or move it with the arrow keys.",
  height: 460,
  initial: { place: PLACES["left minimum"], at: "left minimum" },
  controls: [choice("at", "ŵ at", Object.keys(PLACES))],
  drags: true,
  Drawing: Model,
  sentence,
  settle: ({ at, place }, changed) => (changed === "at" ? { place: PLACES[at] } : { at: named(place) ?? "" }),
  point: (_, { x, y, kind }) => (kind === "down" || kind === "drag" ? { place: inside([on.xAt(x), on.yAt(y)]) } : null),
  key({ place: [u, v] }, pressed) {
    const by = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] }[pressed];
    return by && { place: inside([u + by[0], v + by[1]]) };
  },
};
