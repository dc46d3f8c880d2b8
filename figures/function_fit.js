// 02: functions of one number, fitted by a few tanh units.
import { Axes, c, Curve, html, Inside, Label, menu, plane, range, sampled, slider } from "./runtime/index.js";
import { FITS } from "./data/function_fit.js";

export const FUNCTIONS = {
  "x²": (x) => x * x,
  "sin(3πx/2)": (x) => Math.sin(1.5 * Math.PI * x),
  "|x|": Math.abs,
  "a step": (x) => Number(x > 0),
};
const on = plane({ x: [-1, 1], y: [-2.2, 2.2], left: 48, top: 40, width: 652, height: 300 });
const GRID = range(101).map((i) => (i - 50) / 50);

// Each hidden unit times its output weight.
export function parts(theta) {
  const units = (theta.length - 1) / 3;
  return range(units).map((k) => (x) => theta[2 * units + k] * Math.tanh(theta[k] * x + theta[units + k]));
}
export const network = (theta) => (x) => parts(theta).reduce((sum, part) => sum + part(x), theta.at(-1));
export const fit = ({ function: name, units }) => FITS[name][units - 1];

// The root of the mean squared error.
export function error(state) {
  const [f, y] = [FUNCTIONS[state.function], network(fit(state))];
  return Math.sqrt(GRID.reduce((sum, x) => sum + (y(x) - f(x)) ** 2, 0) / GRID.length);
}

function Fit(state) {
  const theta = fit(state);
  const f = FUNCTIONS[state.function];
  const line = (y) => sampled(y, -1, 1, 200);
  // What a unit adds to the bias says nothing: each is moved to the mean 0.
  const moved = (part) => {
    const mean = GRID.reduce((sum, x) => sum + part(x), 0) / GRID.length;
    return (x) => part(x) - mean;
  };
  return html`
    <line x1="48" x2="78" y1="14" y2="14" stroke=${c.muted} stroke-width="6" opacity="0.5" /><${Label} x="86" y="14" anchor="start">the function<//>
    <line x1="216" x2="246" y1="14" y2="14" stroke=${c.blue} stroke-width="2.5" /><${Label} x="254" y="14" anchor="start" ink=${c.blueInk}>the network<//>
    <line x1="384" x2="414" y1="14" y2="14" stroke=${c.purple} stroke-width="1.5" stroke-dasharray="6 4" /><${Label} x="422" y="14" anchor="start"
      ink=${c.purpleInk}>its hidden units, times v<//>
    <${Axes} on=${on} xticks=${[-1, -0.5, 0, 0.5, 1]} yticks=${[-2, -1, 0, 1, 2]} xname="x" />
    <${Inside} on=${on}>
      ${parts(theta).map((part) => html`<${Curve} on=${on} points=${line(moved(part))} color=${c.purple} thick="1.3" dash="6 4" />`)}
      <${Curve} on=${on} points=${line(f)} color=${c.muted} thick="6" opacity="0.5" />
      <${Curve} on=${on} points=${line(network(theta))} color=${c.blue} thick="2.5" /><//>`;
}

function sentence(state) {
  const { units } = state;
  const off = error(state);
  return `${units === 1 ? "1 tanh unit misses" : `${units} tanh units miss`} ${state.function} by ${off.toFixed(off < 0.01 ? 4 : 3)} (root mean square).`;
}

export default {
  name: "function_fit",
  title: "Functions fitted by a few tanh units",
  hint: "Choose a function, and give the network more hidden units.",
  height: 394,
  initial: { function: "x²", units: 1 },
  controls: [menu("function", "function", Object.keys(FUNCTIONS)), slider("units", "hidden units", 1, 8)],
  Drawing: Fit,
  sentence,
};
