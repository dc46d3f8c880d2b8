// 01: the perceptron rule, one update a step, beside the two bounds of its proof.
import { Axes, c, Curve, html, Inside, Label, listed, Maths, menu, number, plane, Point, range, Ring, sampled, Side, slider } from "./runtime/index.js";

const SQUARE = [[0, 0], [0, 1], [1, 0], [1, 1]];
const CLOUD = [
  [0.3, 0.5], [0.2, -0.7], [-0.4, -0.7], [-0.5, -0.4], [0.1, -1], [-0.7, 0.9], [-0.5, 0.4],
  [0.5, 1.2], [-1.2, 0.9], [0.6, 0.9], [-0.2, -0.1], [-0.5, 1.3], [0.9, -0.3], [-1.1, 0.1],
];
const unitary = (u) => u.map((value) => value / Math.hypot(...u));
// In the order in which the rule visits them; u separates with the largest margin.
export const DATA = {
  OR: { X: SQUARE, t: [-1, 1, 1, 1], u: unitary([2, 2, -1]) },
  AND: { X: SQUARE, t: [-1, -1, -1, 1], u: unitary([2, 2, -3]) },
  XOR: { X: SQUARE, t: [-1, 1, 1, -1], u: null },
  "a cloud of 14 points": {
    X: CLOUD,
    t: [1, -1, -1, -1, -1, -1, -1, 1, -1, 1, -1, 1, 1, -1],
    u: [0.72585587, 0.63494461, -0.26453469],
  },
};
const MOST = 18;

const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);

// The states (w, b) before the first and after each update, and the index of the mistake that
// follows each of them: null once a whole round was clean.
export function run({ X, t }, updates) {
  const states = [[0, 0, 0]];
  const following = [];
  let [clean, n] = [0, 0];
  while (clean < t.length) {
    const last = states.at(-1);
    const x = [...X[n], 1];
    if (t[n] * dot(x, last) > 0) clean += 1;
    else {
      following.push(n);
      if (states.length > updates) break;
      // To 9 places: sums of tenths would otherwise not return to zero.
      states.push(last.map((value, i) => Number((value + t[n] * x[i]).toFixed(9))));
      clean = 0;
    }
    n = (n + 1) % t.length;
  }
  if (clean === t.length) following.push(null);
  return { states, following };
}

// R and γ of the bound (R/γ)², or null where nothing separates.
export function bound({ X, t, u }) {
  if (!u) return null;
  const extended = X.map((x) => [...x, 1]);
  return {
    R: Math.max(...extended.map((x) => Math.hypot(...x))),
    gamma: Math.min(...extended.map((x, n) => t[n] * dot(x, u))),
  };
}

export const needed = (data) => run(DATA[data], MOST).states.length - 1;

const right = plane({ x: [0, 20], y: [0, 8], left: 402, top: 56, width: 306, height: 264 });

function left({ X }) {
  const middle = [0, 1].map((i) => (Math.max(...X.map((x) => x[i])) + Math.min(...X.map((x) => x[i]))) / 2);
  const half = X === SQUARE ? 1 : 1.65;
  const [x, y] = middle.map((value) => [value - half, value + half]);
  return plane({ x, y, left: 40, top: 56, width: 264, height: 264 });
}

