// 02: up to four ReLUs, added up to a box.
import { Axes, c, Curve, html, Inside, Label, Maths, number, plane, range, slider } from "./runtime/index.js";

const on = plane({ x: [0, 4], y: [-2.2, 2.6], left: 40, top: 14, width: 468, height: 330 });
const HUES = ["orange", "red", "purple", "green"];
const DASHES = ["7 4", "2 3", "9 3 2 3", "12 4"];
const SIGNS = [1, -1, -1, 1];
const starts = (s) => [1, 1 + 1 / s, 2, 2 + 1 / s];

// The four ReLUs at x, with their signs.
export const terms = (x, s) => starts(s).map((start, i) => SIGNS[i] * Math.max(0, s * (x - start)));
export const total = (x, units, s) => terms(x, s).slice(0, units).reduce((sum, term) => sum + term, 0);

const FORMULAS = ["r(s (x − 1))", "− r(s (x − 1) − 1)", "− r(s (x − 2))", "r(s (x − 2) − 1)"];

function Box({ units, s }) {
  const kinks = [0, ...starts(s), 4];
  const sum = kinks.map((x) => [x, total(x, units, s)]);
  return html`
    <rect x=${on.X(1)} y=${on.Y(1)} width=${on.X(2) - on.X(1)} height=${on.Y(0) - on.Y(1)} fill=${c.shade} stroke=${c.rule} />
    <${Axes} on=${on} xticks=${[0, 1, 2, 3, 4]} yticks=${[-2, -1, 0, 1, 2]} xname="x" />
    <line x1=${on.left} x2=${on.left + on.width} y1=${on.Y(0)} y2=${on.Y(0)} stroke=${c.faint} />
    <${Inside} on=${on}>
      ${range(units).map((k) => html`<${Curve} on=${on} points=${[[0, 0], [starts(s)[k], 0], [4, terms(4, s)[k]]]}
        color=${c[HUES[k]]} dash=${DASHES[k]} thick="2" />`)}
      <${Curve} on=${on} points=${sum} color=${c.blue} thick="3.5" />
    <//>
    ${FORMULAS.map((formula, k) => html`<g class="cn-moves" key=${k} opacity=${k < units ? 1 : 0.3}>
      <line x1="526" x2="556" y1=${34 + 34 * k} y2=${34 + 34 * k} stroke=${c[HUES[k]]} stroke-width="2.5" stroke-dasharray=${DASHES[k]} />
      <${Maths} x="568" y=${34 + 34 * k} anchor="start" size="14" ink=${c[`${HUES[k]}Ink`]}>${formula}<//></g>`)}
    <line x1="526" x2="712" y1="158" y2="158" stroke=${c.rule} />
    <line x1="526" x2="556" y1="180" y2="180" stroke=${c.blue} stroke-width="3.5" />
    <${Label} x="568" y="180" anchor="start" ink=${c.blueInk}>their sum<//>
    <rect x="526" y="200" width="30" height="20" fill=${c.shade} stroke=${c.rule} />
    <${Label} x="568" y="210" anchor="start" ink=${c.muted}>the box<//>`;
}

function sentence({ units, s }) {
  const right = [
    "One ReLU rises without end",
    "Two ReLUs make a step that stays at 1",
    "Three ReLUs fall without end",
    "Four ReLUs make a box with ramps",
  ][units - 1];
  const area = units === 4 ? `; the area between it and the box is ${number(1 / s)}` : "";
  return `${right}, with the slope s = ${number(s)}${area}.`;
}

export default {
  name: "box_from_relus",
  title: "A box from ReLUs",
  hint: "Add the ReLUs one at a time, then change their slope.",
  height: 386,
  initial: { units: 1, s: 2 },
  controls: [slider("units", "number of ReLUs", 1, 4, { every: 1200 }), slider("s", "slope s", 1, 50)],
  Drawing: Box,
  sentence,
};
