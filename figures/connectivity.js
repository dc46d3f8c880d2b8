// 03: dense, locally connected and convolutional layers side by side: their lines on a signal, and
// their weights on an image, a dot each, all three to one scale.
import { c, choice, html, Label, range, slider } from "./runtime/index.js";

const KINDS = ["dense", "locally connected", "convolutional"];
const SHOWN = ["all", "one output", "one input"];

// Weights of the three layers on a signal of n (or an image of n × n), valid part.
export function weights(n, k, filters, dimensions = 1) {
  const [inputs, window] = [n ** dimensions, k ** dimensions];
  const outputs = filters * (n - k + 1) ** dimensions;
  return [inputs * outputs, window * outputs, window * filters];
}

// The lines of a layer: [{ input, place, filter, m }], m the index of a shared weight.
export function lines(kind, { n, k, filters }) {
  return range(filters).flatMap((filter) =>
    range(n - k + 1).flatMap((place) =>
      range(n)
        .map((input) => ({ input, place, filter, m: input - place }))
        .filter(({ m }) => kind === "dense" || (0 <= m && m < k)),
    ),
  );
}

const HUES = ["blue", "orange", "green", "red", "purple"];
const COLUMN = (i) => 122 + 238 * i; // the middle
const [WIDE, OUTPUTS, INPUTS, GROUND, ROOM] = [200, 52, 176, 468, 208];
const thousands = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

function Layer({ kind, middle, state }) {
  const { n, k, filters, show } = state;
  const places = n - k + 1;
  const step = WIDE / (n - 1);
  const x = (input) => middle + (input - (n - 1) / 2) * step;
  // Each output stands above the middle of its window, the second filter's beside the first's.
  const above = ({ place, filter }) => x(place + (k - 1) / 2) + 0.44 * step * (filter - (filters - 1) / 2);
  const marked = { place: Math.floor(places / 2), input: Math.floor(n / 2) };
  const seen = ({ place, filter, input }) =>
    show === "all" || (show === "one output" ? place === marked.place && !filter : input === marked.input);
  const shared = kind === "convolutional";
  const all = lines(kind, state).sort((a, b) => seen(a) - seen(b));
  const ring = (cx, cy) => html`<circle cx=${cx} cy=${cy} r="9" fill="none" stroke=${c.ink} stroke-width="2" />`;
  return html`
    ${all.map((line) => html`<line x1=${x(line.input)} y1=${INPUTS} x2=${above(line)} y2=${OUTPUTS}
      stroke=${seen(line) ? (shared ? c[HUES[line.m]] : c.muted) : c.faint}
      stroke-width=${seen(line) ? (shared ? 2 : 1.1) : 0.8} stroke-dasharray=${shared && line.filter ? "5 4" : undefined} />`)}
    ${range(n).map((input) => html`<circle cx=${x(input)} cy=${INPUTS} r="5" fill=${c.blue} />`)}
    ${range(filters).flatMap((filter) => range(places).map((place) => html`<circle cx=${above({ place, filter })}
      cy=${OUTPUTS} r="5" fill=${c.green} />`))}
    ${show === "one output" && ring(above({ place: marked.place, filter: 0 }), OUTPUTS)}
    ${show === "one input" && ring(x(marked.input), INPUTS)}`;
}

// A dot for each weight, `across` × `down` of them; one area where dots would run together.
function Dots({ middle, across, down, pitch, color }) {
  const [width, height] = [across * pitch, down * pitch];
  const [left, top] = [middle - width / 2, GROUND - height];
  if (pitch < 2.5) return html`<rect x=${left} y=${top} width=${width} height=${height} fill=${color} />`;
  return range(down).map((i) => html`<line x1=${left + pitch / 2} x2=${left + width} y1=${top + (i + 0.5) * pitch}
    y2=${top + (i + 0.5) * pitch} stroke=${color} stroke-width=${0.6 * pitch} stroke-linecap="round"
    stroke-dasharray=${`0 ${pitch}`} />`);
}

function Connectivity(state) {
  const { n, k, filters, side } = state;
  const small = weights(n, k, filters);
  const large = weights(side, k, filters, 2);
  const places = side - k + 1;
  const roots = [side * places, k * places, k]; // dots down; as many across, for each filter
  const pitch = Math.min(ROOM / roots[0], ROOM / (filters * roots[0]));
  const colors = [c.muted, c.orange, c.green];
  const width = filters * k * pitch;
  return html`
    ${KINDS.map((kind, i) => html`
      <${Label} x=${COLUMN(i)} y="16">${kind}: ${small[i]} weights<//>
      <${Layer} kind=${kind} middle=${COLUMN(i)} state=${state} />
      <${Dots} middle=${COLUMN(i)} across=${filters * roots[i]} down=${roots[i]} pitch=${pitch} color=${colors[i]} />
      <${Label} x=${COLUMN(i)} y=${GROUND + 18} weight="600">${thousands(large[i])}<//>`)}
    <${Label} x="8" y="222" anchor="start">the same on an image of ${side} × ${side}, windows of ${k} × ${k}: one dot a weight<//>
    ${width < 3 && html`<${Label} x=${COLUMN(2)} y=${GROUND - 34} ink=${c.greenInk}>too small to see<//>
      <line x1=${COLUMN(2)} x2=${COLUMN(2)} y1=${GROUND - 22} y2=${GROUND - 5} stroke=${c.green} stroke-width="1.5" />`}`;
}

function sentence({ n, k, filters, side, show }) {
  const [dense, local, shared] = weights(n, k, filters);
  const wide = weights(side, k, filters, 2).map(thousands);
  const one = filters === 1 ? "1 filter" : `${filters} filters`;
  const looked = show === "all" ? "" : ` The lines of ${show} are marked.`;
  return (
    `${n} inputs, windows of ${k}, ${one}: ${dense} dense, ${local} local and ${shared} convolutional weights; ` +
    `on an image of ${side} × ${side}: ${wide[0]}, ${wide[1]} and ${wide[2]}.${looked}`
  );
}

export default {
  name: "connectivity",
  title: "Three ways to connect a layer",
  hint: "Add inputs above; below, enlarge the image until the convolution's dots are too small to see.",
  height: 500,
  initial: { n: 6, k: 3, filters: 1, side: 8, show: "all" },
  controls: [
    slider("n", "inputs", 5, 12),
    slider("k", "window k", 1, 5),
    slider("filters", "filters", 1, 2),
    slider("side", "image side", 6, 64, { step: 2 }),
    choice("show", "lines of", SHOWN),
  ],
  Drawing: Connectivity,
  sentence,
};
