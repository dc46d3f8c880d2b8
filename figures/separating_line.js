// 01: a line to drag among points of two classes.
import { Arrow, Axes, c, choice, clamp, html, Inside, Label, Maths, number, plane, Point, Ring, Side } from "./runtime/index.js";

// The first half of each set has the target +1.
export const CLOUDS = {
  separable: [
    [-2.52, 0.21], [-1.45, 0.72], [-2.51, 0.5], [-1.93, 0.09], [-1.55, 0.02], [-2.06, 0.63], [-2.0, 0.73], [-1.54, 1.28],
    [-0.92, 1.22], [-0.31, 0.69], [-1.35, 1.71], [-0.9, 0.72], [-0.01, 1.13], [-0.64, 1.41], [-1.3, 1.31], [-0.79, 0.39],
    [0.74, -0.35], [0.06, -0.8], [0.2, -0.64], [0.83, -1.42], [0.99, -0.76], [0.77, -0.52], [0.39, -0.61], [1.07, -1.6],
    [2.42, -0.26], [1.87, -0.63], [2.2, -0.41], [2.46, -0.44], [1.99, -0.25], [2.07, -0.56], [1.42, 0.27], [2.28, 0.0],
  ],
  overlapping: [
    [-0.99, 1.12], [-1.57, 0.07], [-2.49, 0.27], [-1.78, -0.41], [-2.5, 1.5], [-1.3, -0.03], [-1.73, 1.45], [-0.8, 1.19],
    [-0.22, 0.89], [0.35, 0.02], [0.11, 0.44], [0.76, 0.03], [0.36, 1.64], [-0.55, 1.69], [0.74, -0.06], [0.41, -0.1],
    [0.31, -0.63], [-0.29, -0.85], [0.91, -0.87], [-0.4, -0.1], [0.2, 0.1], [-0.23, -0.86], [0.9, -0.49], [0.31, -1.03],
    [0.63, 0.47], [0.77, 0.29], [1.34, 0.5], [1.4, 0.47], [1.71, -0.92], [2.08, -0.05], [1.97, -0.47], [1.04, -0.12],
  ],
  XOR: [
    [-1.46, 1.54], [-1.3, 0.8], [-1.82, 1.51], [-2.14, 1.45], [-1.27, 1.06], [-1.82, 0.86], [-1.87, 1.04], [-1.59, 1.16],
    [2.15, -0.78], [1.73, -0.56], [1.29, -1.47], [1.72, -1.6], [1.09, -1.08], [1.56, -0.64], [1.74, -1.08], [1.6, -1.38],
    [-2.14, -1.44], [-1.39, -1.43], [-1.74, -1.65], [-1.24, -1.48], [-1.86, -0.68], [-1.59, -0.72], [-1.45, -0.83], [-2.05, -1.05],
    [1.61, 1.51], [1.45, 1.21], [1.12, 0.98], [1.41, 0.72], [1.95, 0.97], [2.13, 1.2], [1.72, 1.25], [1.79, 0.72],
  ],
};
const on = plane({ x: [-3.1, 3.1], y: [-2, 2], left: 34, top: 36, width: 682, height: 440 });
const LEAST = 0.2; // the distance that the handles keep

export const positive = (n) => n < 16;

// The unit (w, b) of the line through the handles, ‖w‖ = 1; it fires to the left of the way from A to B.
export function unit({ A, B }) {
  const length = Math.hypot(B[0] - A[0], B[1] - A[1]);
  const w = [(A[1] - B[1]) / length, (B[0] - A[0]) / length];
  return { w, b: -(w[0] * A[0] + w[1] * A[1]) };
}

// Which points a threshold unit gets wrong; on its boundary it is silent.
export const mistakes = (points, { w, b }) =>
  points.flatMap(([x, y], n) => (w[0] * x + w[1] * y + b > 0 !== positive(n) ? [n] : []));

const wrong = (state) => mistakes(CLOUDS[state.data], unit(state));

// The handle at (x, y), if that is not on the other one.
function put(state, handle, [x, y]) {
  const place = [clamp(x, ...on.x), clamp(y, ...on.y)];
  const other = state[handle === "A" ? "B" : "A"];
  const close = Math.hypot(place[0] - other[0], place[1] - other[1]) < LEAST;
  return close ? { handle } : { handle, [handle]: place };
}

