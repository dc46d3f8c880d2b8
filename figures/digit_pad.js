// 05: a pad to draw on, the shipped LeNet, which reads along, and what goes on inside it.
import { buttons, c, clamp, html, Label, Pixels, range, remembering } from "./runtime/index.js";
import { digits, labels, weights } from "./data/lenet.js";
import { named } from "./parts/article.js";
import { forward, images as unpacked, LARGEST, parameters, rows, softmax } from "./parts/forward.js";
import { asMnist, enlarged, PEN, rasterise } from "./parts/ink.js";
import { Mosaic, mosaic } from "./parts/mosaic.js";

const NEAR = 0.01; // points closer than this to the one before are left out
const STEP = 1 / 28;
const PAD = { x: 8, y: 30, side: 250 };

let shipped = null;
const network = () => (shipped ??= { net: parameters(weights), digits: unpacked(digits) });

// What the network gets, 28 × 28.
export function given({ shown, strokes }) {
  return asMnist(shown < 0 ? rasterise(strokes) : enlarged(network().digits[shown]));
}

export const read = remembering((shown, strokes) => {
  const stages = forward(network().net, given({ shown, strokes }));
  return { ...stages, p: softmax(stages.output) };
});

// The stages as images: while only the pen moves they stay.
const drawn = remembering((shown, strokes) => {
  const stages = read(shown, strokes);
  const table = (values, n) => rows(values, n).map((row) => Array.from(row));
  return Object.fromEntries([
    ["input", table(stages.input, 32)],
    ...LAYERS.map((layer) => [layer.name, mosaic(stages[layer.name], layer)]),
    ...COLUMNS.map(({ name, columns }) => [name, table(stages[name], columns)]),
  ]);
});

// Where each layer is drawn: a unit is a pixel of its maps. Dense layers are one map.
const LAYERS = [
  { name: "C1", said: "6 @ 28 × 28", n: 28, columns: 3, maps: 6, gap: 2, unit: 2, x: 8 },
  { name: "S2", said: "6 @ 14 × 14", n: 14, columns: 3, maps: 6, gap: 1, unit: 3, x: 206 },
  { name: "C3", said: "16 @ 10 × 10", n: 10, columns: 4, maps: 16, gap: 1, unit: 3, x: 357 },
  { name: "S4", said: "16 @ 5 × 5", n: 5, columns: 4, maps: 16, gap: 1, unit: 4, x: 509 },
];
const COLUMNS = [{ name: "F5", columns: 10, units: 120, unit: 5, x: 620 }, { name: "F6", columns: 7, units: 84, unit: 5, x: 680 }];
const TOP = 344;

function Maps({ layer, image }) {
  const { name, said, x } = layer;
  return html`
    <${Label} x=${x} y="312" anchor="start" weight="600">${name}<//>
    <${Label} x=${x} y="330" anchor="start" size="13" ink=${c.muted}>${said}<//>
    <${Mosaic} x=${x} y=${TOP} layout=${layer} image=${image} high=${LARGEST[name]} />`;
}

function Column({ name, columns, units, unit, x, values }) {
  const down = units / columns;
  return html`
    <${Label} x=${x} y="312" anchor="start" weight="600">${name}<//>
    <${Label} x=${x} y="330" anchor="start" size="13" ink=${c.muted}>${units}<//>
    <${Pixels} x=${x} y=${TOP} width=${columns * unit} height=${down * unit} values=${values} high=${LARGEST[name]} ink="blue" />
    <rect x=${x} y=${TOP} width=${columns * unit} height=${down * unit} fill="none" stroke=${c.rule} stroke-width="0.8" />`;
}

function Classes({ p }) {
  const best = p.indexOf(Math.max(...p));
  const [left, room, line] = [456, 196, 25];
  return html`
    <${Label} x="436" y="14" anchor="start">probability of each class<//>
    ${p.map((value, k) => {
      const y = PAD.y + line * (k + 0.5);
      const weight = k === best ? "700" : undefined;
      return html`<${Label} x="440" y=${y} weight=${weight}>${k}<//>
        <rect x=${left} y=${y - 8} width=${room * value} height="16" fill=${k === best ? c.blue : c.muted} />
        ${value >= 0.005 && html`<${Label} x=${left + room * value + 6} y=${y} anchor="start" weight=${weight}>${value > 0.995 ? "> 0.99" : value.toFixed(2)}<//>`}`;
    })}
    <line x1=${left} x2=${left} y1=${PAD.y} y2=${PAD.y + PAD.side} stroke=${c.rule} />`;
}

function Pad({ shown, strokes, pen }) {
  const { x, y, side } = PAD;
  const at = ([a, b]) => `${(x + a * side).toFixed(1)} ${(y + b * side).toFixed(1)}`;
  const path = strokes.map((stroke) => `M${at(stroke[0])}${stroke.map((point) => `L${at(point)}`).join("")}`).join("");
  return html`
    <${Label} x=${x} y="14" anchor="start">draw a digit here<//>
    ${shown >= 0 && html`<${Pixels} x=${x} y=${y} width=${side} values=${network().digits[shown]} ink="blue" />`}
    ${path && html`<path d=${path} fill="none" stroke=${c.blue} stroke-width=${2 * PEN * side} stroke-linecap="round" stroke-linejoin="round" />`}
    ${pen && html`<circle cx=${x + pen.x * side} cy=${y + pen.y * side} r=${PEN * side} fill=${pen.down ? c.red : "none"}
      stroke=${c.red} stroke-width="2" />`}
    <rect class="cn-pad" x=${x} y=${y} width=${side} height=${side} rx="4" fill="none" pointer-events="all" stroke=${c.muted} stroke-width="1.5" />`;
}

