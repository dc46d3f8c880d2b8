// 00: errors of difference quotients against the step, in double precision.
import { Axes, c, clamp, Curve, html, Inside, Label, menu, plane, range, slider, tick } from "./runtime/index.js";

// Series in place of Math.sin and Math.exp, whose last digit differs from browser to browser: here
// it is the last digit that is shown.
const sin = (x) => {
  let sum = 1;
  for (let n = 26; n >= 2; n -= 2) sum = 1 - (x * x * sum) / (n * (n + 1));
  return x * sum;
};
const exp = (x) => {
  let sum = 1;
  for (let n = 40; n >= 1; n -= 1) sum = 1 + (x * sum) / n;
  return sum;
};
const tanh = (x) => 1 - 2 / (exp(2 * x) + 1);

// f, its derivative there, and the point.
export const FUNCTIONS = {
  "sin x at x = 1": { f: sin, slope: Math.cos(1), x: 1 },
  "exp x at x = 1": { f: exp, slope: Math.E, x: 1 },
  "tanh 5x at x = 0.2": { f: (x) => tanh(5 * x), slope: 5 * (1 - Math.tanh(1) ** 2), x: 0.2 },
};

// Absolute errors of the forward and of the central difference.
export function errors(name, h) {
  const { f, slope, x } = FUNCTIONS[name];
  const forward = (f(x + h) - f(x)) / h;
  const central = (f(x + h) - f(x - h)) / (2 * h);
  return [Math.abs(forward - slope), Math.abs(central - slope)];
}

const [MIN, MAX, STEP] = [-13, -0.5, 0.5];
const FLOOR = 1e-14; // below, an error counts as this one
const on = plane({ x: [1e-13, 10 ** -0.5], y: [FLOOR, 10], left: 58, top: 40, width: 640, height: 330, log: "xy" });
// Numbers read from text are the same everywhere; powers need not be.
const step = (exponent) => Number(`1e${Math.floor(exponent)}`) * (Number.isInteger(exponent) ? 1 : Math.sqrt(10));
const GRID = range(13, -13).flatMap((power) => range(26).map((i) => Number(`${(10 ** (i / 26)).toFixed(3)}e${power}`)));

const superscript = (n) => String(n).replace("-", "⁻").replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]);
// 3.2·10⁻⁷
export function scientific(value) {
  if (value === 0) return "0";
  const [digits, power] = value.toExponential(1).split("e");
  const tens = `10${superscript(Number(power))}`;
  if (Number(power) === 0) return String(Number(digits));
  return Number(digits) === 1 ? tens : `${Number(digits)}·${tens}`;
}

const powers = (from, to, by) => range(Math.floor((to - from) / by) + 1).map((i) => [10 ** (from + i * by), `10${superscript(from + i * by)}`]);

function Errors({ name, which, color, from, to }) {
  const hs = GRID.filter((h) => step(from) * 0.999 <= h && h <= step(to) * 1.001);
  const points = hs.map((h) => [h, Math.max(errors(name, h)[which], FLOOR / 10)]);
  return html`<${Curve} on=${on} points=${points} color=${color} thick="1.5" />`;
}

function StepSize({ function: name, exponent, from, to, rules }) {
  const h = step(exponent);
  const [forward, central] = errors(name, h);
  const [x, yf, yc] = [on.X(h), on.Y(Math.max(forward, FLOOR)), on.Y(Math.max(central, FLOOR))];
  const line = (f, low, high) => html`<${Curve} on=${on} points=${[[low, f(low)], [high, f(high)]]} color=${c.muted} dash="2 4" thick="1.5" />`;
  return html`
    <circle cx="66" cy="16" r="6" fill=${c.orange} /><${Label} x="78" y="16" anchor="start" ink=${c.orangeInk}
      >forward difference, off by ${scientific(forward)}<//>
    <rect x="360" y="10" width="12" height="12" fill=${c.blue} /><${Label} x="380" y="16" anchor="start" ink=${c.blueInk}
      >central difference, off by ${scientific(central)}<//>
    <${Axes} on=${on} grid xticks=${powers(-13, -1, 2)} yticks=${powers(-14, 0, 2)} xname="step h" />
    <line x1=${x} x2=${x} y1=${on.top} y2=${on.top + on.height} stroke=${c.rule} />
    <${Inside} on=${on}>
      <${Errors} ...${{ name, from, to }} which=${0} color=${c.orange} />
      <${Errors} ...${{ name, from, to }} which=${1} color=${c.blue} />
      ${rules && [line((v) => v / 2, 1e-7, 0.3), line((v) => (v * v) / 6, 1e-5, 0.3), line((v) => 1e-16 / v, 1e-13, 1e-6)]}
    <//>
    ${rules && html`<${Label} x=${on.X(1e-5)} y=${on.Y(3e-5)} ink=${c.muted}>h/2<//>
      <${Label} x=${on.X(3e-4)} y=${on.Y(1e-11)} ink=${c.muted}>h²/6<//>
      <${Label} x=${on.X(3e-10)} y=${on.Y(2e-5)} ink=${c.muted}>10⁻¹⁶/h<//>`}
    <circle class="cn-moves" cx=${x} cy=${yf} r="7" fill=${c.orange} stroke=${c.paper} stroke-width="1.5" />
    <rect class="cn-moves" x=${x - 6} y=${yc - 6} width="12" height="12" fill=${c.blue} stroke=${c.paper} stroke-width="1.5" />`;
}

function sentence({ function: name, exponent }) {
  const [forward, central] = errors(name, step(exponent));
  return (
    `For ${name} and the step h = ${scientific(step(exponent))} the forward difference is off by ` +
    `${scientific(forward)}, the central one by ${scientific(central)}.`
  );
}

export default {
  name: "step_size",
  title: "The step of a difference",
  hint: "Move the step, by the slider or in the drawing: the errors appear where you have been.",
  height: 418,
  initial: { exponent: -2, function: "sin x at x = 1", from: -2, to: -0.5, rules: false },
  controls: [
    slider("exponent", "step h", MIN, MAX, { step: STEP, show: (value) => scientific(step(value)) }),
    menu("function", "function", Object.keys(FUNCTIONS)),
    tick("rules", "lines h/2, h²/6 and 10⁻¹⁶/h"),
  ],
  drags: true,
  Drawing: StepSize,
  sentence,
  settle: ({ exponent, from, to }) => ({ from: Math.min(from, exponent), to: Math.max(to, exponent) }),
  point(_, { x, kind }) {
    if (kind === "move" || kind === "up") return null;
    return { exponent: clamp(Math.round(Math.log10(on.xAt(x)) / STEP) * STEP, MIN, MAX) };
  },
  key({ exponent }, key) {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[key];
    return by && { exponent: clamp(exponent + by, MIN, MAX) };
  },
};
