// 02: a computation graph, one step at a time: values go forward, bars come back along the edges.
import { Arrow, c, Flying, html, Label, Maths, menu, slider } from "./runtime/index.js";

const PLACES = {
  b: [62, 66], x: [62, 188], w: [62, 310],
  z: [226, 188], y: [382, 188], t: [382, 66],
  ℓ: [520, 188], R: [382, 310], λ: [520, 382], J: [650, 250],
};
const EDGES = ["bz", "xz", "wz", "zy", "yℓ", "tℓ", "wR", "RJ", "ℓJ", "λJ"];
const FORWARD = ["z", "y", "ℓ", "R", "J"];
const BACKWARD = ["J", "R", "ℓ", "y", "z", "w", "b"];
const STEPS = FORWARD.length + BACKWARD.length;
export const NUMBERS = {
  "w = 0.5, b = −1, x = 2, t = 1, λ = 0.1": { w: 0.5, b: -1, x: 2, t: 1, λ: 0.1 },
  "w = 0.8, b = −0.2, x = 1.5, t = 0, λ = 0.3": { w: 0.8, b: -0.2, x: 1.5, t: 0, λ: 0.3 },
};
const FORMULAS = { z: "w x + b", y: "σ(z)", ℓ: "½ (y − t)²", R: "½ w²", J: "ℓ + λ R" };
const RADIUS = 25;
const short = (value) => String(Number(value.toPrecision(4)) + 0).replace("-", "−"); // four digits: 0.1375
const bar = (node) => `${node}\u0304`;

// Values of all nodes, local derivatives of all edges, bars of the nodes of BACKWARD.
export function passes(given) {
  const { w, b, x, t, λ } = given;
  const z = w * x + b;
  const y = 1 / (1 + Math.exp(-z));
  const [ℓ, R] = [0.5 * (y - t) ** 2, 0.5 * w ** 2];
  const values = { ...given, z, y, ℓ, R, J: ℓ + λ * R };
  const local = {
    bz: 1, xz: w, wz: x, zy: y * (1 - y), yℓ: y - t, tℓ: t - y, wR: w, RJ: λ, ℓJ: 1, λJ: R,
  };
  const bars = { J: 1 };
  for (const node of BACKWARD.slice(1))
    bars[node] = EDGES.filter((edge) => edge[0] === node).reduce((sum, edge) => sum + bars[edge[1]] * local[edge], 0);
  return { values, local, bars };
}

// The node of a step, and the edges that it uses.
function at(step) {
  const back = step > FORWARD.length;
  const node = back ? BACKWARD[step - FORWARD.length - 1] : FORWARD[step - 1];
  return { back, node, edges: EDGES.filter((edge) => edge[back ? 0 : 1] === node) };
}

function ends(edge) {
  const [[x1, y1], [x2, y2]] = [PLACES[edge[0]], PLACES[edge[1]]];
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const cut = (v) => Math.round(10 * v) / 10;
  return [[cut(x1 + (RADIUS + 2) * ux), cut(y1 + (RADIUS + 2) * uy)], [cut(x2 - (RADIUS + 2) * ux), cut(y2 - (RADIUS + 2) * uy)]];
}

function Edge({ edge, used, back, local }) {
  const [from, to] = ends(edge);
  if (!used) return html`<${Arrow} x1=${from[0]} y1=${from[1]} x2=${to[0]} y2=${to[1]} color=${c.rule} thick="1.5" />`;
  const [start, end] = back ? [to, from] : [from, to];
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  return html`<${Arrow} x1=${start[0]} y1=${start[1]} x2=${end[0]} y2=${end[1]} color=${back ? c.red : c.blue} thick="3" head="11" />
    ${back && html`<rect x=${middle[0] - 27} y=${middle[1] - 12} width="54" height="24" rx="12" fill=${c.greenPale} />
      <${Label} ...${{ x: middle[0], y: middle[1] }} ink=${c.greenInk}>${short(local)}<//>`}`;
}