function Stepper({ data, updates }) {
  const set = DATA[data];
  const { states, following } = run(set, updates);
  const [state, next] = [states.at(-1), following.at(-1)];
  const on = left(set);
  const [w, b] = [state.slice(0, 2), state[2]];
  const missed = range(set.t.length).filter((n) => dot([...set.X[n], 1], state) > 0 !== set.t[n] > 0);
  const limits = bound(set);
  const lengths = states.map((each, k) => [k, Math.hypot(...each)]);
  const overlaps = limits && states.map((each, k) => [k, dot(each, set.u)]);
  const ticks = set.X === SQUARE ? [0, 1] : [-1, 0, 1];
  return html`
    <${Label} x="40" y="14" anchor="start" size="16" weight="600">The line after ${counted(states.length - 1)}<//>
    <${Label} x="402" y="14" anchor="start" size="16" weight="600">The length of the weights<//>
    <${Inside} on=${on}><${Side} on=${on} w=${w} b=${b} /><//>
    <${Axes} on=${on} xticks=${ticks} yticks=${ticks} xname="x_0" yname="x_1" />
    ${set.X.map(([x, y], n) => html`<${Point} x=${on.X(x)} y=${on.Y(y)} positive=${set.t[n] > 0} />`)}
    ${missed.map((n) => html`<${Ring} key=${n} x=${on.X(set.X[n][0])} y=${on.Y(set.X[n][1])} />`)}
    ${next !== null && html`<${Label} x=${on.X(set.X[next][0]) + 16} y=${on.Y(set.X[next][1]) - 16} anchor="start" weight="600">next<//>`}
    <${Axes} on=${right} xticks=${[0, 5, 10, 15, 20]} yticks=${[0, 2, 4, 6, 8]} xname="updates k" />
    ${limits && html`<${Inside} on=${right}>
      <${Curve} on=${right} points=${sampled((k) => Math.sqrt(k) * limits.R, 0, 20)} color=${c.rule} dash="6 4" />
      <${Curve} on=${right} points=${[[0, 0], [20, 20 * limits.gamma]]} color=${c.rule} dash="2 4" />
    <//>
    <${Maths} x=${right.X(9)} y=${right.Y(3 * limits.R) - 16} size="15" anchor="end" ink=${c.muted}>√k R<//>
    <${Maths} x=${right.X(19.8)} y=${right.Y(17 * limits.gamma) + 22} size="15" anchor="end" ink=${c.muted}>k γ<//>
    <${Curve} on=${right} points=${overlaps} color=${c.green} />
    ${overlaps.map(([k, value]) => html`<rect key=${`u${k}`} class="cn-moves" x=${right.X(k) - 4} y=${right.Y(value) - 4}
      width="8" height="8" fill=${c.green} />`)}`}
    <${Curve} on=${right} points=${lengths} color=${c.blue} />
    ${lengths.map(([k, value]) => html`<circle key=${`w${k}`} class="cn-moves" cx=${right.X(k)} cy=${right.Y(value)} r="4.5"
      fill=${c.blue} />`)}
    <circle cx="410" cy="38" r="4.5" fill=${c.blue} />
    <${Maths} x="420" y="38" size="14" anchor="start" ink=${c.blueInk}>‖(w, b)‖<//>
    ${limits && html`<rect x="500" y="34" width="8" height="8" fill=${c.green} />
      <${Maths} x="514" y="38" size="14" anchor="start" ink=${c.greenInk}>u · (w, b)<//>`}
    <${Update} set=${set} state=${state} next=${next} />`;
}

const counted = (n) => `${n} update${n === 1 ? "" : "s"}`;
// A list as in sentences, with two places: 0.5 and not 0.50.
const list = (values) => listed(values.map((value) => Number(value.toFixed(2))));

// What the next mistake will do to (w, b), as a line of arithmetic.
function Update({ set, state, next }) {
  const [y, height] = [372, 66];
  if (next === null)
    return html`<rect x="40" y=${y} width="668" height=${height} rx="6" fill=${c.greenPale} />
      <${Label} x="60" y=${y + 33} anchor="start" size="16">No mistake is left: the rule has converged.<//>`;
  const [x, t] = [[...set.X[next], 1], set.t[next]];
  const after = state.map((value, i) => value + t * x[i]);
  const margin = t * dot(x, state);
  const columns = [
    [60, "t (w · x + b)", `${number(margin.toFixed(2))} ≤ 0: a mistake`, c.redInk],
    [256, "(w, b)", list(state)],
    [406, "t", t > 0 ? "+1" : "−1"],
    [456, "(x, 1)", list(x)],
    [588, "new", list(after)],
  ];
  return html`<rect x="40" y=${y} width="668" height=${height} rx="6" fill=${c.shade} />
    ${columns.map(([left, name, value, ink]) => html`<${name === "new" ? Label : Maths} x=${left} y=${y + 20} size="14" anchor="start"
      ink=${c.muted}>${name}<//><${Label} x=${left} y=${y + 46} anchor="start" size="15" ink=${ink}>${value}<//>`)}
    ${[[392, "+"], [442, "·"], [572, "="]].map(([at, sign]) => html`<${Label} x=${at} y=${y + 46} size="15"
      ink=${c.muted}>${sign}<//>`)}`;
}

function sentence({ data, updates }) {
  const set = DATA[data];
  const { states, following } = run(set, updates);
  const [state, next] = [states.at(-1), following.at(-1)];
  const limits = bound(set);
  const most = limits ? `The bound allows ${Math.floor((limits.R / limits.gamma) ** 2 + 1e-9)} updates.` : "";
  const words = `${data} after ${counted(states.length - 1)}: w = ${list(state.slice(0, 2))}, b = ${number(state[2])}. `;
  if (next === null) return `${words}No mistake is left, the rule has converged. ${most}`;
  const margin = set.t[next] * dot([...set.X[next], 1], state);
  return (
    `${words}The next mistake is x = ${list(set.X[next])}, t = ${set.t[next] > 0 ? "+1" : "−1"}, with the margin ` +
    `${number(margin.toFixed(2))}. ${most || "There is no bound: the data are not separable."}`
  );
}

export default {
  name: "perceptron_stepper",
  title: "The perceptron's updates",
  hint: "Step through the updates or let them play, and choose other data.",
  height: 444,
  initial: { data: "OR", updates: 1 },
  controls: [
    menu("data", "data", Object.keys(DATA)),
    slider("updates", "updates", 0, ({ data }) => needed(data), { every: 900 }),
  ],
  Drawing: Stepper,
  sentence,
  settle: ({ data, updates }) => ({ updates: Math.min(updates, needed(data)) }),
};
