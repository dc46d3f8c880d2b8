// 03: nine weights to edit, and what they make of an image.
import { c, clamp, fields, Frame, html, Label, menu, number, Pixels, range, remembering, Table, tick } from "./runtime/index.js";

// Other weights than the four filters that 03.9 asks about: those are in four_filters.js.
export const PRESETS = {
  identity: [0, 0, 0, 0, 1, 0, 0, 0, 0],
  shift: [0, 0, 0, 0, 0, 1, 0, 0, 0],
  blur: [0.11, 0.11, 0.11, 0.11, 0.12, 0.11, 0.11, 0.11, 0.11],
  sharpen: [0, -1, 0, -1, 5, -1, 0, -1, 0],
  Laplacian: [-1, -1, -1, -1, 8, -1, -1, -1, -1],
  Sobel: [1, 2, 1, 0, 0, 0, -1, -2, -1],
};
const OWN = "my own";
const SIDE = 72;

// A disk, a square, stripes, a thin line and a slowly brightening sky.
function scene() {
  return range(SIDE).map((y) =>
    range(SIDE).map((x) => {
      if (x === 54 && y >= 8 && y < 32) return 1;
      if (y >= 12 && y < 14 && x >= 42 && x < 68) return 0;
      if (x > 40 && y > 38 && Math.floor((x + y) / 4) % 2 === 0) return 0.85;
      if (y >= 42 && y < 64 && x >= 8 && x < 30) return 0.1;
      if ((x - 20) ** 2 + (y - 20) ** 2 < 144) return 0.95;
      return 0.35 + (0.4 * x) / 71;
    }),
  );
}

// The same noise every time: sums of twelve draws of a small generator, which look normal.
function noisy(image) {
  let seed = 3;
  const draw = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const normal = () => range(12).reduce((sum) => sum + draw(), -6);
  return image.map((row) => row.map((value) => clamp(value + 0.12 * normal(), 0, 1)));
}

export const IMAGES = {
  scene: scene(),
  "scene with noise": noisy(scene()),
  "ramp, brighter downwards": range(SIDE).map((y) => Array(SIDE).fill(y / 71)),
  "one bright point": range(9).map((y) => range(9).map((x) => (x === 4 && y === 4 ? 1 : 0))),
};

// The weights as they lie on the image.
export const lying = ({ K, flip }) => (flip ? [...K].reverse() : K);

// The valid part of the result.
export function filtered(image, used) {
  const size = image.length - 2;
  const result = range(size).map(() => Array(size).fill(0));
  used.forEach((k, at) => {
    if (!k) return;
    const [u, v] = [Math.floor(at / 3), at % 3];
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j < size; j += 1) result[i][j] += k * image[i + u][j + v];
  });
  return result;
}

// Result, range of grey and extremes of a state's image.
const worked = remembering((K, image, flip) => {
  const used = lying({ K, flip });
  const result = filtered(IMAGES[image], used);
  const all = result.flat();
  return { used, result, grey: greyScale(K, result), low: Math.min(...all), high: Math.max(...all) };
});

// What is drawn black and what white: 0 is grey for a filter with gain 0.
export function greyScale(K, result) {
  const gain = K.reduce((sum, k) => sum + k, 0);
  const size = K.reduce((sum, k) => sum + Math.abs(k), 0);
  if (Math.abs(gain) > 0.02 * size) return [Math.min(gain, 0), Math.max(gain, 0)];
  const largest = Math.max(...result.flat().map(Math.abs));
  return largest > 1e-9 ? [-largest, largest] : [-1, 1];
}

const [BEFORE, AFTER, TOP, WIDE, U] = [8, 462, 36, 250, 54];
const MIDDLE = 360;

