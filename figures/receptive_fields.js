// 09: what one unit sees, layer by layer down to the image.
import { c, choice, clamp, Frame, html, Label, range } from "./runtime/index.js";
import { ALEXNET, geometry, seen } from "./parts/architectures.js";

const conv = (name, k) => ({ name, k, s: 1, p: 0 });
const pool = (name) => ({ name, k: 2, s: 2, p: 0 });
export const NETWORKS = {
  LeNet: { n: 32, layers: [conv("C1", 5), pool("S2"), conv("C3", 5), pool("S4"), conv("F5", 5)] },
  AlexNet: { n: 227, layers: ALEXNET.filter(({ kind }) => kind !== "fc") },
  "three of 3 × 3": { n: 20, layers: range(3, 1).map((i) => conv(`layer ${i}`, 3)) },
};
const [LEFT, WIDE, TOP, BOTTOM, THICK] = [74, 446, 26, 340, 12];
const PANEL = { x: 588, y: 62, size: 124 };

const middle = (network, layer) => {
  const { n, layers } = NETWORKS[network];
  return Math.floor((geometry(layers, n)[layer].count - 1) / 2);
};
const height = (layer, layers) => Math.round(BOTTOM - ((BOTTOM - TOP) * layer) / layers.length);

// The unit of a layer that lies nearest to a place of the image.
const nearest = ({ count, first, apart }, place) => clamp(Math.round((place - first) / apart), 0, count - 1);

function Fields({ network, layer, unit }) {
  const { n, layers } = NETWORKS[network];
  const rows = geometry(layers, n);
  const windows = seen(layers, layer, unit);
  const scale = WIDE / n;
  const round = (value) => Math.round(10 * value) / 10;
  const edge = (row, at) => round(LEFT + scale * (row.first + at * row.apart)); // the left edge of a unit is at - ½
  const [low, high] = [LEFT - 6, LEFT + WIDE + 6];
  const ends = windows.map(([first, last], i) => [edge(rows[i], first - 0.5), edge(rows[i], last + 0.5)].map((x) => clamp(x, low, high)));
  const units = ({ count, ...row }, y) => {
    const width = Math.max(round(scale * row.apart - (scale * row.apart > 4 ? 1.5 : 0.6)), 0.8);
    return range(count).map((i) => `M${edge(row, i - 0.5)} ${y - THICK / 2}h${width}v${THICK}h${-width}z`).join("");
  };
  const [first, last] = windows[0];
  const inside = [clamp(first, 0, n - 1), clamp(last, 0, n - 1)];
  const small = PANEL.size / n;
  return html`
    ${windows.slice(1).map((_, i) => {
      const [[a, b], [x, y]] = [ends[i], ends[i + 1]];
      const [down, up] = [height(i, layers) - THICK / 2, height(i + 1, layers) + THICK / 2];
      return html`<path d=${`M${a} ${down}L${x} ${up}H${y}L${b} ${down}Z`} fill=${c.bluePale} />`;
    })}
    ${rows.map((row, i) => {
      const y = height(i, layers);
      const meant = i === layer;
      return html`
        <${Label} x="8" y=${y} anchor="start" weight=${meant ? "700" : undefined}>${row.name}<//>
        <path d=${units(row, y)} fill=${c.faint} />
        ${windows[i] && html`<rect key=${`seen ${i}`} class="cn-moves" x=${ends[i][0]} y=${y - THICK / 2} width=${round(Math.max(ends[i][1] - ends[i][0], 2))}
          height=${THICK} fill=${meant ? c.orange : c.blue} />
          <${Label} x=${LEFT + WIDE + 14} y=${y} anchor="start" weight=${i === 0 ? "700" : undefined}
            ink=${meant ? c.orangeInk : c.blueInk}>${windows[i][1] - windows[i][0] + 1}<//>`}`;
    })}
    <${Label} x=${PANEL.x + PANEL.size / 2} y="24">seen of the<//>
    <${Label} x=${PANEL.x + PANEL.size / 2} y="42">${n} × ${n} image<//>
    <rect x=${PANEL.x} y=${PANEL.y} width=${PANEL.size} height=${PANEL.size} fill=${c.shade} stroke=${c.rule} />
    <${Frame} key="field" x=${round(PANEL.x + small * inside[0])} y=${round(PANEL.y + small * inside[0])} color=${c.blue} fill=${c.bluePale}
      thick="1.5" width=${round(Math.max(small * (inside[1] - inside[0] + 1), 2))} />
    <${Label} x=${PANEL.x + PANEL.size / 2} y=${PANEL.y + PANEL.size + 18} weight="700" ink=${c.blueInk}>${last - first + 1} × ${last - first + 1}<//>
    ${inside[1] - inside[0] < last - first && html`<${Label} x=${PANEL.x + PANEL.size / 2} y=${PANEL.y + PANEL.size + 38} size="13"
      ink=${c.muted}>${inside[1] - inside[0] + 1} × ${inside[1] - inside[0] + 1} in the image<//>`}`;
}

function sentence({ network, layer, unit }) {
  const { n, layers } = NETWORKS[network];
  const windows = seen(layers, layer, unit);
  const names = geometry(layers, n).map(({ name }) => name);
  const sizes = windows.map(([first, last]) => last - first + 1);
  const steps = sizes.slice(1, -1).map((size, i) => `${size} of ${names[i + 1]}`).reverse();
  const [first, last] = windows[0];
  const clipped = Math.min(last, n - 1) - Math.max(first, 0) + 1;
  return (
    `${network}: along each axis, unit ${unit} of ${names[layer]} sees ${[...steps, `${sizes[0]} pixels of the image`].join(", by them ")}` +
    `${clipped < sizes[0] ? `, ${sizes[0] - clipped} of them padding` : ""}.`
  );
}

export default {
  name: "receptive_fields",
  title: "What one unit sees",
  hint: "Point at a unit of a layer, or use the arrow keys: how much does it see of the layers below?",
  height: 366,
  initial: { network: "LeNet", layer: 1, unit: 13 },
  controls: [choice("network", "network", Object.keys(NETWORKS))],
  settle: ({ network, layer, unit }, changed) => {
    if (changed === "network") return { layer: 1, unit: middle(network, 1) };
    const { n, layers } = NETWORKS[network];
    return { unit: clamp(unit, 0, geometry(layers, n)[layer].count - 1) };
  },
  Drawing: Fields,
  sentence,
  point({ network }, { x, y }) {
    if (x > LEFT + WIDE + 40) return null;
    const { n, layers } = NETWORKS[network];
    const layer = clamp(Math.round(((BOTTOM - y) * layers.length) / (BOTTOM - TOP)), 1, layers.length);
    return { layer, unit: nearest(geometry(layers, n)[layer], ((x - LEFT) / WIDE) * n) };
  },
  key({ network, layer, unit }, pressed) {
    const { n, layers } = NETWORKS[network];
    const rows = geometry(layers, n);
    const up = { ArrowUp: 1, ArrowDown: -1 }[pressed];
    if (up) {
      const to = clamp(layer + up, 1, layers.length);
      return { layer: to, unit: nearest(rows[to], rows[layer].first + unit * rows[layer].apart) };
    }
    const right = { ArrowRight: 1, ArrowLeft: -1 }[pressed];
    return right ? { unit: clamp(unit + right, 0, rows[layer].count - 1) } : null;
  },
};