function Handle({ name, place, w, chosen }) {
  const [x, y] = [on.X(place[0]), on.Y(place[1])];
  // Its letter on the silent side, and never outside.
  const far = 24;
  const at = [clamp(x - far * w[0], on.left + 10, on.left + on.width - 10), clamp(y + far * w[1], on.top - 14, on.top + on.height - 10)];
  return html`<g class="cn-handle">
    <circle cx=${x} cy=${y} r="22" fill=${c.paper} opacity="0" />
    <circle cx=${x} cy=${y} r="9" fill=${chosen ? c.ink : c.paper} stroke=${c.ink} stroke-width="2.5" />
    <${Label} x=${Math.round(at[0])} y=${Math.round(at[1])} size="16" weight="600">${name}<//>
  </g>`;
}

function Line(state) {
  const { data, handle, A, B, best } = state;
  const { w, b } = unit(state);
  const [points, missed] = [CLOUDS[data], wrong(state)];
  const middle = [on.X((A[0] + B[0]) / 2), on.Y((A[1] + B[1]) / 2)];
  const at = (far) => [Math.round(middle[0] + far * w[0]), Math.round(middle[1] - far * w[1])];
  const [tip, letter] = [at(52), at(66)];
  return html`
    <${Label} x=${on.left} y="14" anchor="start" size="16" weight="600" ink=${missed.length ? c.redInk : c.greenInk}
      >${missed.length} of ${points.length} on the wrong side<//>
    <${Label} x=${on.left + on.width} y="14" anchor="end" ink=${c.muted}>fewest so far: ${best}<//>
    <${Inside} on=${on}><${Side} on=${on} w=${w} b=${b} turns=${false} /><//>
    <${Axes} on=${on} xticks=${[-3, -2, -1, 0, 1, 2, 3]} yticks=${[-2, -1, 0, 1, 2]} />
    ${points.map(([x, y], n) => html`<${Point} x=${on.X(x)} y=${on.Y(y)} positive=${positive(n)} />`)}
    ${missed.map((n) => html`<${Ring} key=${n} x=${on.X(points[n][0])} y=${on.Y(points[n][1])} />`)}
    <${Arrow} x1=${middle[0]} y1=${middle[1]} x2=${tip[0]} y2=${tip[1]} color=${c.ink} />
    <${Maths} x=${letter[0]} y=${letter[1]}>w<//>
    <${Handle} name="A" place=${A} w=${w} chosen=${handle === "A"} />
    <${Handle} name="B" place=${B} w=${w} chosen=${handle === "B"} />`;
}

function sentence(state) {
  const { w, b } = unit(state);
  const count = wrong(state).length;
  const [w0, w1, bias] = [...w, b].map((value) => number(value.toFixed(2)));
  return (
    `The line of the unit w = (${w0}, ${w1}), b = ${bias}: of ${CLOUDS[state.data].length} points ` +
    `${count} ${count === 1 ? "is" : "are"} on the wrong side; the fewest so far: ${state.best}.`
  );
}

export default {
  name: "separating_line",
  title: "A line among points",
  hint: "Drag the handles A and B, or choose one and use the arrow keys (with Shift: small steps).",
  height: 504,
  initial: { data: "separable", handle: "A", A: [1.2, 1.2], B: [-0.6, 1.6], held: false, best: 16 },
  controls: [choice("data", "points", Object.keys(CLOUDS)), choice("handle", "arrow keys move", ["A", "B"])],
  drags: true,
  Drawing: Line,
  sentence,
  // `best` is the fewest mistakes that the reader has reached in these points.
  settle(state, changed) {
    const now = wrong(state).length;
    return { best: changed === "data" ? now : Math.min(state.best, now) };
  },
  point(state, { x, y, kind }) {
    if (kind === "up") return { held: false };
    if (kind === "move") return null;
    const place = [on.xAt(x), on.yAt(y)];
    const away = (name) => Math.hypot(state[name][0] - place[0], state[name][1] - place[1]);
    const handle = state.held ? state.handle : away("A") <= away("B") ? "A" : "B";
    return { held: true, ...put(state, handle, place) };
  },
  key(state, key, shift) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
    const step = shift ? 0.02 : 0.1;
    return way && put(state, state.handle, state[state.handle].map((value, i) => value + step * way[i]));
  },
};
