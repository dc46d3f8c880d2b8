// 03: a kernel slides over a signal; where the signal looks like the kernel, the output is largest.
import { c, html, joined, Label, menu, Moved, number, range, signed, slider, tick } from "./runtime/index.js";

// Rises once and falls once: a ramp, and its mirror image.
export const SIGNAL = [0, 0, 1, 2, 3, 0, 0, 0, 3, 2, 1, 0, 0];
export const KERNELS = { "ramp (1, 2, 3)": [1, 2, 3], "step (−1, 0, 1)": [-1, 0, 1], "peak (1, 2, 1)": [1, 2, 1] };
const M = 3;
const STEPS = SIGNAL.length + M - 1;

// The kernel as it lies on the signal, the window at a step, and all outputs.
export function slid({ step, kernel, flip }) {
  const used = flip ? [...KERNELS[kernel]].reverse() : KERNELS[kernel];
  const window = (i) => used.map((_, m) => SIGNAL[i + m - M + 1] ?? 0);
  const outputs = range(STEPS).map((i) => window(i).reduce((sum, x, m) => sum + x * used[m], 0));
  return { used, window: window(step), outputs };
}

const U = 35;
const column = (place) => 100 + U * (place + M - 1); // the left edge
const ROWS = { signal: [70, 13], kernel: [150, 13], products: [240, 5], output: [372, 5] }; // base, scale

function Bars({ row, values, at = (i) => column(i), fill, ink = () => c.ink, from = 0 }) {
  const [base, scale] = ROWS[row];
  return values.map((value, i) => {
    const height = Math.abs(value) * scale;
    const x = at(i + from);
    const top = value >= 0 ? base - height : base;
    return html`<g key=${i}>
      <rect class="cn-moves" x=${x + 5} y=${top} width=${U - 10} height=${height} fill=${fill(i)} />
      <${Label} x=${x + U / 2} y=${value >= 0 ? top - 10 : base + height + 10} ink=${ink(i)}>${number(value)}<//>
    </g>`;
  });
}

function Sliding(state) {
  const { step, flip } = state;
  const { used, window, outputs } = slid(state);
  const everywhere = range(SIGNAL.length + 2 * (M - 1), 1 - M);
  const outside = (i) => SIGNAL[everywhere[i]] === undefined;
  const rule = ([base]) => html`<line x1=${column(1 - M)} x2=${column(STEPS)} y1=${base} y2=${base} stroke=${c.rule} />`;
  return html`
    ${[["signal", "signal", c.blueInk], ["kernel", flip ? "kernel, flipped" : "kernel", c.orangeInk],
      ["products", "products", c.ink], ["output", "output", c.greenInk]].map(([row, text, ink]) =>
        text.split(", ").map((line, i) => html`<${Label} x="8" y=${ROWS[row][0] - 10 + 18 * i}
          anchor="start" ink=${ink}>${line}<//>`))}
    <${Moved} x=${column(step - M + 1)} y=${0}>
      <rect x="0" y="8" width=${M * U} height="270" rx="4" fill=${c.orangePale} opacity="0.45" />
    <//>
    ${Object.values(ROWS).map(rule)}
    <${Bars} row="signal" values=${everywhere.map((i) => SIGNAL[i] ?? 0)} from=${1 - M}
      fill=${() => c.blue} ink=${(i) => (outside(i) ? c.muted : c.ink)} />
    <${Moved} x=${column(step - M + 1)} y=${0}>
      <${Bars} row="kernel" values=${used} at=${(i) => i * U} fill=${() => c.orange} />
      <${Bars} row="products" values=${window.map((x, m) => x * used[m])} at=${(i) => i * U} fill=${() => c.muted} />
    <//>
    <${Bars} row="output" values=${outputs.slice(0, step + 1)} fill=${(i) => (i === step ? c.red : c.green)} />
    ${range(STEPS).map((i) => html`<${Label} x=${column(i) + U / 2} y="426" size="13"
      ink=${i === step ? c.redInk : c.muted}>${i}<//>`)}
    <${Label} x="8" y="426" anchor="start" size="13" ink=${c.muted}>entry i<//>`;
}

function sentence(state) {
  const { step, kernel, flip } = state;
  const { used, window, outputs } = slid(state);
  const sum = window.map((x, m) => `${number(x)}·${signed(used[m])}`).join(" + ");
  const soFar = outputs.slice(0, step + 1);
  const largest = Math.max(...soFar);
  const at = soFar.flatMap((value, i) => (value === largest ? [i] : []));
  return (
    `Kernel ${kernel}, ${flip ? "flipped (convolution)" : "as it is (cross-correlation)"}. Entry ${step} of the ` +
    `output: ${sum} = ${number(outputs[step])}; the largest so far is ${number(largest)}, at ${joined(at)}.`
  );
}

export default {
  name: "sliding_signal",
  title: "A kernel slides over a signal",
  hint: "Slide the kernel or let it play, choose another one, and flip it.",
  height: 440,
  initial: { step: 3, kernel: "ramp (1, 2, 3)", flip: false },
  controls: [
    slider("step", "entry i", 0, STEPS - 1, { every: 800 }),
    menu("kernel", "kernel", Object.keys(KERNELS)),
    tick("flip", "flip the kernel: convolution instead of cross-correlation"),
  ],
  Drawing: Sliding,
  sentence,
};
