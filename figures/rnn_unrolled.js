// 10: a recurrent network of one unit, unrolled over three steps: values forward, gradients back.
import { Arrow, c, choice, fields, Flying, html, Label, Maths, number, range, signed, slider, Sum } from "./runtime/index.js";

export const T = 3;
const WX = Math.log(2);
export const COSTS = { "J = h_3": [0, 0, 1], "J = h_1 + h_2 + h_3": [1, 1, 1] };
const STEPS = 2 * T;
const [Y, HX, ZX, XY, GY] = [150, (t) => 62 + 198 * t, (t) => 161 + 198 * t, 246, 52];
const bar = (letter) => `${letter}\u0304`;
const low = (name, t) => `${name}_${t}`;

// All values of forward and backward: z, δ by step, h and its gradient by state, contributions.
export function passes({ wh, x, cost }) {
  const [h, z, g] = [[0], [], COSTS[cost]];
  for (let t = 0; t < T; t += 1) {
    z.push(WX * x[t] + wh * h[t]);
    h.push(Math.tanh(z[t]));
  }
  const [delta, hbar] = [new Array(T), new Array(T + 1).fill(0)];
  let carry = 0;
  for (let t = T - 1; t >= 0; t -= 1) {
    hbar[t + 1] = g[t] + carry;
    delta[t] = hbar[t + 1] * (1 - h[t + 1] ** 2);
    carry = wh * delta[t];
  }
  hbar[0] = carry;
  const total = (parts) => parts.reduce((sum, part) => sum + part, 0);
  const [dwh, dwx] = [h, x].map((with_) => delta.map((d, t) => d * with_[t]));
  return { h, z, delta, hbar, dwh: total(dwh), dwx: total(dwx), db: total(delta), contributions: dwh };
}

const back = (step) => Math.max(0, step - T); // copies that the gradient has passed
const copy = (step) => (step > T ? STEPS - step : step - 1); // the one that is meant