function Editor(state) {
  const { image, flip, row, column } = state;
  const values = IMAGES[image];
  const { used, result, grey } = worked(state.K, image, flip);
  const [low, high] = grey;
  const cell = WIDE / values.length;
  const inner = WIDE / result.length;
  const largest = Math.max(...used.map(Math.abs), 1e-9);
  const table = range(3).map((u) => used.slice(3 * u, 3 * u + 3));
  const face = (u, v) => (Math.abs(table[u][v]) < 0.02 * largest ? c.paper : table[u][v] > 0 ? c.orangePale : c.purplePale);
  return html`
    <${Label} x=${BEFORE} y="16" anchor="start">${image}<//>
    <${Label} x=${AFTER} y="16" anchor="start">result<//>
    <${Label} x=${MIDDLE} y=${TOP + 125 - 1.5 * U - 16}>${flip ? "weights, flipped" : "weights"}<//>
    <${Pixels} x=${BEFORE} y=${TOP} width=${WIDE} values=${values} />
    <${Pixels} x=${AFTER} y=${TOP} width=${WIDE} values=${result} low=${low} high=${high} />
    <${Table} x=${MIDDLE - 1.5 * U} y=${TOP + 125 - 1.5 * U} unit=${U} values=${table} face=${face} size="16" />
    ${row !== null && html`
      <${Frame} key="window" x=${BEFORE + column * cell} y=${TOP + row * cell} width=${3 * cell} color=${c.red} thick="2" />
      <${Frame} key="place" x=${AFTER + column * inner} y=${TOP + row * inner} width=${inner} color=${c.red} thick="2" />
      <${Label} x=${MIDDLE} y=${TOP + 125 + 1.5 * U + 22} ink=${c.redInk} weight="600">gives ${number(rounded(result[row][column]))}<//>`}`;
}

const rounded = (value) => Math.round(100 * value) / 100;

function sentence(state) {
  const { K, image, flip, row, column } = state;
  const { used, result, grey: scale, ...extremes } = worked(K, image, flip);
  const [black, white] = scale.map((v) => number(rounded(v)));
  const rows = range(3).map((u) => `(${used.slice(3 * u, 3 * u + 3).map((k) => number(rounded(k))).join(" ")})`);
  const gain = K.reduce((sum, k) => sum + k, 0);
  const [sum, low, high] = [gain, extremes.low, extremes.high].map((v) => number(rounded(v)));
  const grey = black.startsWith("−") && white !== "0" ? ", 0 grey" : "";
  const here = row === null ? "" : ` At row ${row}, column ${column} it is ${number(rounded(result[row][column]))}.`;
  return (
    `Weights, row by row: ${rows.join(", ")}; sum ${sum}. On the image “${image}” the result of the ` +
    `${flip ? "convolution (flipped)" : "cross-correlation"} runs from ${low} to ${high}; ${black} is black, ` +
    `${white} white${grey}.${here}`
  );
}

// An editor whose presets are these; the first one is shown first.
export const editor = (presets, name, title) => ({
  name,
  title,
  hint: "Choose a preset or type weights; point at a place of the result to see what it was made of.",
  height: 300,
  initial: { preset: Object.keys(presets)[0], K: Object.values(presets)[0], image: "scene", flip: false, row: null, column: null },
  controls: [
    menu("preset", "preset", [...Object.keys(presets), OWN]),
    fields("K", "weights", 3, 0.5),
    menu("image", "image", Object.keys(IMAGES)),
    tick("flip", "flip the kernel: convolution instead of cross-correlation"),
  ],
  Drawing: Editor,
  sentence,
  settle(state, changed) {
    const patch = {};
    if (changed === "preset" && presets[state.preset]) patch.K = presets[state.preset];
    if (changed === "K") patch.preset = OWN;
    if (changed === "image") Object.assign(patch, { row: null, column: null });
    return patch;
  },
  point({ image }, { x, y }) {
    const size = IMAGES[image].length - 2;
    const left = x < MIDDLE ? BEFORE : AFTER;
    if (y < TOP || y > TOP + WIDE || x < left || x > left + WIDE) return null;
    const shift = left === BEFORE ? 1 : 0;
    const cell = WIDE / (left === BEFORE ? size + 2 : size);
    const at = (value) => clamp(Math.floor(value / cell) - shift, 0, size - 1);
    return { row: at(y - TOP), column: at(x - left) };
  },
  key({ image, row, column }, key) {
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
    if (!move) return null;
    const last = IMAGES[image].length - 3;
    const middle = Math.floor(last / 2);
    return { row: clamp((row ?? middle) + move[0], 0, last), column: clamp((column ?? middle) + move[1], 0, last) };
  },
});

export default editor(PRESETS, "kernel_editor", "Nine weights, and what they make of an image");
