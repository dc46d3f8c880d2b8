// 03: how many windows fit: image, padding, kernel and stride.
import { c, Frame, html, Label, range, slider } from "./runtime/index.js";

export function outSize({ n, k, s, p }) {
  return k > n + 2 * p ? 0 : Math.floor((n + 2 * p - k) / s) + 1;
}

const starts = (state) => range(outSize(state)).map((i) => i * state.s);

// The padded rows that no window reads: at the end, and between windows where s > k.
export function unreadRows(state) {
  const read = new Set(starts(state).flatMap((start) => range(state.k).map((u) => start + u)));
  return range(state.n + 2 * state.p).filter((i) => !read.has(i));
}
const [LEFT, RIGHT, TOP, SIDE] = [14, 384, 40, 322];

function Sizes(state) {
  const { n, k, p } = state;
  const total = n + 2 * p;
  const at = starts(state);
  const unread = unreadRows(state);
  const unit = Math.min(SIDE / Math.max(total, k), 40);
  const inside = (i) => p <= i && i < n + p;
  const face = (isInside, isRead) => (isRead ? (isInside ? c.bluePale : c.paper) : c.muted);
  const square = (x, y, fill) => html`<rect x=${x} y=${y} width=${unit} height=${unit} fill=${fill} stroke=${c.rule} />`;
  // Few elements, since there are up to 18 × 18 places: areas, one path of lines, dots as dashes.
  const area = (from, size, fill) => html`<rect x=${LEFT + from * unit} y=${TOP + from * unit} width=${size * unit}
    height=${size * unit} fill=${fill} />`;
  const [right, bottom] = [LEFT + total * unit, TOP + total * unit];
  const grid = range(total + 1).map((i) => `M${LEFT} ${TOP + i * unit}H${right}M${LEFT + i * unit} ${TOP}V${bottom}`).join("");
  const dark = unread
    .map((i) => `M${LEFT + i * unit} ${TOP}h${unit}V${bottom}h${-unit}ZM${LEFT} ${TOP + i * unit}H${right}v${unit}H${LEFT}Z`)
    .join("");
  const hue = (i) => [c.red, c.orange][i] ?? c.orangePale;
  const line = Math.min(22, (SIDE - unit - 12) / Math.max(at.length, 1));
  return html`
    <${Label} x=${LEFT} y="16" anchor="start">${at.length
      ? `${at.length} × ${at.length} windows, a dot in the middle of each`
      : "no window: the kernel sticks out"}<//>
    <${Label} x=${RIGHT} y="16" anchor="start">one row: the windows, one below the other<//>
    ${area(0, total, c.paper)}
    ${area(p, n, c.bluePale)}
    ${dark && html`<path d=${dark} fill=${c.muted} />`}
    <path d=${grid} stroke=${c.rule} />
    ${at.map((i) => html`<line x1=${LEFT + (k / 2) * unit} x2=${LEFT + (at.at(-1) + k / 2 + 0.01) * unit}
      y1=${TOP + (i + k / 2) * unit} y2=${TOP + (i + k / 2) * unit} stroke=${c.green} stroke-linecap="round"
      stroke-width=${Math.min(9, unit / 2)} stroke-dasharray=${`0 ${state.s * unit}`} />`)}
    ${at.length > 1 && html`<${Frame} key="second" x=${LEFT + at[1] * unit} y=${TOP} width=${k * unit} color=${c.orange} thick="3" />`}
    <${Frame} key="first" x=${LEFT} y=${TOP} width=${k * unit} color=${c.red} thick="3" />
    ${range(total).map((j) => square(RIGHT + j * unit, TOP, face(inside(j), !unread.includes(j))))}
    ${(at.length ? at : [0]).map((start, i) => html`<rect key=${i} class="cn-moves" x=${RIGHT + start * unit}
      y=${TOP + unit + 10 + i * line} width=${k * unit} height=${0.7 * line} fill=${hue(i)} stroke=${c.rule} />`)}`;
}

function sentence(state) {
  const { n, k, s, p } = state;
  const padded = n + 2 * p;
  const start = `n = ${n}, k = ${k}, s = ${s}, p = ${p}: `;
  if (k > padded)
    return `${start}a kernel of ${k} does not fit into the ${padded} padded rows. There is no window, and out_size must raise a ValueError.`;
  const at = starts(state);
  const unread = unreadRows(state);
  const rows = unread.length === 1 ? "row and column" : "rows and columns";
  return (
    `${start}${at.length} ${at.length === 1 ? "window" : "windows"} along each axis, starting at ${at.join(", ")}. ` +
    (unread.length ? `The padded ${rows} ${unread.join(", ")} (dark) are never read.` : "All padded rows and columns are read.")
  );
}

export default {
  name: "size_calculator",
  title: "How many windows fit",
  hint: "Change image, kernel, stride and padding: which rows are read, and how many windows are there?",
  height: 376,
  initial: { n: 7, k: 3, s: 1, p: 0 },
  controls: [
    slider("n", "image n", 1, 12),
    slider("k", "kernel k", 1, 7),
    slider("s", "stride s", 1, 5),
    slider("p", "padding p", 0, 3),
  ],
  Drawing: Sizes,
  sentence,
};
