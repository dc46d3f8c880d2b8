// 05: LeNet from the image to the ten classes, and what one unit of a layer sees of those before it.
import { c, clamp, Frame, html, Label } from "./runtime/index.js";
import { CENTRES, front, isDense, LAYERS, layerAt, Network, SCALE, SHAPES } from "./parts/lenet.js";

// The windows that a unit of a layer sees, [{ start, size }] from the input to itself; null: all.
export function seen(layer) {
  if (isDense(LAYERS[layer])) return LAYERS.map((_, i) => (i < layer ? null : { start: 0, size: 1 })).slice(0, layer + 1);
  const windows = [{ start: Math.floor((LAYERS[layer].side - 1) / 2), size: 1 }];
  for (let i = layer; i > 0; i -= 1) {
    const { start, size } = windows[0];
    const pools = LAYERS[i].name[0] === "S";
    windows.unshift(pools ? { start: 2 * start, size: 2 * size } : { start, size: size + LAYERS[i].k - 1 });
  }
  return windows;
}

function place(layer, window) {
  const map = front(layer);
  if (!window || LAYERS[layer].side === 1) return map;
  const size = window.size * SCALE;
  return { x: map.x + window.start * SCALE, y: map.y + window.start * SCALE, width: size, height: size };
}

function Structure({ layer }) {
  const windows = seen(layer);
  const places = windows.map((window, i) => place(i, window));
  return html`
    <${Network} chosen=${layer} />
    ${places.slice(0, -1).map((from, i) => {
      const to = places[i + 1];
      const [x1, x2] = [from.x + from.width, to.x];
      return html`<path d=${`M${x1} ${from.y}L${x2} ${to.y}M${x1} ${from.y + from.height}L${x2} ${to.y + to.height}`}
        stroke=${c.ink} stroke-width="0.9" fill="none" />`;
    })}
    ${places.map((at, i) => html`<${Frame} key=${LAYERS[i].name} ...${at} color=${c.ink} thick="1.6"
      fill=${i === layer ? c.ink : windows[i] ? c.paper : "none"} />`)}
    <line x1="8" x2="712" y1="238" y2="238" stroke=${c.faint} />
    ${LAYERS.map(({ side, maps }, i) => {
      if (i > layer) return null;
      const size = windows[i]?.size;
      const words = i === layer ? "one unit" : windows[i] ? `${size} × ${size}` : "all";
      return html`<${Label} x=${CENTRES[i]} y="256" weight=${i === layer ? "600" : undefined}>${words}<//>`;
    })}`;
}

function sentence({ layer }) {
  const { name } = LAYERS[layer];
  const windows = seen(layer);
  if (!windows[0]) return `${SHAPES} A unit of ${name === "output" ? "the output" : name} sees the whole image.`;
  const steps = windows.slice(0, -1).map(({ size }, i) => `${size} × ${size} of ${LAYERS[i].name === "input" ? "the input" : LAYERS[i].name}`);
  return `${SHAPES} A unit of ${name} sees ${steps.reverse().join(", by them ")}.`;
}

const moved = (state, by) => ({ layer: clamp(state.layer + by, 1, LAYERS.length - 1) });

export default {
  name: "lenet_structure",
  title: "LeNet, layer by layer",
  hint: "Point at a layer, or press ← and →: what does one of its units see of the layers before?",
  height: 272,
  initial: { layer: 1 },
  Drawing: Structure,
  sentence,
  point: (_, at) => {
    const layer = layerAt(at, 226);
    return layer ? { layer } : null;
  },
  key(state, key) {
    if (key === "ArrowRight" || key === "ArrowDown") return moved(state, 1);
    if (key === "ArrowLeft" || key === "ArrowUp") return moved(state, -1);
    return null;
  },
};
