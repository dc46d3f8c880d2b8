// 05: what the numbers of maps and the kernel do to units, connections and weights.
import { c, choice, html, Label, slider } from "./runtime/index.js";
import { hue, isDense, MEASURES, percent, rows, thousands, total } from "./parts/lenet.js";

const LENET = rows();
const SIDES = { "28 × 28": 28, "padded to 32 × 32": 32 };
const SIZES = (state) => ({ ...state, side: SIDES[state.input] });
const [TOP, LINE, WIDE] = [62, 34, 128];
const LEFT = (m) => 126 + 204 * m;

// Of a layer `count` long beside LeNet's own: the longest bar of either fills the room.
const scale = (layers, measure) => WIDE / Math.max(...[...layers, ...LENET].map((row) => row[measure]));

function Sizes(state) {
  const layers = rows(SIZES(state));
  const y = (i) => TOP + LINE * i;
  return html`
    <${Label} x="8" y="35" anchor="start" size="13" ink=${c.muted}>│ LeNet's own<//>
    ${layers.map(({ name, maps, side }, i) => html`
      <${Label} x="8" y=${y(i) + 12} anchor="start">${name}<//>
      <${Label} x="118" y=${y(i) + 12} anchor="end" size="13" ink=${c.muted}>${isDense(layers[i]) ? maps : `${maps} @ ${side}×${side}`}<//>`)}
    ${MEASURES.map((measure, m) => {
      const [unit, all] = [scale(layers, measure), total(layers, measure)];
      return html`
        <${Label} x=${LEFT(m)} y="14" anchor="start" size="15" weight="600">${thousands(all)} ${measure}<//>
        <${Label} x=${LEFT(m)} y="35" anchor="start" size="13" ink=${c.muted}>${change(all, total(LENET, measure))}<//>
        ${layers.map((row, i) => {
          const [own, width] = [LENET[i][measure] * unit, row[measure] * unit];
          return html`
            <rect key=${`bar ${measure} ${row.name}`} class="cn-moves" x=${LEFT(m)} y=${y(i)} width=${width} height="24" fill=${c[hue(row)]} />
            <rect key=${`own ${measure} ${row.name}`} class="cn-moves" x=${LEFT(m) + own - 1} y=${y(i) - 4} width="2" height="32" fill=${c.ink} />
            <${Label} x=${LEFT(m) + Math.max(own, width) + 7} y=${y(i) + 12} anchor="start" size="13">${percent(row[measure] / all)}<//>`;
        })}`;
    })}`;
}

function change(found, own) {
  if (found === own) return "as many as LeNet";
  const ratio = found / own;
  if (ratio > 0.995 && ratio < 1.005) return ratio < 1 ? "a few less than LeNet" : "a few more than LeNet";
  return ratio < 1 ? `${(100 * (1 - ratio)).toFixed(0)} % less than LeNet` : ratio < 2
    ? `${(100 * (ratio - 1)).toFixed(0)} % more than LeNet` : `${ratio.toFixed(1)} times LeNet's`;
}

function sentence(state) {
  const layers = rows(SIZES(state));
  const [units, connections, weights] = MEASURES.map((measure) => total(layers, measure));
  const part = (measure, which, all) => percent(total(layers.filter(which), measure) / all);
  const same = [units, connections, weights].every((sum, m) => sum === total(LENET, MEASURES[m]));
  return (
    `${same ? "LeNet" : "This network"} has ${thousands(units)} units, ${thousands(connections)} connections and ` +
    `${thousands(weights)} weights (biases not counted); ${part("connections", (row) => row.name[0] === "C", connections)} of the ` +
    `connections lie in the convolutions, ${part("weights", isDense, weights)} of the weights in the dense layers.`
  );
}

export default {
  name: "lenet_sizes",
  title: "LeNet with other sizes",
  hint: "Change maps, kernel and input: what grows, what shrinks, and which layer decides?",
  height: 304,
  initial: { maps1: 6, maps2: 16, k: 5, input: "padded to 32 × 32" },
  controls: [
    slider("maps1", "maps of C1", 1, 32),
    slider("maps2", "maps of C3", 1, 64),
    slider("k", "kernel k × k", 3, 7, { step: 2 }),
    choice("input", "input", Object.keys(SIDES)),
  ],
  Drawing: Sizes,
  sentence,
};
