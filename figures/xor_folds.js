// 02: two hidden units fold the plane, so that one line separates XOR.
import { Arrow, Axes, c, clamp, Curve, html, Inside, Label, Maths, number, plane, Point, range, slider } from "./runtime/index.js";

export const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];
const THRESHOLDS = [0.5, 1.5]; // of OR and of AND
const HARD = 20;
const [LOW, HIGH] = [-0.5, 1.5];

const logistic = (z) => 1 / (1 + Math.exp(-z));
// OR and AND as logistic units with the gain k.
export const hidden = ([x0, x1], k) => THRESHOLDS.map((threshold) => logistic(k * (x0 + x1 - threshold)));
// Where a place of the plane stands when a share of the way has been gone.
export const moved = (x, { k, way }) => hidden(x, k).map((h, i) => (1 - way) * x[i] + way * h);
// The output unit fires above this.
export const output = ([h0, h1]) => h0 - h1 - 0.5;
const xor = ([x0, x1]) => x0 !== x1;
export const separates = (k) => CORNERS.every((x) => output(hidden(x, k)) > 0 === xor(x));

const on = plane({ x: [LOW, HIGH], y: [LOW, HIGH], left: 44, top: 40, width: 300, height: 300 });
const to = plane({ x: [LOW, HIGH], y: [LOW, HIGH], left: 408, top: 40, width: 300, height: 300 });
const GRID = range(9).map((i) => LOW + (i * (HIGH - LOW)) / 8);
const along = (f) => range(41).map((i) => f(LOW + (i * (HIGH - LOW)) / 40));

function Lines({ state, at }) {
  const lines = GRID.flatMap((v) => [along((u) => [v, u]), along((u) => [u, v])]);
  return lines.map((points) => html`<${Curve} on=${at} points=${state ? points.map((x) => moved(x, state)) : points}
    color=${c.rule} thick="1" opacity="0.75" />`);
}

// x_0 + x_1 = threshold, and an arrow to the side where the unit fires.
function Unit({ threshold, name, hue }) {
  const line = threshold > 1 ? [[threshold - HIGH, HIGH], [HIGH, threshold - HIGH]] : [[LOW, threshold - LOW], [threshold - LOW, LOW]];
  const place = [0, 1].map((i) => line[0][i] + 0.72 * (line[1][i] - line[0][i]));
  const [x, y] = [on.X(place[0]), on.Y(place[1])];
  return html`<${Curve} on=${on} points=${line} color=${c[hue]} thick="3" />
    <${Arrow} x1=${x} y1=${y} x2=${x + 19} y2=${y - 19} color=${c[hue]} thick="3" head="10" />
    <${Label} x=${x + 26} y=${y - 26} anchor="start" weight="600" ink=${c[`${hue}Ink`]}>${name}<//>`;
}

function Corner({ at, place, x }) {
  return html`<g><${Point} x=${at.X(place[0])} y=${at.Y(place[1])} positive=${xor(x)} /></g>`;
}

