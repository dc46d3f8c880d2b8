// 01: five losses against the margin, how large they are and how hard they pull.
import { Axes, c, clamp, Curve, html, Inside, Label, Maths, number, plane, sampled, slider } from "./runtime/index.js";

// Each loss of the margin with its slope, its hue and its line.
export const LOSSES = {
  "zero-one": { loss: (m) => (m <= 0 ? 1 : 0), slope: () => 0, hue: "ink" },
  hinge: { loss: (m) => Math.max(0, 1 - m), slope: (m) => (m < 1 ? -1 : 0), hue: "orange", dash: "9 4" },
  logistic: {
    loss: (m) => Math.max(0, -m) + Math.log1p(Math.exp(-Math.abs(m))),
    slope: (m) => -1 / (1 + Math.exp(m)),
    hue: "blue",
  },
  squared: { loss: (m) => (1 - m) ** 2, slope: (m) => -2 * (1 - m), hue: "green", dash: "9 3 2 3" },
  exponential: { loss: (m) => Math.exp(-m), slope: (m) => -Math.exp(-m), hue: "purple", dash: "2 3" },
};
const NAMES = Object.keys(LOSSES);
const on = plane({ x: [-3, 3], y: [-0.3, 9.3], left: 40, top: 34, width: 390, height: 310 });
const [MIN, MAX, STEP] = [-3, 3, 0.25];
const ink = (hue) => (hue === "ink" ? c.ink : c[`${hue}Ink`]);
const short = (value) => number(Number(value.toPrecision(3)));

// Its curve over the margins that the reader has been to: no answer before the guess.
function Loss({ name, from, to }) {
  const { loss, hue, dash } = LOSSES[name];
  const jump = name === "zero-one" && from <= 0 && to > 0;
  const points = jump ? [[from, 1], [0, 1], [0, 0], [to, 0]] : sampled(loss, from, to, 96);
  return html`<${Curve} on=${on} points=${points} color=${c[hue]} dash=${dash} thick="2.5" />`;
}

// Its value as a point; a triangle at the upper edge where it is beyond.
function Mark({ name, margin }) {
  const { loss, hue } = LOSSES[name];
  const [x, value] = [on.X(margin), loss(margin)];
  if (value > 9.3) return html`<polygon points=${`${x},${on.top - 8} ${x - 7},${on.top + 4} ${x + 7},${on.top + 4}`} fill=${c[hue]} />`;
  return html`<circle cx=${x} cy=${on.Y(value)} r="6" fill=${c[hue]} stroke=${c.paper} stroke-width="1.5" />`;
}

const BARS = 492;
const pulled = (pull) => clamp(pull, -8, 20.1) * 10.6;

// A loss in the list: its value, and the pull −ℓ′(m) as a bar, to the right where it asks for more margin.
function Row({ name, margin, y }) {
  const { loss, slope, hue, dash } = LOSSES[name];
  const pull = -slope(margin) + 0;
  const length = pulled(pull);
  return html`
    <line x1="452" x2="484" y1=${y - 10} y2=${y - 10} stroke=${c[hue]} stroke-width="2.5" stroke-dasharray=${dash} />
    <${Label} x="492" y=${y - 10} anchor="start" ink=${ink(hue)}>${name}<//>
    <${Label} x="640" y=${y - 10} anchor="end">${short(loss(margin))}<//>
    <${Label} x="708" y=${y - 10} anchor="end">${short(pull)}<//>
    <rect class="cn-moves" x=${BARS + Math.min(0, length)} y=${y + 4} width=${Math.max(Math.abs(length), 0.5)} height="10" fill=${c[hue]} />
    <line x1=${BARS} x2=${BARS} y1=${y} y2=${y + 18} stroke=${c.muted} />`;
}

function Losses({ margin, from, to }) {
  const x = on.X(margin);
  return html`
    <${Axes} on=${on} xticks=${[-3, -2, -1, 0, 1, 2, 3]} yticks=${[0, 2, 4, 6, 8]} xname="margin m" yname="loss" />
    <line x1=${x} x2=${x} y1=${on.top} y2=${on.top + on.height} stroke=${c.rule} />
    <${Inside} on=${on}>${NAMES.map((name) => html`<${Loss} ...${{ name, from, to }} />`)}<//>
    ${NAMES.map((name) => html`<${Mark} ...${{ name, margin }} />`)}
    <${Label} x=${on.X(-3) + 8} y=${on.top + on.height + 54} anchor="start" size="13" ink=${c.muted}>← on the wrong side<//>
    <${Label} x=${on.X(3)} y=${on.top + on.height + 54} anchor="end" size="13" ink=${c.muted}>on the right side →<//>
    <${Maths} x="452" y="34" anchor="start">at m = ${number(margin)}<//>
    <${Label} x="640" y="34" anchor="end" size="13" ink=${c.muted}>loss<//>
    <${Label} x="708" y="34" anchor="end" size="13" ink=${c.muted}>pull<//>
    ${NAMES.map((name, i) => html`<${Row} name=${name} margin=${margin} y=${76 + 58 * i} />`)}
    <${Label} x="452" y=${on.top + on.height + 54} anchor="start" size="13" ink=${c.muted}>pull: towards a larger margin, −slope<//>`;
}

function sentence({ margin }) {
  const said = NAMES.map((name) => `${name} ${short(LOSSES[name].loss(margin))} (${short(-LOSSES[name].slope(margin) + 0)})`);
  return `At the margin ${number(margin)} the losses, and in brackets their pull, are: ${said.join(", ")}.`;
}

export default {
  name: "losses",
  title: "Losses of the margin",
  hint: "Move the margin, by the slider or in the drawing: the curves appear where you have been.",
  height: 404,
  initial: { margin: -1, from: -1, to: 1 },
  controls: [slider("margin", "margin m", MIN, MAX, { step: STEP })],
  drags: true,
  Drawing: Losses,
  sentence,
  settle: ({ margin, from, to }) => ({ from: Math.min(from, margin), to: Math.max(to, margin) }),
  point(_, { x, kind }) {
    if (kind === "move" || kind === "up" || x > on.left + on.width + 12) return null;
    return { margin: clamp(Math.round(on.xAt(x) / STEP) * STEP, MIN, MAX) };
  },
  key({ margin }, key) {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[key];
    return step && { margin: clamp(margin + step, MIN, MAX) };
  },
};