function Node({ node, known, meant, back, value, barred }) {
  const [x, y] = PLACES[node];
  return html`<g>
    <circle class="cn-moves" cx=${x} cy=${y} r=${RADIUS} fill=${known ? c.bluePale : c.paper}
      stroke=${meant ? (back ? c.red : c.blue) : known ? c.blue : c.rule} stroke-width=${meant ? 4 : 1.5} />
    <${Maths} x=${x} y=${y} size="18">${node}<//>
    ${known && html`<${Label} x=${x} y=${y + 39} ink=${c.blueInk}>${short(value)}<//>`}
    ${barred !== undefined && html`<${Maths} x=${x} y=${y - 40} size="15" ink=${c.redInk}>${bar(node)} = ${short(barred)}<//>`}
  </g>`;
}

function Graph({ numbers, step, moved }) {
  const { values, local, bars } = passes(NUMBERS[numbers]);
  const { back, node, edges } = at(step);
  const known = (name) => !FORWARD.includes(name) || FORWARD.indexOf(name) < step;
  const barred = BACKWARD.slice(0, Math.max(0, step - FORWARD.length));
  return html`
    ${EDGES.map((edge) => html`<${Edge} edge=${edge} used=${edges.includes(edge)} back=${back} local=${local[edge]} />`)}
    ${Object.keys(PLACES).map((name) => html`<${Node} node=${name} known=${known(name)} meant=${name === node} back=${back}
      value=${values[name]} barred=${barred.includes(name) ? bars[name] : undefined} />`)}
    ${moved && edges.map((edge) => html`<${Flying} key=${`${step}${edge}`} mark=${`${step}${edge}`}
      from=${PLACES[edge[back ? 1 : 0]]} to=${PLACES[edge[back ? 0 : 1]]} color=${back ? c.red : c.blue}
      >${short(back ? bars[edge[1]] * local[edge] : values[edge[0]])}<//>`)}
    ${[["values, forward", "blue"], ["bars, backward", "red"], ["local derivatives", "green"]].map(([text, hue], i) => html`
      <rect x=${532} y=${20 + 22 * i} width="14" height="14" rx="7" fill=${c[`${hue}Pale`]} stroke=${c[hue]} />
      <${Label} x="554" y=${27 + 22 * i} anchor="start" size="13" ink=${c[`${hue}Ink`]}>${text}<//>`)}
    <rect x="36" y="436" width="672" height="62" rx="6" fill=${c.shade} />
    ${lines({ step, values, local, bars }).map(([text, ink], i) => html`<${Maths} x="56" y=${454 + 26 * i} anchor="start" ink=${c[ink]}>${text}<//>`)}`;
}

// What the step computes: with letters, and with numbers.
function lines({ step, values, local, bars }) {
  const { back, node, edges } = at(step);
  if (step === 0) return [["The five inputs have their values; nothing is computed yet.", "ink"]];
  const say = (value) => (value < 0 ? `(${short(value)})` : short(value));
  if (!back) {
    const { w, x, b, z, y, t, ℓ, λ, R } = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, say(value)]));
    const numbers = { z: `${w} · ${x} + ${b}`, y: `σ(${z.replace(/[()]/g, "")})`, ℓ: `½ (${y} − ${t})²`, R: `½ ${w}²`, J: `${ℓ} + ${λ} · ${R}` };
    return [[`${node} = ${FORMULAS[node]}`, "blueInk"], [`= ${numbers[node]} = ${short(values[node])}`, "ink"]];
  }
  if (node === "J") return [[`${bar("J")} = ∂J/∂J`, "redInk"], ["= 1", "ink"]];
  const letters = edges.map((edge) => `${bar(edge[1])} · ∂${edge[1]}/∂${node}`).join(" + ");
  const numbers = edges.map((edge) => `${say(bars[edge[1]])} · ${say(local[edge])}`).join(" + ");
  return [[`${bar(node)} = ${letters}`, "redInk"], [`= ${numbers} = ${short(bars[node])}`, "ink"]];
}

function sentence({ numbers, step }) {
  const { back } = at(step);
  const said = lines({ step, ...passes(NUMBERS[numbers]) }).map(([text]) => text);
  if (step === 0) return said[0];
  const words = said.join(" ").replace(/([^\s])\u0304/g, "bar of $1");
  return `Step ${step}, ${back ? "backward" : "forward"}: ${words}.`;
}

export default {
  name: "graph_stepper",
  title: "Values forward, bars backward",
  hint: "Step through the graph or let it play: 1 to 5 go forward, 6 to 12 backward.",
  height: 506,
  initial: { numbers: Object.keys(NUMBERS)[0], step: FORWARD.length, moved: false },
  controls: [menu("numbers", "numbers", Object.keys(NUMBERS)), slider("step", "step", 0, STEPS, { every: 1400 })],
  Drawing: Graph,
  sentence,
  // Numbers travel only when a step was made.
  settle: ({ moved }, changed) => ({ moved: changed === undefined ? moved : changed === "step" }),
};
