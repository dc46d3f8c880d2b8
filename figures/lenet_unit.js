// 05: one unit of C1 or C3 of the shipped LeNet: its windows, its kernels, their products, its sum.
import { c, choice, clamp, Frame, html, Label, number, range, remembering, slider } from "./runtime/index.js";
import { digits, labels, weights } from "./data/convolutions.js";
import { named } from "./parts/article.js";
import { features, images, LARGEST, parameters, rows } from "./parts/forward.js";
import { Mosaic, mosaic, place } from "./parts/mosaic.js";

let shipped = null;
const network = () => (shipped ??= { net: parameters(weights), digits: images(digits) });
const computed = remembering((digit) => features(network().net, network().digits[digit]));

// What a layer reads and makes, and how the numbers of one of its units are laid out.
const one = (n, unit) => ({ maps: 1, n, columns: 1, gap: 0, unit });
const LAYERS = {
  C1: {
    from: "input", inputs: 1, side: 28, maps: 6, numbers: one(5, 36), large: one(28, 6),
    reads: one(32, 5), makes: { maps: 6, n: 28, columns: 3, gap: 2, unit: 2 },
  },
  C3: {
    from: "S2", inputs: 6, side: 10, maps: 16, numbers: { maps: 6, n: 5, columns: 6, gap: 3, unit: 10 }, large: one(10, 17),
    reads: { maps: 6, n: 14, columns: 3, gap: 1, unit: 5 }, makes: { maps: 16, n: 10, columns: 4, gap: 1, unit: 4 },
  },
};
const [TOP, READS, MAKES, LARGE] = [30, 8, 266, 494];

// The maps that a layer reads and makes as images, and one of them alone.
const below = remembering((digit, layer) => mosaic(computed(digit)[LAYERS[layer].from], LAYERS[layer].reads));
const above = remembering((digit, layer) => mosaic(computed(digit)[layer], LAYERS[layer].makes));
const alone = remembering((digit, layer, map) => {
  const { side } = LAYERS[layer];
  return mosaic(computed(digit)[layer].subarray(map * side ** 2, (map + 1) * side ** 2), LAYERS[layer].large);
});

// The terms of a unit, [{ window, kernel }] for each input map, its bias, its sum and what ReLU makes of it.
export const unit = ({ digit, layer, map, i, j }) => added(digit, layer, map, i, j);
const added = remembering((digit, layer, map, i, j) => {
  const { from, inputs, reads } = LAYERS[layer];
  const { W, b } = network().net[layer];
  const maps = rows(computed(digit)[from], reads.n);
  const terms = range(inputs).map((channel) => {
    const window = maps.slice(reads.n * channel + i, reads.n * channel + i + 5).map((row) => Array.from(row.subarray(j, j + 5)));
    const kernel = rows(W.subarray(25 * (map * inputs + channel), 25 * (map * inputs + channel + 1)), 5).map((row) => Array.from(row));
    const products = window.map((row, p) => row.map((x, q) => x * kernel[p][q]));
    return { window, kernel, products, sum: products.flat().reduce((a, v) => a + v, 0) };
  });
  const z = terms.reduce((sum, term) => sum + term.sum, b[map]);
  return { terms, bias: b[map], z, y: Math.max(z, 0) };
});

// The windows, kernels and products of a unit as images.
const drawn = remembering((found, layout) => {
  const image = (key) => mosaic(found.terms.flatMap((term) => term[key].flat()), layout);
  return { window: image("window"), kernel: image("kernel"), products: image("products") };
});

const Head = ({ x, children }) => html`<${Label} x=${x} y="14" anchor="start">${children}<//>`;

