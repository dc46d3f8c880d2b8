// LeNet's layers: what the pictures of notebook 05 count and draw.
import { c, html, Label, range } from "../runtime/index.js";

export const MEASURES = ["units", "connections", "weights"];

// The layers of a network like LeNet, from C1 to the output; `side` is 1 where a layer is dense.
// Connections are multiplies in a forward pass; the four inputs of a pooling window count. Biases
// are not counted.
export function rows({ side = 32, maps1 = 6, maps2 = 16, k = 5 } = {}) {
  const layers = [];
  let [at, below] = [side, 1];
  for (const maps of [maps1, maps2]) {
    at -= k - 1;
    const weights = maps * below * k ** 2;
    const units = maps * at ** 2;
    layers.push({ name: `C${layers.length + 1}`, maps, side: at, units, connections: weights * at ** 2, weights, below, k });
    at = Math.floor(at / 2);
    const pooled = maps * at ** 2;
    layers.push({ name: `S${layers.length + 1}`, maps, side: at, units: pooled, connections: 4 * pooled, weights: 0, k: 2 });
    below = maps;
  }
  below *= at ** 2;
  for (const [name, units] of [["F5", 120], ["F6", 84], ["output", 10]]) {
    layers.push({ name, maps: units, side: 1, units, connections: below * units, weights: below * units, below });
    below = units;
  }
  return layers;
}

export const isDense = (row) => row.side === 1 && !/^[CS]/.test(row.name);
export const hue = (row) => ({ C: "blue", S: "green" })[row.name[0]] ?? "orange";
export const total = (layers, measure) => layers.reduce((sum, row) => sum + row[measure], 0);
export const thousands = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

export function percent(share) {
  if (share > 0 && share < 0.001) return "< 0.1 %";
  return share ? `${(100 * share).toFixed(1)} %` : "0";
}

// LeNet drawn: maps as stacks, dense layers as columns ------------------------------------------

export const LAYERS = [{ name: "input", maps: 1, side: 32 }, ...rows()];
export const CENTRES = [54, 160, 264, 361, 450, 526, 593, 664];
export const SCALE = 2.5; // units a pixel
const [MIDDLE, STEP] = [124, 2.2]; // the latter is how far each map of a stack is moved
const COLUMN = (maps) => 26 + 0.9 * maps; // its height

// The front map of a stack, or the column of a dense layer.
export function front(layer) {
  const { maps, side } = LAYERS[layer];
  if (side === 1) return { x: CENTRES[layer] - 7, y: MIDDLE - COLUMN(maps) / 2, width: 14, height: COLUMN(maps) };
  const [size, shift] = [side * SCALE, (STEP * (maps - 1)) / 2];
  return { x: CENTRES[layer] - size / 2 + shift, y: MIDDLE - size / 2 + shift, width: size, height: size };
}

// The layer that is pointed at, or null.
export function layerAt({ x, y }, bottom) {
  if (y > bottom) return null;
  const distances = CENTRES.map((centre) => Math.abs(x - centre));
  const nearest = distances.indexOf(Math.min(...distances));
  return distances[nearest] < 55 ? nearest : null;
}

const face = (layer) => (layer ? c[`${hue(LAYERS[layer])}Pale`] : c.paper);
const KIND = { C: ["5 × 5", "convolution"], S: ["2 × 2", "pooling"] };

export function Network({ chosen }) {
  return LAYERS.map(({ name, maps, side }, layer) => {
    const [x, at, meant] = [CENTRES[layer], front(layer), layer === chosen];
    const edge = meant ? c.ink : c.muted;
    const behind = side > 1 ? range(maps) : [0];
    const kind = layer && (KIND[name[0]] ?? ["dense", ""]);
    const between = layer && (CENTRES[layer - 1] + x) / 2;
    const arrow = layer > 4 && { from: front(layer - 1), to: at.x - 4 };
    return html`<g>
      <${Label} x=${x} y="14" weight=${meant ? "700" : undefined}>${name}<//>
      <${Label} x=${x} y="33" size="13" ink=${c.muted}>${side > 1 ? `${maps} @ ${side}×${side}` : maps}<//>
      ${behind.map((i) => {
        const back = STEP * (behind.length - 1 - i);
        return html`<rect x=${at.x - back} y=${at.y - back} width=${at.width} height=${at.height}
          fill=${face(layer)} stroke=${edge} stroke-width=${meant ? 1.4 : 0.8} />`;
      })}
      ${arrow && html`<line x1=${arrow.from.x + arrow.from.width + 4} x2=${arrow.to} y1=${MIDDLE} y2=${MIDDLE} stroke=${c.muted} />
        <path d=${`M${arrow.to - 6} ${MIDDLE - 4}L${arrow.to} ${MIDDLE}L${arrow.to - 6} ${MIDDLE + 4}`} fill="none" stroke=${c.muted} />`}
      ${layer > 0 && html`<${Label} x=${between} y="203" size="12" ink=${c.muted}>${kind[0]}<//>
        <${Label} x=${between} y="219" size="12" ink=${c.muted}>${kind[1]}<//>`}
    </g>`;
  });
}

export const SHAPES = `LeNet: ${LAYERS.map(({ name, maps, side }) => `${name} ${maps}${side > 1 ? `@${side}×${side}` : ""}`).join(" → ")}.`;
