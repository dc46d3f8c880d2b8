// 07: cells that grow up in a world of stripes, without labels, and the orientations they end with.
import { Axes, c, choice, html, Label, menu, number, Pixels, plane, range, remembering, slider } from "./runtime/index.js";

export const SIDE = 11; // pixels of a patch
const SEEN = 300; // patches of the world's own orientation
const BINS = 8;
const MIXED = "all orientations";
const WORLDS = { upright: 0, slanted: 45, level: 90, [MIXED]: null };
const [SPREAD, NOISE] = [(8 * Math.PI) / 180, 0.05];

// Draws between 0 and 1, the same for the same seed on every machine; the first ones may be skipped.
export function generator(seed, skipped = 0) {
  let state = (seed * 2654435769 + Math.imul(skipped, 0x6d2b79f5)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(draw) {
  let sum = -6;
  for (let count = 0; count < 12; count += 1) sum += draw();
  return sum;
}

// A patch, as one row, of stripes whose wave runs along theta.
function patch(theta, draw) {
  const [u, phase] = [0.08 + 0.08 * draw(), 2 * Math.PI * draw()];
  const [cos, sin] = [Math.cos(theta), Math.sin(theta)];
  const pixels = [];
  for (let y = -5; y <= 5; y += 1)
    for (let x = -5; x <= 5; x += 1)
      pixels.push(Math.tanh(3 * Math.sin(2 * Math.PI * u * (x * cos + y * sin) + phase)) + NOISE * normal(draw));
  return pixels;
}

// The patches of a world as far as they have been asked for: number k uses draws of its own, so that
// one patch more of stripes across is all that is new when there are more of them.
const known = remembering(() => Object.fromEntries(Object.keys(WORLDS).map((world) => [world, { own: [], across: [] }])));
function drawn({ world, seed }, kind, k) {
  const patches = known(seed)[world][kind];
  if (!patches[k]) {
    const mixed = world === MIXED;
    const draw = generator(seed, k * ((mixed ? 1 : 12) + 2 + 12 * SIDE * SIDE));
    const centre = ((WORLDS[world] + (kind === "own" ? 0 : 90)) * Math.PI) / 180;
    const theta = mixed ? Math.PI * draw() : centre + SPREAD * normal(draw);
    patches[k] = patch(theta, draw);
  }
  return patches[k];
}

// What the litter sees: the others come among the first.
export function seen({ world, others, seed }) {
  const count = world === MIXED ? 0 : others;
  return range(count + SEEN).map((k) => drawn({ world, seed }, k < count ? "across" : "own", k));
}

const dot = (a, b) => {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += a[k] * b[k];
  return sum;
};

function unit(row) {
  const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
  const moved = row.map((value) => value - mean);
  const length = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0));
  return moved.map((value) => value / length);
}

const units = new WeakMap();
const unitOf = (row) => units.get(row) ?? units.set(row, Float64Array.from(unit(row))).get(row);

// The rule of the notebook.
export function raised(patches, count, threshold, draw) {
  const rows = patches.map(unitOf);
  const best = rows.map(() => -Infinity);
  const winner = rows.map(() => 0);
  const cells = [];
  const answered = (template, cell) => {
    for (let k = 0; k < rows.length; k += 1) {
      const answer = dot(rows[k], template);
      if (answer > best[k]) [best[k], winner[k]] = [answer, cell];
    }
  };
  for (let cell = 0; cell < count; cell += 1) {
    const open = range(rows.length).filter((k) => best[k] < threshold);
    const from = open.length ? open : range(rows.length);
    cells.push(rows[from[Math.floor(draw() * from.length)]]);
    answered(cells[cell], cell);
  }
  return cells.map((template, cell) => {
    const won = rows.filter((_, k) => winner[k] === cell);
    return won.length ? unit(summed(won)) : Array.from(template);
  });
}

function summed(rows) {
  const sum = new Array(rows[0].length).fill(0);
  for (const row of rows) for (let at = 0; at < row.length; at += 1) sum[at] += row[at];
  return sum;
}

// The direction of the largest squared slope, in degrees from 0 to 180.
export function orientation(row) {
  const at = (i, j) => row[SIDE * i + j];
  const slope = (k, value) => {
    const [low, high] = [Math.max(k - 1, 0), Math.min(k + 1, SIDE - 1)];
    return (value(high) - value(low)) / (high - low);
  };
  let [cross, across] = [0, 0];
  for (let i = 0; i < SIDE; i += 1)
    for (let j = 0; j < SIDE; j += 1) {
      const dx = slope(j, (k) => at(i, k));
      const dy = slope(i, (k) => at(k, j));
      cross += 2 * dx * dy;
      across += dx * dx - dy * dy;
    }
  const degrees = (90 * Math.atan2(cross, across)) / Math.PI;
  return degrees < 0 ? degrees + 180 : degrees;
}