function State({ t, step, p, upstream }) {
  const known = t === 0 || t <= step;
  const barred = t > T - back(step) || (t === T - back(step) && back(step) > 0);
  const x = HX(t);
  const fed = t > 0 && upstream[t - 1] !== 0 && t > T - back(step);
  return html`<g>
    ${t > 0 && upstream[t - 1] !== 0 && html`
      <${Arrow} x1=${x} y1=${GY - 24} x2=${x} y2=${GY + 18} color=${fed ? c.red : c.faint} thick=${fed ? 2.5 : 1.5} />
      <${Maths} x=${x - 10} y=${GY - 6} size="14" anchor="end" ink=${c.redInk}>${low("g", t - 1)} = 1<//>`}
    <circle class="cn-moves" cx=${x} cy=${Y} r="25" fill=${known ? c.bluePale : c.paper} stroke=${known ? c.blue : c.rule} stroke-width="1.5" />
    <${Maths} x=${x} y=${Y} size="17">${low("h", t)}<//>
    ${known && html`<${Label} x=${x} y=${Y + 40} ink=${c.blueInk}>${number(p.h[t])}<//>`}
    ${barred && html`<${Maths} x=${x} y=${Y - 42} size="14" ink=${c.redInk}>${low(bar("h"), t)} = ${number(p.hbar[t])}<//>`}
  </g>`;
}

function Copy({ t, step, wh, x, p }) {
  const [known, passed] = [t < step, t >= T - back(step)];
  const [meant, red] = [step > 0 && t === copy(step), step > T];
  const color = meant ? (red ? c.red : c.blue) : c.rule;
  const thick = meant ? 3 : 1.5;
  const edge = (from, to) => (meant && red ? [to, from] : [from, to]);
  const [[a, b], [d, e], [u, v]] = [edge(HX(t) + 27, ZX(t) - 36), edge(ZX(t) + 36, HX(t + 1) - 27), edge(XY - 24, Y + 24)];
  return html`<g>
    <${Arrow} x1=${a} y1=${Y} x2=${b} y2=${Y} color=${color} thick=${thick} />
    <${Arrow} x1=${d} y1=${Y} x2=${e} y2=${Y} color=${color} thick=${thick} />
    <${Arrow} x1=${ZX(t)} y1=${u} x2=${ZX(t)} y2=${v} color=${color} thick=${thick} />
    <${Maths} x=${ZX(t) - 48} y=${Y - 16} size="14" ink=${c.orangeInk}>w_h<//>
    <${Maths} x=${ZX(t) + 18} y=${XY - 44} size="14" ink=${c.orangeInk}>w_x<//>
    <rect x=${ZX(t) - 34} y=${Y - 22} width="68" height="44" rx="6" fill=${known ? c.bluePale : c.paper} stroke=${meant ? color : c.rule} stroke-width=${meant ? 3 : 1.5} />
    <${Label} x=${ZX(t)} y=${Y - 9} size="13">tanh<//>
    ${known && html`<${Label} x=${ZX(t)} y=${Y + 9} size="13" ink=${c.blueInk}>${number(p.z[t])}<//>`}
    ${passed && html`<${Maths} x=${ZX(t)} y=${Y - 42} size="14" ink=${c.redInk}>${low("δ", t)} = ${number(p.delta[t])}<//>`}
    <circle cx=${ZX(t)} cy=${XY} r="22" fill=${c.shade} stroke=${c.rule} />
    <${Maths} x=${ZX(t)} y=${XY - 6} size="14">${low("x", t)}<//>
    <${Label} x=${ZX(t)} y=${XY + 10} size="12">${number(x[t])}<//>
  </g>`;
}

// What the step computes: with letters, and with numbers.
function lines({ step, wh, x, cost }, p) {
  if (step === 0) return [["The first state is 0, and the inputs are known; nothing is computed yet.", "ink"]];
  const t = copy(step);
  if (step <= T) {
    return [
      [`${low("h", t + 1)} = tanh(w_x ${low("x", t)} + w_h ${low("h", t)})`, "blueInk"],
      [`= tanh(${number(WX)} · ${signed(x[t])} + ${signed(wh)} · ${signed(p.h[t])}) = tanh(${number(p.z[t])}) = ${number(p.h[t + 1])}`, "ink"],
    ];
  }
  return [
    [`${low("δ", t)} = ${low(bar("h"), t + 1)} (1 − ${low("h", t + 1)}²) = ${signed(p.hbar[t + 1])} · ${number(1 - p.h[t + 1] ** 2)} = ${number(p.delta[t])}`, "redInk"],
    [`to the left goes w_h ${low("δ", t)} = ${signed(wh)} · ${signed(p.delta[t])} = ${number(wh * p.delta[t])}`, "ink"],
  ];
}

function Unrolled(state) {
  const { step, wh, x, cost, moved } = state;
  const p = passes(state);
  const t = copy(step);
  const terms = range(T).map((i) => T - 1 - i).map((i) => ({
    letters: `${low("δ", i)} ${low("h", i)}`, numbers: `${signed(p.delta[i])} · ${signed(p.h[i])}`,
    value: p.contributions[i], ink: c.redInk, face: c.redPale,
  }));
  const flight = step > T ? [[HX(t + 1), Y], [HX(t), Y], p.hbar[t], c.red] : [[HX(t), Y], [HX(t + 1), Y], p.h[t + 1], c.blue];
  return html`
    ${range(T).map((i) => html`<${Copy} key=${`copy${i}`} ...${{ t: i, step, wh, x, p }} />`)}
    ${range(T + 1).map((i) => html`<${State} key=${`state${i}`} ...${{ t: i, step, p, upstream: COSTS[cost] }} />`)}
    ${moved && step > 0 && html`<${Flying} key=${step} mark=${step} from=${flight[0]} to=${flight[1]} color=${flight[3]}>${number(flight[2])}<//>`}
    <rect x="20" y="286" width="680" height="62" rx="6" fill=${c.shade} />
    ${lines(state, p).map(([text, ink], i) => html`<${Maths} x="36" y=${304 + 26 * i} anchor="start" size="15" ink=${c[ink]}>${text}<//>`)}
    <${Sum} x=${24} y=${366} name=${`${bar("w")}_h`} terms=${terms} added=${back(step)} ink=${c.redInk} column=${170} />`;
}

function sentence(state) {
  const p = passes(state);
  const { step } = state;
  const heads = p.h.map(number).join(", ");
  if (step === 0) return "Nothing is computed yet. The first state is 0.";
  if (step <= T) return `Forward, step ${copy(step)}: the states so far are ${p.h.slice(0, step + 1).map(number).join(", ")}.`;
  const said = `Backward, step ${copy(step)}: its δ is ${number(p.delta[copy(step)])}, and ${number(p.hbar[copy(step)])} goes to the state before it.`;
  const done = ` With the states ${heads}, the gradient of w_h is ${number(p.dwh)}, the sum of three contributions.`;
  return step === STEPS ? said + done : said;
}

export default {
  name: "rnn_unrolled",
  title: "A recurrent network, unrolled",
  hint: "Step through it or let it play: 1 to 3 go forward, 4 to 6 backward. Change the weight, inputs or cost.",
  height: 432,
  initial: { step: T, wh: 1.155, x: [1, 0, -1], cost: "J = h_3", moved: false },
  controls: [
    slider("step", "step", 0, STEPS, { every: 1600 }),
    slider("wh", "weight w_h", -2, 2, { step: 0.005 }),
    fields("x", "inputs", T, 0.5),
    choice("cost", "cost", Object.keys(COSTS)),
  ],
  Drawing: Unrolled,
  sentence,
  // Numbers travel only when a step was made.
  settle: ({ moved }, changed) => ({ moved: changed === undefined ? moved : changed === "step" }),
};