function DigitPad({ shown, strokes, pen }) {
  const [images, { p }] = [drawn(shown, strokes), read(shown, strokes)];
  return html`
    <${Pad} shown=${shown} strokes=${strokes} pen=${pen} />
    <${Label} x="282" y="14" anchor="start">the network gets<//>
    <${Pixels} x="282" y=${PAD.y} width="128" values=${images.input} ink="blue" />
    <rect x="282" y=${PAD.y} width="128" height="128" fill="none" stroke=${c.rule} />
    <${Label} x="282" y="176" anchor="start" size="13" ink=${c.muted}>scaled to 20 × 20,<//>
    <${Label} x="282" y="194" anchor="start" size="13" ink=${c.muted}>centred by its mass,<//>
    <${Label} x="282" y="212" anchor="start" size="13" ink=${c.muted}>padded to 32 × 32<//>
    <${Classes} p=${p} />
    ${LAYERS.map((layer) => html`<${Maps} layer=${layer} image=${images[layer.name]} />`)}
    ${COLUMNS.map((layer) => html`<${Column} ...${layer} values=${images[layer.name]} />`)}`;
}

// A probability with two digits, which is never said to be 0 or 1.
const said = (p) => (p < 0.005 ? "under 0.01" : p > 0.995 ? "over 0.99" : p.toFixed(2));

function sentence({ shown, strokes }) {
  if (shown < 0 && !strokes.length)
    return (
      "The pad is empty: these are the network's answers to blank paper. Draw a digit; it is scaled to 20×20 pixels " +
      "and centred by its mass, as in MNIST."
    );
  const { p } = read(shown, strokes);
  const [first, second] = range(10).sort((a, b) => p[b] - p[a]);
  const who = shown < 0 ? "Your drawing" : `Test digit ${shown}, labelled ${labels[shown]},`;
  return `${who} is taken for ${named(first)} (probability ${said(p[first])}; next, ${second} with ${said(p[second])}).`;
}

// Drawing -----------------------------------------------------------------------------------------

const rounded = (v) => Math.round(1000 * clamp(v, 0, 1)) / 1000;
// A stroke takes the place of a test digit: nobody wants the two on top of each other.
const begun = (state, x, y) => ({ shown: -1, strokes: [...(state.shown < 0 ? state.strokes : []), [[rounded(x), rounded(y)]]] });

function continued({ strokes }, x, y) {
  const last = strokes.at(-1);
  const [end, point] = [last.at(-1), [rounded(x), rounded(y)]];
  if (Math.hypot(end[0] - point[0], end[1] - point[1]) < NEAR) return {};
  return { strokes: [...strokes.slice(0, -1), [...last, point]] };
}

function point(state, { x, y, kind }) {
  const [a, b] = [(x - PAD.x) / PAD.side, (y - PAD.y) / PAD.side];
  const inside = a >= 0 && a <= 1 && b >= 0 && b <= 1;
  if (kind === "down" && inside) return { ...begun(state, a, b), pen: null, drawing: true };
  if (kind === "drag" && state.drawing) return continued(state, a, b);
  if (kind === "up") return { drawing: false };
  return null;
}

const WAYS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
  Home: [-1, -1], PageUp: [1, -1], End: [-1, 1], PageDown: [1, 1],
};

function key(state, pressed) {
  const pen = state.pen ?? { x: 0.5, y: 0.3, down: false };
  if (pressed === " ") return { pen: { ...pen, down: !pen.down }, ...(pen.down ? {} : begun(state, pen.x, pen.y)) };
  if (pressed === "Delete" || pressed === "Backspace") return CLEAR;
  const way = WAYS[pressed];
  if (!way) return null;
  const [x, y] = [pen.x + STEP * way[0], pen.y + STEP * way[1]].map((v) => clamp(v, 0.05, 0.95));
  return { pen: { ...pen, x, y }, ...(pen.down ? continued(state, x, y) : {}) };
}

const CLEAR = { shown: -1, strokes: [], pen: null, drawing: false };
const next = ({ last }) => ({ ...CLEAR, shown: (last + 1) % labels.length, last: (last + 1) % labels.length });

export default {
  name: "digit_pad",
  title: "Draw a digit",
  hint: "Draw with mouse, finger or keys: arrows, Home, End, Page move the pen, space lowers it.",
  height: 484,
  initial: { ...CLEAR, shown: 0, last: 0 },
  controls: [buttons("pad", { Clear: () => CLEAR, "Next test digit": next })],
  drags: true,
  Drawing: DigitPad,
  sentence,
  point,
  key,
};
