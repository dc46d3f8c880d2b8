// 05: one unit of C1 or C3 of the shipped LeNet: its windows, its kernels, their products, its sum.
import { c, choice, clamp, Frame, html, Label, number, Pixels, range, remembering, slider } from "./runtime/index.js";
import { digits, labels, weights } from "./data/convolutions.js";
import { features, images, LARGEST, parameters, rows } from "./parts/forward.js";

let shipped = null;
const network = () => (shipped ??= { net: parameters(weights), digits: images(digits) });
const computed = remembering((digit) => features(network().net, network().digits[digit]));

// What a layer reads and makes: sides of maps, their numbers, and the places of their drawings.
const LAYERS = {
  C1: { from: "input", inputs: 1, n: 32, maps: 6, side: 28, reads: { columns: 1, unit: 5 }, makes: { columns: 3, unit: 2 }, large: 6 },
  C3: { from: "S2", inputs: 6, n: 14, maps: 16, side: 10, reads: { columns: 3, unit: 5 }, makes: { columns: 4, unit: 4 }, large: 17 },
};
const [TOP, READS, MAKES, LARGE, GAP] = [30, 8, 266, 494, 5];

// Map number `map` of a stage, or a kernel, as rows: the same each time, so that its image is, too.
const tables = new WeakMap();
function table(values, map, n) {
  if (!tables.has(values)) tables.set(values, []);
  const all = tables.get(values);
  return (all[map] ??= rows(values.subarray(map * n * n, (map + 1) * n * n), n).map((row) => Array.from(row)));
}

// The terms of a unit, [{ window, kernel }] for each input map, its bias, its sum and what ReLU makes of it.
export const unit = ({ digit, layer, map, i, j }) => added(digit, layer, map, i, j);
const added = remembering((digit, layer, map, i, j) => {
  const { from, inputs, n } = LAYERS[layer];
  const below = computed(digit)[from];
  const { W, b } = network().net[layer];
  const terms = range(inputs).map((channel) => {
    const window = table(below, channel, n).slice(i, i + 5).map((row) => row.slice(j, j + 5));
    const kernel = table(W, map * inputs + channel, 5);
    const products = window.map((row, p) => row.map((x, q) => x * kernel[p][q]));
    return { window, kernel, products, sum: products.flat().reduce((a, v) => a + v, 0) };
  });
  const z = terms.reduce((sum, term) => sum + term.sum, b[map]);
  return { terms, bias: b[map], z, y: Math.max(z, 0) };
});

const place = (map, { columns, unit: size }, side, left) => ({
  x: left + (map % columns) * (side * size + GAP),
  y: TOP + Math.floor(map / columns) * (side * size + GAP),
  width: side * size,
});

const Image = ({ x, y, width, values, high }) => html`<${Pixels} x=${x} y=${y} width=${width} values=${values} high=${high} blue />
  <rect x=${x} y=${y} width=${width} height=${width} fill="none" stroke=${c.rule} stroke-width="0.8" />`;

function Maps({ digit, layer, map, i, j }) {
  const { from, inputs, n, maps, side, reads, makes, large } = LAYERS[layer];
  const stages = computed(digit);
  return html`
    <${Label} x=${READS} y="14" anchor="start">${from === "input" ? "the input" : "the six maps of S2"}<//>
    ${range(inputs).map((channel) => {
      const at = place(channel, reads, n, READS);
      return html`<${Image} ...${at} values=${table(stages[from], channel, n)} high=${LARGEST[from]} />
        <${Frame} key=${`window ${channel}`} x=${at.x + j * reads.unit} y=${at.y + i * reads.unit} width=${5 * reads.unit} color=${c.orange} />`;
    })}
    <${Label} x=${MAKES} y="14" anchor="start">the maps of ${layer}<//>
    ${range(maps).map((each) => html`<${Image} ...${place(each, makes, side, MAKES)} values=${table(stages[layer], each, side)} high=${LARGEST[layer]} />`)}
    <${Frame} key="map" ...${place(map, makes, side, MAKES)} color=${c.ink} />
    <${Label} x=${LARGE} y="14" anchor="start">map ${map}, unit (${i}, ${j})<//>
    <${Image} x=${LARGE} y=${TOP} width=${side * large} values=${table(stages[layer], map, side)} high=${LARGEST[layer]} />
    <${Frame} key="unit" x=${LARGE + j * large - 1} y=${TOP + i * large - 1} width=${large + 2} color=${c.orange} />`;
}

// Numbers in squares: the deeper the colour, the larger; purple is negative.
function Numbers({ x, y, size, values, high, color, written }) {
  const side = 5 * size;
  const lines = range(6).map((k) => `M${x} ${y + k * size}h${side}M${x + k * size} ${y}v${side}`);
  return html`${values.map((row, p) => row.map((value, q) => {
    const share = Math.min(Math.abs(value) / high, 1);
    return html`<rect x=${x + q * size} y=${y + p * size} width=${size} height=${size} fill=${value < 0 ? c.purple : color}
        fill-opacity=${(written ? 0.45 * share : share).toFixed(2)} />
      ${written && html`<${Label} x=${x + (q + 0.5) * size} y=${y + (p + 0.5) * size} size="12">${short(value).replace("0.", ".")}<//>`}`;
  }))}
  <path d=${lines.join("")} fill="none" stroke=${c.rule} stroke-width="0.8" />`;
}