function Folds(state) {
  const { way, probe } = state;
  const [there, h] = [moved(probe, state), hidden(probe, state.k)];
  const line = [[LOW + 0.5, LOW], [HIGH, HIGH - 0.5]].map(([a, b]) => [a, b]);
  const places = CORNERS.map((x) => moved(x, state));
  const ink = output(h) > 0 ? c.blueInk : c.orangeInk;
  return html`
    <${Label} x=${on.left} y="14" anchor="start" size="15" weight="600">inputs and two hidden units<//>
    <${Label} x=${to.left} y="14" anchor="start" size="15" weight="600">${way === 0 ? "the same plane, before it folds" : way === 1 ? "hidden space" : "on the way to hidden space"}<//>
    <${Inside} on=${on}><${Lines} at=${on} />
      <${Unit} threshold=${0.5} name="OR" hue="green" /><${Unit} threshold=${1.5} name="AND" hue="purple" /><//>
    <${Inside} on=${to}>
      <g opacity=${Math.max(0, 5 * way - 4).toFixed(1)}>
        <path d=${`M${to.X(line[0][0])} ${to.Y(line[0][1])}L${to.X(HIGH)} ${to.Y(HIGH - 0.5)}L${to.X(HIGH)} ${to.Y(LOW)}Z`} fill=${c.bluePale} opacity="0.7" />
        <${Curve} on=${to} points=${line} color=${c.ink} thick="2" />
      </g>
      <${Lines} at=${to} state=${state} /><//>
    <${Axes} on=${on} xticks=${[0, 1]} yticks=${[0, 1]} xname="x_0" />
    <${Maths} x=${on.left - 10} y=${on.top} anchor="end" size="14" ink=${c.muted}>x_1<//>
    <${Axes} on=${to} xticks=${[0, 1]} yticks=${[0, 1]} xname=${way === 0 ? "x_0" : "h_0"} />
    <${Maths} x=${to.left - 10} y=${to.top} anchor="end" size="14" ink=${c.muted}>${way === 0 ? "x_1" : "h_1"}<//>
    ${CORNERS.map((x) => html`<${Corner} at=${on} place=${x} x=${x} />`)}
    ${CORNERS.map((x, i) => html`<${Corner} at=${to} place=${places[i]} x=${x} />`)}
    ${[[on, probe], [to, there]].map(([at, place]) => html`<circle cx=${at.X(place[0])} cy=${at.Y(place[1])} r="9" fill="none"
      stroke=${c.red} stroke-width="2.5" />`)}
    <${Maths} x=${on.left} y="396" anchor="start" ink=${c.redInk}>${`x = (${two(probe[0])}, ${two(probe[1])})`}<//>
    <${Maths} x=${to.left} y="396" anchor="start" ink=${c.redInk}>${`h = (${two(h[0])}, ${two(h[1])})`}<//>
    <${Maths} x="574" y="396" anchor="start" ink=${ink}>${`h_0 − h_1 ${output(h) > 0 ? "> ½: 1" : "≤ ½: 0"}`}<//>`;
}

const two = (value) => number(value.toFixed(2));

function sentence({ k, way, probe }) {
  const h = hidden(probe, k);
  const folded = separates(k) ? "one line separates XOR" : "but with units so soft this line does not separate XOR";
  const place = way === 1 ? `The plane is folded: ${folded}. ` : way === 0 ? "The plane lies flat: no line separates XOR. " : "";
  return (
    `${place}The input (${probe.map(two).join(", ")}) has the hidden values OR ${two(h[0])} and AND ${two(h[1])}, so the output ` +
    `unit ${output(h) > 0 ? "fires" : "is silent"}.`
  );
}

const inside = (v) => clamp(Math.round(20 * v) / 20, LOW, HIGH);

export default {
  name: "xor_folds",
  title: "XOR folds in hidden space",
  hint: "Let the plane fold, make its units harder, and point at a place (or use the arrow keys).",
  height: 416,
  initial: { way: 0, k: 6, probe: [0, 1] },
  controls: [
    slider("way", "fold", 0, 1, { step: 0.02, every: 40, show: (value) => `${Math.round(100 * value)} %` }),
    slider("k", "gain k", 2, HARD),
  ],
  Drawing: Folds,
  sentence,
  point(_, { x, y }) {
    if (x < on.left - 10 || x > on.left + on.width + 10 || y < on.top - 10 || y > on.top + on.height + 10) return null;
    return { probe: [inside(on.xAt(x)), inside(on.yAt(y))] };
  },
  key({ probe }, key) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
    return by && { probe: probe.map((value, i) => inside(value + 0.1 * by[i])) };
  },
  // Steps of the play button add up to 1 only nearly.
  settle: ({ way }) => ({ way: Math.round(50 * way) / 50 }),
};
