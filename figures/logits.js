// 01: logits to drag, the probabilities that softmax makes of them, and the gradient y − t.
import { Axes, c, choice, clamp, html, Label, Maths, number, plane, slider, sub } from "./runtime/index.js";

const K = 3;
const LIMIT = 4; // of a logit, without what is added to all
const panel = (left, low, high) => plane({ x: [0, K], y: [low, high], left, top: 54, width: 190, height: 240 });
const [logits, chances, slopes] = [panel(40, -7, 7), panel(284, 0, 1.1), panel(528, -1.15, 1.15)];
const WIDE = 38;

// As the course computes it: the largest logit is subtracted first.
export function softmax(z) {
  const e = z.map((value) => Math.exp(value - Math.max(...z)));
  const sum = e.reduce((all, value) => all + value, 0);
  return e.map((value) => value / sum);
}
export const oneHot = (right) => Array.from({ length: K }, (_, k) => Number(k === right));
export function loss(z, right) {
  const most = Math.max(...z);
  return most - z[right] + Math.log(z.reduce((sum, value) => sum + Math.exp(value - most), 0));
}
export const gradient = (z, right) => softmax(z).map((value, k) => value - oneHot(right)[k]);

const right = ({ target }) => Number(target);
const all = ({ z, shift }) => z.map((value) => value + shift);
const middle = (on, k) => Math.round(on.left + ((k + 0.5) * on.width) / K);

function Bar({ on, k, value, hue, moves, decimals = 3, apart = 11 }) {
  const [y, zero] = [on.Y(value), on.Y(0)];
  const up = value >= 0;
  return html`
    <rect class=${moves ? "cn-moves" : undefined} x=${middle(on, k) - WIDE / 2} y=${Math.min(y, zero)} width=${WIDE}
      height=${Math.max(Math.abs(y - zero), 0.5)} fill=${c[hue]} />
    <${Label} x=${middle(on, k)} y=${Math.round(y + (up ? -apart : apart + 1))} ink=${c[`${hue}Ink`]}>${number(value.toFixed(decimals))}<//>`;
}

function Softmax(state) {
  const { shift, chosen } = state;
  const [z, t] = [all(state), oneHot(right(state))];
  const [y, g] = [softmax(z), gradient(z, right(state))];
  const zero = (on) => html`<line x1=${on.left} x2=${on.left + on.width} y1=${on.Y(0)} y2=${on.Y(0)} stroke=${c.rule} />`;
  const names = (on, letter) => t.map((_, k) => html`<${Maths} x=${middle(on, k)} y=${on.top + on.height + 20}
    ink=${k === right(state) ? c.ink : c.muted}>${letter}_${k}<//>`);
  return html`
    <${Label} x=${logits.left} y="14" anchor="start" size="15" weight="600" ink=${c.blueInk}>logits<//>
    <${Label} x=${chances.left} y="14" anchor="start" size="15" weight="600" ink=${c.greenInk}>probabilities<//>
    <${Label} x=${slopes.left} y="14" anchor="start" size="15" weight="600" ink=${c.redInk}>gradient<//>
    <${Axes} on=${logits} yticks=${[-6, -3, 0, 3, 6]} />
    <${Axes} on=${chances} yticks=${[0, 0.5, 1]} />
    <${Axes} on=${slopes} yticks=${[-1, 0, 1]} />
    ${zero(logits)}${zero(slopes)}
    ${shift !== 0 && html`<line x1=${logits.left} x2=${logits.left + logits.width} y1=${logits.Y(shift)} y2=${logits.Y(shift)}
      stroke=${c.blue} stroke-dasharray="4 4" />`}
    ${z.map((value, k) => html`<g class="cn-handle" key=${k}>
      <rect x=${middle(logits, k) - 30} y=${logits.top} width="60" height=${logits.height} fill=${c.paper} opacity="0" />
      <${Bar} on=${logits} k=${k} value=${value} hue="blue" decimals=${2} apart=${19} />
      <circle cx=${middle(logits, k)} cy=${logits.Y(value)} r="8" fill=${k === chosen ? c.ink : c.paper} stroke=${c.blue} stroke-width="3" />
    </g>`)}
    ${y.map((value, k) => html`<${Bar} key=${k} on=${chances} k=${k} value=${value} hue="green" />
      ${t[k] === 1 && html`<rect x=${middle(chances, k) - WIDE / 2 - 4} y=${chances.Y(1)} width=${WIDE + 8} height=${chances.Y(0) - chances.Y(1)}
        fill="none" stroke=${c.ink} stroke-width="1.5" stroke-dasharray="5 4" />`}`)}
    ${g.map((value, k) => html`<${Bar} key=${k} on=${slopes} k=${k} value=${value} hue="red" />`)}
    ${names(logits, "z")}${names(chances, "y")}${names(slopes, "z̄")}
    <${Label} x=${logits.left} y="350" anchor="start" size="16" ink=${c.muted}>y = softmax(z)<//>
    <${Maths} x=${chances.left} y="350" anchor="start">ℓ = −ln y_${right(state)} = ${number(loss(z, right(state)))}<//>
    <${Maths} x=${slopes.left} y="350" anchor="start" ink=${c.redInk}>z̄_k = y_k − t_k<//>`;
}

function sentence(state) {
  const z = all(state);
  const list = (values, places) => values.map((value) => number(value.toFixed(places))).join(", ");
  return (
    `Logits ${list(z, 2)}: the probabilities are ${list(softmax(z), 3)}. The right class is ${right(state)}, the loss ` +
    `−ln ${sub("y", right(state))} = ${number(loss(z, right(state)))}, its gradient ${list(gradient(z, right(state)), 3)}.`
  );
}

const put = (z, k, value) => z.map((old, i) => (i === k ? clamp(Math.round(20 * value) / 20, -LIMIT, LIMIT) : old));

export default {
  name: "logits",
  title: "From logits to probabilities",
  hint: "Drag the logits (arrow keys: left and right choose one, up and down move it); add to all of them.",
  height: 370,
  initial: { z: [1, 2, 3], target: "2", shift: 0, chosen: 0, held: false },
  controls: [choice("target", "right class", ["0", "1", "2"]), slider("shift", "add to all logits", -2, 2, { step: 0.1 })],
  drags: true,
  Drawing: Softmax,
  sentence,
  point(state, { x, y, kind }) {
    if (kind === "up") return { held: false };
    if (kind === "move" || (!state.held && x > logits.left + logits.width + 10)) return null;
    const chosen = state.held ? state.chosen : clamp(Math.floor(logits.xAt(x)), 0, K - 1);
    return { held: true, chosen, z: put(state.z, chosen, logits.yAt(y) - state.shift) };
  },
  key({ z, chosen }, key) {
    const [across, up] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key] ?? [];
    if (across === undefined) return null;
    return up ? { z: put(z, chosen, z[chosen] + 0.1 * up) } : { chosen: clamp(chosen + across, 0, K - 1) };
  },
};