const short = (value) => (Math.abs(value) < 0.005 ? "0" : number(value.toFixed(2)));
const BASE = 236;

function Total({ x, y, found, parts }) {
  const line = (i) => y + 24 * i;
  return html`
    <${Label} x=${x} y=${line(0)} anchor="start">${parts}: ${short(found.z - found.bias)}<//>
    <${Label} x=${x} y=${line(1)} anchor="start">bias: ${short(found.bias)}<//>
    <${Label} x=${x} y=${line(2)} anchor="start">together: ${short(found.z)}<//>
    <${Label} x=${x} y=${line(3)} anchor="start" weight="600" ink=${c.blueInk}>ReLU: ${short(found.y)}<//>`;
}

function One({ found }) {
  const [{ window, kernel, products }] = found.terms;
  const [size, y, pitch] = [36, BASE + 18, 200];
  const parts = [["window", window, 1, c.blue], ["kernel", kernel, 0.8, c.orange], ["products", products, 0.8, c.green]];
  return html`
    ${parts.map(([name, values, high, color], at) => html`
      <${Label} x=${8 + pitch * at} y=${BASE + 4} anchor="start">${name}<//>
      <${Numbers} x=${8 + pitch * at} y=${y} size=${size} values=${values} high=${high} color=${color} written />
      ${at > 0 && html`<${Label} x=${pitch * at - 2} y=${y + 2.5 * size} size="18">${at === 1 ? "·" : "="}<//>`}`)}
    <${Total} x="604" y=${y + 54} found=${found} parts="sum" />`;
}

function Six({ found }) {
  const [size, pitch, left] = [10, 78, 82];
  const lines = [["windows", "window", LARGEST.S2, c.blue], ["kernels", "kernel", 0.4, c.orange], ["products", "products", 0.6, c.green]];
  const y = (at) => BASE + 4 + 58 * at;
  return html`
    ${lines.map(([name, key, high, color], at) => html`
      <${Label} x="8" y=${y(at) + 25} anchor="start">${name}<//>
      ${found.terms.map((term, channel) => html`<${Numbers} x=${left + pitch * channel} y=${y(at)} size=${size} values=${term[key]}
        high=${high} color=${color} />`)}`)}
    <${Label} x="8" y=${y(3) + 10} anchor="start">sums<//>
    ${found.terms.map(({ sum }, channel) => html`<${Label} x=${left + pitch * channel + 25} y=${y(3) + 10}>${short(sum)}<//>
      ${channel > 0 && html`<${Label} x=${left + pitch * channel - 14} y=${y(3) + 10} ink=${c.muted}>+<//>`}`)}
    <${Total} x="566" y=${y(1) - 8} found=${found} parts="six sums" />`;
}

function Unit(state) {
  const found = unit(state);
  return html`<${Maps} ...${state} />
    ${state.layer === "C1" ? html`<${One} found=${found} />` : html`<${Six} found=${found} />`}`;
}

function sentence(state) {
  const { digit, layer, map, i, j } = state;
  const { z, y, bias } = unit(state);
  const count = layer === "C1" ? "25 products" : "6 · 25 = 150 products";
  return (
    `Test digit ${digit}, a ${labels[digit]}. Unit (${i}, ${j}) of map ${map} of ${layer}: ${count} add up to ${short(z - bias)}; ` +
    `with the bias ${short(bias)} that is ${short(z)}, and ReLU makes it ${short(y)}.`
  );
}

function point({ layer, map }, { x, y, kind }) {
  if (kind !== "down" && kind !== "drag") return null;
  const { maps, side, makes, large } = LAYERS[layer];
  const within = (left, width) => left <= x && x < left + width && y >= TOP;
  if (within(LARGE, side * large)) {
    const [i, j] = [y - TOP, x - LARGE].map((d) => Math.floor(d / large));
    return i < side ? { i, j } : null;
  }
  for (const each of range(maps)) {
    const at = place(each, makes, side, MAKES);
    const [i, j] = [y - at.y, x - at.x].map((d) => Math.floor(d / makes.unit));
    if (Math.min(i, j) >= 0 && Math.max(i, j) < side) return { map: each, i, j };
  }
  return null;
}

const WAYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export default {
  name: "lenet_unit",
  title: "One unit of C1 or C3",
  hint: "Click a pixel of a map, or move with the arrow keys: which sum stands behind it?",
  height: 438,
  initial: { digit: 3, layer: "C1", map: 4, i: 8, j: 14 },
  controls: [
    choice("layer", "layer", ["C1", "C3"]),
    slider("map", "map", 0, ({ layer }) => LAYERS[layer].maps - 1),
    slider("digit", "test digit", 0, labels.length - 1, { show: (value) => `${value}: a ${labels[value]}` }),
  ],
  drags: true,
  settle: ({ layer, map, i, j }, changed) => {
    const { maps, side } = LAYERS[layer];
    const half = changed === "layer" ? 4 : null; // the middle of what was seen is beyond the smaller map
    return { map: Math.min(map, maps - 1), i: half ?? clamp(i, 0, side - 1), j: half ?? clamp(j, 0, side - 1) };
  },
  Drawing: Unit,
  sentence,
  point,
  key(state, pressed) {
    const way = WAYS[pressed];
    if (!way) return null;
    const { side } = LAYERS[state.layer];
    return { i: clamp(state.i + way[0], 0, side - 1), j: clamp(state.j + way[1], 0, side - 1) };
  },
};
