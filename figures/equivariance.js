// 03: a digit that is dragged, its feature map, and the old feature map moved along.
import { c, choice, clamp, html, Label, Moved, range } from "./runtime/index.js";

const SIDE = 14;
const [ROW, COLUMN] = [3, 4]; // where the digit stands at first
const SEVEN = ["#####", "....#", "...#.", "..#..", "..#..", ".#...", ".#..."];
export const KERNEL = [[1, 0, -1], [1, 0, -1], [1, 0, -1]];

const lit = SEVEN.flatMap((row, i) => [...row].flatMap((mark, j) => (mark === "#" ? [[i, j]] : [])));

// The digit, moved down by dy and to the right by dx; it keeps a margin of one pixel.
export function moved({ dx, dy }) {
  const image = range(SIDE).map(() => Array(SIDE).fill(0));
  for (const [i, j] of lit) image[ROW + dy + i][COLUMN + dx + j] = 1;
  return image;
}

// K ⋆ image with padding 1.
export function featureMap(image, stride) {
  const size = Math.floor((SIDE - 1) / stride) + 1;
  const place = (r, s) =>
    KERNEL.reduce(
      (sum, row, u) => row.reduce((part, k, v) => part + k * (image[r + u - 1]?.[s + v - 1] ?? 0), sum),
      0,
    );
  return range(size).map((r) => range(size).map((s) => place(r * stride, s * stride)));
}

// Whether the feature map is the old one, moved by as many places as the shift makes at this stride.
export function isEquivariant({ dx, dy, stride }) {
  const [down, right] = [dy / stride, dx / stride];
  if (!Number.isInteger(down) || !Number.isInteger(right)) return false;
  const [old, now] = [moved({ dx: 0, dy: 0 }), moved({ dx, dy })].map((image) => featureMap(image, stride));
  return now.every((row, r) => row.every((y, s) => y === (old[r - down]?.[s - right] ?? 0)));
}

const U = 15; // a pixel of the image
const WIDE = SIDE * U;
const TOP = 34;
const AT = { image: 8, now: 255, old: 502 };

function Panel({ x, title, ink, unit, handle }) {
  const lines = range(WIDE / unit - 1, 1).map((n) => n * unit);
  return html`
    <${Label} x=${x} y="16" anchor="start" ink=${ink}>${title}<//>
    <rect class=${handle && "cn-handle"} x=${x} y=${TOP} width=${WIDE} height=${WIDE} fill=${c.paper} stroke=${c.rule} />
    <path d=${lines.map((n) => `M${x + n} ${TOP}v${WIDE}M${x} ${TOP + n}h${WIDE}`).join("")}
      fill="none" stroke=${c.faint} pointer-events="none" />`;
}

// The entries of a map that are not 0: squares above 0, disks below, the stronger the larger.
function Entries({ values, unit, right = 0, down = 0 }) {
  return values.map((row, r) =>
    row.map((value, s) => {
      const half = (0.46 * unit * (1 + Math.abs(value))) / 4;
      const [x, y] = [(s - right + 0.5) * unit, (r - down + 0.5) * unit];
      if (value > 0)
        return html`<rect x=${(x - half).toFixed(1)} y=${(y - half).toFixed(1)} width=${(2 * half).toFixed(1)}
          height=${(2 * half).toFixed(1)} fill=${c.green} />`;
      return value < 0 && html`<circle cx=${x} cy=${y} r=${half.toFixed(1)} fill=${c.purple} />`;
    }),
  );
}

function Equivariance(state) {
  const { dx, dy, stride } = state;
  const unit = stride * U;
  const [right, down] = [Math.floor(dx / stride), Math.floor(dy / stride)];
  const same = isEquivariant(state);
  return html`
    <${Panel} x=${AT.image} title="digit: drag it" ink=${c.blueInk} unit=${U} handle />
    <g pointer-events="none"><${Moved} x=${AT.image + (COLUMN + dx) * U} y=${TOP + (ROW + dy) * U}>
      ${lit.map(([i, j]) => html`<rect x=${j * U} y=${i * U} width=${U} height=${U} fill=${c.blue} />`)}
    <//></g>
    <${Panel} x=${AT.now} title="its feature map" ink=${c.greenInk} unit=${unit} />
    <${Moved} key=${`now${stride}`} x=${AT.now + right * unit} y=${TOP + down * unit}>
      <${Entries} values=${featureMap(moved(state), stride)} unit=${unit} right=${right} down=${down} />
    <//>
    <${Panel} x=${AT.old} title="first map, moved along" ink=${c.greenInk} unit=${unit} />
    <${Moved} key=${`old${stride}`} x=${AT.old + dx * U} y=${TOP + dy * U}>
      <${Entries} values=${featureMap(moved({ dx: 0, dy: 0 }), stride)} unit=${unit} />
    <//>
    <rect x=${AT.now} y="263" width="11" height="11" fill=${c.green} />
    <${Label} x=${AT.now + 18} y="269" anchor="start">above 0<//>
    <circle cx=${AT.now + 98} cy="269" r="6" fill=${c.purple} />
    <${Label} x=${AT.now + 110} y="269" anchor="start">below 0<//>
    <${Label} x=${AT.image} y="269" anchor="start" ink=${c.muted}>kernel: three rows of (1, 0, −1)<//>
    <${Label} x=${AT.old} y="269" anchor="start" weight="600" ink=${same ? c.greenInk : c.redInk}
      >${dx || dy ? (same ? "the same" : "not the same") : ""}<//>`;
}

function sentence(state) {
  const { dx, dy, stride } = state;
  const steps = [
    dx && `${Math.abs(dx)} to the ${dx < 0 ? "left" : "right"}`,
    dy && `${Math.abs(dy)} ${dy < 0 ? "up" : "down"}`,
  ].filter(Boolean);
  if (!steps.length) return `Stride ${stride}: the digit 7 where it stood at first, and its feature map.`;
  const verdict = isEquivariant(state)
    ? "the feature map is the first one, moved along"
    : "the feature map is not the first one, moved along: that would lie between the places";
  return `Stride ${stride}, the digit moved by ${steps.join(" and ")}: ${verdict}.`;
}

const within = (dx, dy) => ({
  dx: clamp(dx, 1 - COLUMN, SIDE - 1 - SEVEN[0].length - COLUMN),
  dy: clamp(dy, 1 - ROW, SIDE - 1 - SEVEN.length - ROW),
});

export default {
  name: "equivariance",
  title: "A digit is moved, and its feature map with it",
  hint: "Drag the digit, or use the arrow keys, at stride 1 and at stride 2.",
  height: 288,
  initial: { dx: 0, dy: 0, stride: 1 },
  controls: [choice("stride", "stride", [1, 2])],
  Drawing: Equivariance,
  sentence,
  drags: true,
  point(_, { x, y, kind }) {
    if (kind === "move" || kind === "up" || (kind === "down" && (x > AT.image + WIDE || y < TOP || y > TOP + WIDE)))
      return null;
    const centre = [SEVEN[0].length / 2, SEVEN.length / 2];
    return within(
      Math.round((x - AT.image) / U - centre[0]) - COLUMN,
      Math.round((y - TOP) / U - centre[1]) - ROW,
    );
  },
  key({ dx, dy }, key) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    return step && within(dx + step[0], dy + step[1]);
  },
};
