// 03: a kernel slides over an image with one bright line.
import { Arrow, c, clamp, Frame, html, Label, menu, number, range, signed, slider, Table, tick } from "./runtime/index.js";

export const IMAGE = range(6).map((i) => range(7).map((j) => (i >= 1 && i < 5 && j === 3 ? 5 : 0)));
export const KERNELS = {
  "left − right": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
  "centre − neighbours": [[0, -1, 0], [-1, 4, -1], [0, -1, 0]],
  "upper − lower": [[1, 1, 1], [0, 0, 0], [-1, -1, -1]],
};
const [ROWS, COLUMNS] = [IMAGE.length - 2, IMAGE[0].length - 2];
const PLACES = ROWS * COLUMNS;

// The kernel as it lies on the image, and all outputs.
export function slid({ kernel, flip }) {
  const used = flip ? KERNELS[kernel].map((row) => [...row].reverse()).reverse() : KERNELS[kernel];
  const outputs = range(ROWS).map((i) =>
    range(COLUMNS).map((j) =>
      used.reduce((sum, row, u) => row.reduce((part, k, v) => part + k * IMAGE[i + u][j + v], sum), 0),
    ),
  );
  return { used, outputs };
}

const U = 34;
const [TOP, MIDDLE] = [40, 40 + 3 * U];
const AT = { image: 8, kernel: 276, products: 402, output: 538 };

function Sliding(state) {
  const { step, flip } = state;
  const [i, j] = [Math.floor(step / COLUMNS), step % COLUMNS];
  const { used, outputs } = slid(state);
  const window = range(3).map((u) => IMAGE[i + u].slice(j, j + 3));
  const done = (r, s) => r * COLUMNS + s <= step;
  const bright = (values) => (r, s) => (values[r][s] ? c.bluePale : c.paper);
  const small = MIDDLE - 1.5 * U;
  const out = MIDDLE - (ROWS / 2) * U;
  const title = (x, y, text, ink) => html`<${Label} x=${x} y=${y} ink=${ink}>${text}<//>`;
  return html`
    ${title(AT.image + 3.5 * U, TOP - 16, "image", c.blueInk)}
    <${Table} x=${AT.image} y=${TOP} unit=${U} values=${IMAGE} face=${bright(IMAGE)} />
    ${title(AT.kernel + 1.5 * U, small - 16, flip ? "kernel, flipped" : "kernel", c.orangeInk)}
    <${Table} x=${AT.kernel} y=${small} unit=${U} values=${used} face=${c.orangePale} />
    ${title(AT.products + 1.5 * U, small - 16, "products", c.ink)}
    <${Table} x=${AT.products} y=${small} unit=${U} values=${window.map((row, u) => row.map((x, v) => x * used[u][v]))}
      face=${bright(window)} />
    <${Label} x=${AT.products + 1.5 * U} y=${small + 3 * U + 22} size="16" weight="600" ink=${c.greenInk}
      >sum = ${number(outputs[i][j])}<//>
    ${title(AT.output + 2.5 * U, out - 16, "output", c.greenInk)}
    <${Table} x=${AT.output} y=${out} unit=${U} values=${outputs.map((row, r) => row.map((y, s) => (done(r, s) ? y : "")))}
      face=${(r, s) => (done(r, s) && outputs[r][s] ? c.greenPale : c.paper)} />
    <${Arrow} x1=${AT.products + 3 * U + 6} y1=${MIDDLE} x2=${AT.output - 6} y2=${MIDDLE} color=${c.green} />
    <${Frame} key="window" x=${AT.image + j * U} y=${TOP + i * U} width=${3 * U} color=${c.red} thick="3.5" />
    <${Frame} key="place" x=${AT.output + j * U} y=${out + i * U} width=${U} color=${c.red} thick="3.5" />`;
}

function sentence(state) {
  const { step, kernel, flip } = state;
  const [i, j] = [Math.floor(step / COLUMNS), step % COLUMNS];
  const { used, outputs } = slid(state);
  const products = used.flatMap((row, u) =>
    row.flatMap((k, v) => (k && IMAGE[i + u][j + v] ? [`${number(IMAGE[i + u][j + v])}·${signed(k)}`] : [])),
  );
  return (
    `Kernel ${kernel}, ${flip ? "flipped (convolution)" : "as it is (cross-correlation)"}, window at row ${i}, ` +
    `column ${j}: ${products.join(" + ") || "only products with 0"} = ${number(outputs[i][j])}.`
  );
}

const at = (i, j) => ({ step: clamp(i, 0, ROWS - 1) * COLUMNS + clamp(j, 0, COLUMNS - 1) });

export default {
  name: "sliding_image",
  title: "A kernel slides over an image",
  hint: "Point at a place of the image or of the output, or let the window play; then flip the kernel.",
  height: 262,
  initial: { step: 0, kernel: "left − right", flip: false },
  controls: [
    slider("step", "window", 0, PLACES - 1, { every: 800 }),
    menu("kernel", "kernel", Object.keys(KERNELS)),
    tick("flip", "flip the kernel: convolution instead of cross-correlation"),
  ],
  Drawing: Sliding,
  sentence,
  point(_, { x, y }) {
    if (x < AT.image + 7 * U && y > TOP && y < TOP + 6 * U)
      return at(Math.floor((y - TOP) / U) - 1, Math.floor((x - AT.image) / U) - 1);
    const [i, j] = [Math.floor((y - MIDDLE) / U + ROWS / 2), Math.floor((x - AT.output) / U)];
    return i >= 0 && i < ROWS && j >= 0 && j < COLUMNS ? at(i, j) : null;
  },
  key({ step }, key) {
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
    return move && at(Math.floor(step / COLUMNS) + move[0], (step % COLUMNS) + move[1]);
  },
};