function Maps({ digit, layer, map, i, j }) {
  const { from, inputs, reads, makes, large } = LAYERS[layer];
  return html`
    <${Head} x=${READS}>${from === "input" ? "the input" : "the six maps of S2"}<//>
    <${Mosaic} x=${READS} y=${TOP} layout=${reads} image=${below(digit, layer)} high=${LARGEST[from]} />
    ${range(inputs).map((channel) => {
      const at = place(channel, reads, READS, TOP);
      return html`<${Frame} key=${`window ${channel}`} x=${at.x + j * reads.unit} y=${at.y + i * reads.unit} width=${5 * reads.unit} color=${c.orange} />`;
    })}
    <${Head} x=${MAKES}>the maps of ${layer}<//>
    <${Mosaic} x=${MAKES} y=${TOP} layout=${makes} image=${above(digit, layer)} high=${LARGEST[layer]} />
    <${Frame} key="map" ...${place(map, makes, MAKES, TOP)} color=${c.ink} />
    <${Head} x=${LARGE}>map ${map}, unit (${i}, ${j})<//>
    <${Mosaic} x=${LARGE} y=${TOP} layout=${large} image=${alone(digit, layer, map)} high=${LARGEST[layer]} />
    <${Frame} key="unit" x=${LARGE + j * large.unit - 1} y=${TOP + i * large.unit - 1} width=${large.unit + 2} color=${c.orange} />`;
}

// Numbers in squares: the deeper the colour, the larger; purple is negative. Behind figures it is paler.
function Numbers({ x, y, layout, image, high, ink, written }) {
  const whole = written ? high / 0.45 : high;
  const { unit: size } = layout;
  return html`<${Mosaic} x=${x} y=${y} layout=${layout} image=${image} low=${ink === "blue" ? 0 : -whole} high=${whole} ink=${ink} inner />
    ${written && image.map((row, p) => row.map((value, q) => html`<${Label} x=${x + (q + 0.5) * size} y=${y + (p + 0.5) * size}
      size="12">${short(value).replace("0.", ".")}<//>`))}`;
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
  const layout = LAYERS.C1.numbers;
  const [y, pitch] = [BASE + 18, 200];
  const parts = [["window", 1, "blue"], ["kernel", 0.8, "orange"], ["products", 0.8, "green"]];
  return html`
    ${parts.map(([name, high, ink], at) => html`
      <${Label} x=${8 + pitch * at} y=${BASE + 4} anchor="start">${name}<//>
      <${Numbers} x=${8 + pitch * at} y=${y} layout=${layout} image=${drawn(found, layout)[name]} high=${high} ink=${ink} written />
      ${at > 0 && html`<${Label} x=${pitch * at - 2} y=${y + 2.5 * layout.unit} size="18">${at === 1 ? "·" : "="}<//>`}`)}
    <${Total} x="604" y=${y + 54} found=${found} parts="sum" />`;
}

function Six({ found }) {
  const layout = LAYERS.C3.numbers;
  const [pitch, left] = [(layout.n + layout.gap) * layout.unit, 82];
  const lines = [["windows", "window", LARGEST.S2, "blue"], ["kernels", "kernel", 0.4, "orange"], ["products", "products", 0.6, "green"]];
  const y = (at) => BASE + 4 + 58 * at;
  return html`
    ${lines.map(([name, key, high, ink], at) => html`
      <${Label} x="8" y=${y(at) + 25} anchor="start">${name}<//>
      <${Numbers} x=${left} y=${y(at)} layout=${layout} image=${drawn(found, layout)[key]} high=${high} ink=${ink} />`)}
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
    `Test digit ${digit}, ${named(labels[digit])}. Unit (${i}, ${j}) of map ${map} of ${layer}: ${count} add up to ${short(z - bias)}; ` +
    `with the bias ${short(bias)} that is ${short(z)}, and ReLU makes it ${short(y)}.`
  );
}

function point({ layer, map }, { x, y, kind }) {
  if (kind !== "down" && kind !== "drag") return null;
  const { maps, side, makes, large } = LAYERS[layer];
  const within = (left, width) => left <= x && x < left + width && y >= TOP;
  if (within(LARGE, side * large.unit)) {
    const [i, j] = [y - TOP, x - LARGE].map((d) => Math.floor(d / large.unit));
    return i < side ? { i, j } : null;
  }
  for (const each of range(maps)) {
    const at = place(each, makes, MAKES, TOP);
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
    slider("digit", "test digit", 0, labels.length - 1, { show: (value) => `${value}: ${named(labels[value])}` }),
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