export const histogram = (angles) =>
  angles.reduce((counts, angle) => {
    counts[Math.round((angle * BINS) / 180) % BINS] += 1;
    return counts;
  }, Array(BINS).fill(0));

const square = (row) => range(SIDE).map((i) => row.slice(SIDE * i, SIDE * (i + 1)));
const grown = remembering((world, others, count, threshold, seed) => {
  const patches = seen({ world, others, seed });
  const cells = raised(patches, count, threshold, generator(seed + 1000));
  const known = cells.map((row) => ({ angle: orientation(row), row })).sort((a, b) => a.angle - b.angle);
  // Of all that was seen, every so manyth: the others are shown as often as they are seen.
  const step = patches.length / 16;
  const some = range(16).map((k) => square(patches[Math.floor((k + 0.5) * step)]));
  const counts = histogram(known.map((each) => each.angle));
  return { some, cells: known.map(({ row }) => ({ values: square(row), high: Math.max(...row.map(Math.abs)) })), counts };
});
const of = ({ world, others, count, threshold, seed }) => grown(world, others, Number(count), threshold, seed);

const [TOP, WORLD, LITTER, PITCH] = [34, 8, 196, 30];
const on = plane({ x: [-16, 174], y: [0, 1], left: 470, top: 40, width: 240, height: 150 });
const CENTRES = range(BINS).map((k) => (180 * k) / BINS);
const crossing = ({ world }) => (world === MIXED ? null : (WORLDS[world] + 90) % 180);

function Litter(state) {
  const { some, cells, counts } = of(state);
  const other = crossing(state);
  const high = Math.max(...counts);
  const Bar = ({ k }) => {
    const [value, odd] = [counts[k], CENTRES[k] === other];
    const y = on.Y(value / high);
    return html`<rect class="cn-moves" x=${on.X(CENTRES[k]) - 11} y=${y} width="22" height=${on.top + on.height - y}
        fill=${odd ? c.orange : c.blue} />
      <${Label} x=${on.X(CENTRES[k])} y=${y - 10} weight=${odd ? 600 : undefined} ink=${odd ? c.orangeInk : c.ink}>${value}<//>`;
  };
  return html`
    <${Label} x=${WORLD} y="14" anchor="start" weight="600">what they see<//>
    ${some.map((values, k) => html`<${Pixels} x=${WORLD + 42 * (k % 4)} y=${TOP + 42 * Math.floor(k / 4)} width="38" values=${values} low=${-1.2} high=${1.2} />`)}
    <${Label} x=${LITTER} y="14" anchor="start" weight="600">what they become<//>
    ${cells.map(({ values, high: largest }, k) => html`<${Pixels} x=${LITTER + PITCH * (k % 8)} y=${TOP + PITCH * Math.floor(k / 8)}
      width=${PITCH - 3} values=${values} low=${-largest} high=${largest} />`)}
    <${Label} x=${on.left} y="14" anchor="start" weight="600">cells by orientation<//>
    <${Axes} on=${on} xticks=${[0, 45, 90, 135].map((value) => [value, `${value}°`])} xname="direction of the wave" />
    ${range(BINS).map((k) => html`<${Bar} key=${k} k=${k} />`)}
    ${other !== null && html`<${Label} x=${on.X(other)} y=${on.top + on.height + 56} ink=${c.orangeInk}>across<//>`}`;
}

function sentence(state) {
  const { counts } = of(state);
  const other = crossing(state);
  const saw = other === null
    ? `${SEEN} patches of stripes of ${MIXED}`
    : `${SEEN} patches of ${state.world} stripes and ${state.others} of stripes across`;
  const end = other === null
    ? `the emptiest of the eight bins holds ${Math.min(...counts)}.`
    : `${counts[CENTRES.indexOf(other)]} of them ${counts[CENTRES.indexOf(other)] === 1 ? "is" : "are"} tuned to the orientation across.`;
  return `${state.count} cells that saw ${saw}, threshold ${number(state.threshold)}: ${end}`;
}

export default {
  name: "raised_cells",
  title: "Raised on stripes",
  hint: "Choose a world, and how many stripes across are in it; another litter is another draw.",
  height: 264,
  initial: { world: "upright", others: 0, count: "32", threshold: 0.7, seed: 1 },
  controls: [
    choice("world", "world", Object.keys(WORLDS)),
    slider("others", "stripes across", 0, 100, { step: 1 }),
    menu("count", "cells", ["8", "16", "32"]),
    slider("threshold", "threshold", 0.2, 0.9, { step: 0.05 }),
    slider("seed", "litter", 1, 20),
  ],
  Drawing: Litter,
  sentence,
};
