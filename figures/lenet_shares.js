// 05: LeNet again, with each layer's share in units, connections and weights, and how it is counted.
import { c, clamp, html, Label } from "./runtime/index.js";
import { CENTRES, hue, isDense, LAYERS, layerAt, MEASURES, Network, percent, rows, SHAPES, thousands, total } from "./parts/lenet.js";

const ROWS = rows();
const BASE = (m) => 304 + 84 * m;
const ROOM = 52; // of a bar that is all of the network

export const shares = (measure) => ROWS.map((row) => row[measure] / total(ROWS, measure));

function Shares({ layer }) {
  return html`
    <rect class="cn-moves" x=${CENTRES[layer ?? 0] - 32} y="234" width="64" height=${BASE(2) - 220} rx="4"
      fill=${c.shade} opacity=${layer ? 1 : 0} />
    <${Network} chosen=${layer} />
    ${MEASURES.map((measure, m) => html`
      <${Label} x="8" y=${BASE(m) - 30} anchor="start">${measure}<//>
      <${Label} x="8" y=${BASE(m) - 11} anchor="start" ink=${c.muted}>${thousands(total(ROWS, measure))}<//>
      <line x1="116" x2="712" y1=${BASE(m)} y2=${BASE(m)} stroke=${c.rule} />
      ${shares(measure).map((share, i) => {
        const [x, height] = [CENTRES[i + 1], ROOM * share];
        return html`<rect x=${x - 21} y=${BASE(m) - height} width="42" height=${height} fill=${c[hue(ROWS[i])]} />
          <${Label} x=${x} y=${BASE(m) - height - 10} weight=${layer === i + 1 ? "600" : undefined}>${percent(share)}<//>`;
      })}`)}`;
}

// How the numbers of a layer come about.
export function counted(layer) {
  const { name, maps, side, units, connections, weights, below, k } = LAYERS[layer];
  const n = thousands;
  if (name[0] === "C")
    return (
      `${name}: ${maps} · ${side} · ${side} = ${n(units)} units; ${maps} · ${below} · ${k} · ${k} = ${n(weights)} weights, ` +
      `each used at ${side} · ${side} = ${n(side * side)} places, make ${n(connections)} connections.`
    );
  if (name[0] === "S")
    return `${name}: ${maps} · ${side} · ${side} = ${n(units)} units; each reads 2 · 2 inputs, ${n(connections)} connections, and has no weight.`;
  const who = name === "output" ? "The output" : name;
  return `${who}: ${units} units, each with a weight of its own for ${n(below)} inputs: ${n(weights)} weights and as many connections.`;
}

function sentence({ layer }) {
  if (layer) return counted(layer);
  const sum = (measure, which) => shares(measure).reduce((all, share, i) => all + (which(ROWS[i]) ? share : 0), 0);
  const convolves = (row) => row.name[0] === "C";
  return (
    `${SHAPES} The convolutions hold ${percent(sum("units", convolves))} of the units and ` +
    `${percent(sum("connections", convolves))} of the connections, the dense layers ${percent(sum("weights", isDense))} of the weights.`
  );
}

const moved = ({ layer }, by) => ({ layer: clamp((layer ?? 0) + by, 1, LAYERS.length - 1) });

export default {
  name: "lenet_shares",
  title: "Where LeNet's units, connections and weights are",
  hint: "Point at a layer, or press ← and →, and read how its numbers come about.",
  height: 484,
  initial: { layer: null },
  Drawing: Shares,
  sentence,
  point: (_, at) => ({ layer: layerAt(at, 484) || null }),
  key(state, key) {
    if (key === "ArrowRight" || key === "ArrowDown") return moved(state, 1);
    if (key === "ArrowLeft" || key === "ArrowUp") return moved(state, -1);
    return null;
  },
};
