// 09: AlexNet counted layer by layer, for other images, widths, groups, and without some layers.
import { c, choice, html, Label, slider } from "./runtime/index.js";
import { rows } from "./parts/architectures.js";
import { thousands, total } from "./parts/lenet.js";

const MEASURES = ["units", "weights", "connections"];
const OWN = rows();
const PATHWAYS = ["two pathways", "no groups"];
const REMOVED = { "no layer": [], "layer 7": [7], "6, 7": [6, 7], "3, 4": [3, 4], "3, 4, 6, 7": [3, 4, 6, 7] };
const counted = ({ side, dense, groups, without }) =>
  rows({ side, dense, grouped: groups === PATHWAYS[0], without: REMOVED[without] });

const [TOP, LINE, WIDE] = [60, 27, 124];
const LEFT = (m) => 160 + 188 * m;
const HUE = { conv: "blue", pool: "green", fc: "orange" };
// In millions, M, where they are long.
const short = (count) => (count < 1e6 ? thousands(count) : `${(count / 1e6).toFixed(count < 1e7 ? 2 : 1)} M`);

const percent = (share) => (share ? `${(100 * share).toFixed(share < 0.001 ? 2 : 1)} %` : "0");

function change(found, own) {
  if (found === own) return "as AlexNet";
  const more = 100 * (found / own - 1);
  return `${Math.abs(more).toFixed(1)} % ${more < 0 ? "less" : "more"}`;
}

function Sizes(state) {
  const layers = counted(state);
  const y = (i) => TOP + LINE * i;
  return html`
    <${Label} x="8" y="34" anchor="start" size="13" ink=${c.muted}>│ AlexNet's own<//>
    ${layers.map(({ name, maps, side, removed }, i) => html`
      <${Label} x="8" y=${y(i) + 10} anchor="start" ink=${removed ? c.muted : c.ink}>${name}<//>
      <${Label} x="148" y=${y(i) + 10} anchor="end" size="13" ink=${c.muted}>${removed ? "removed" : side > 1 ? `${maps} @ ${side}²` : maps}<//>`)}
    ${MEASURES.map((measure, m) => {
      const [all, own] = [total(layers, measure), total(OWN, measure)];
      const unit = WIDE / Math.max(...[...layers, ...OWN].map((row) => row[measure]));
      return html`
        <${Label} x=${LEFT(m)} y="13" anchor="start" size="15" weight="600">${short(all)} ${measure}<//>
        <${Label} x=${LEFT(m)} y="34" anchor="start" size="13" ink=${c.muted}>${change(all, own)}<//>
        ${layers.map((row, i) => {
          const [mark, width] = [Math.round(10 * OWN[i][measure] * unit) / 10, Math.round(10 * row[measure] * unit) / 10];
          return html`
            <rect key=${`bar ${measure} ${row.name}`} class="cn-moves" x=${LEFT(m)} y=${y(i)} width=${width} height="20" fill=${c[HUE[row.kind]]} />
            <rect key=${`own ${measure} ${row.name}`} class="cn-moves" x=${LEFT(m) + mark - 1} y=${y(i) - 2} width="2" height="24" fill=${c.ink} />
            <${Label} x=${LEFT(m) + Math.max(mark, width) + 7} y=${y(i) + 10} anchor="start" size="13">${percent(row[measure] / all)}<//>`;
        })}`;
    })}`;
}

function sentence(state) {
  const layers = counted(state);
  const [units, weights, connections] = MEASURES.map((measure) => thousands(total(layers, measure)));
  const same = MEASURES.every((measure) => total(layers, measure) === total(OWN, measure));
  const largest = layers.reduce((best, row) => (row.weights > best.weights ? row : best));
  return (
    `${same ? "AlexNet" : "This network"} has ${units} units, ${weights} weights and ${connections} connections, poolings included, biases not; ` +
    `${largest.name} has the most weights, ${percent(largest.weights / total(layers, "weights"))} of all.`
  );
}

export default {
  name: "alexnet_sizes",
  title: "AlexNet with other sizes",
  hint: "Change the image, the groups, the dense layers, or take layers away: which bars move?",
  height: 360,
  initial: { side: 227, dense: 4096, groups: PATHWAYS[0], without: "no layer" },
  controls: [
    slider("side", "side of the image", 163, 291, { step: 32 }),
    slider("dense", "units of FC6 and FC7", 512, 4096, { step: 512, show: thousands }),
    choice("groups", "groups", PATHWAYS),
    choice("without", "without", Object.keys(REMOVED)),
  ],
  Drawing: Sizes,
  sentence,
};
