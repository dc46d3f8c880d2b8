// 04: im2col. Each window of the image becomes a row of a matrix; the layer becomes a product.
import { c, clamp, Frame, html, Label, number, range, slider, sub, Table } from "./runtime/index.js";

export const X = [
  [[1, 0, 2, 1], [3, -1, 0, 1], [0, 2, 1, -2], [1, 1, 0, 2]],
  [[0, 1, -1, 2], [2, 0, 1, 0], [1, -2, 0, 1], [0, 1, 3, -1]],
]; // (C, H, W)
export const W = [[1, 0, -1, 2, 0, 1, 1, 0], [0, 1, 1, 0, 2, 0, -1, 1]]; // (F, C kh kw)
const [C, SIZE, K] = [X.length, X[0].length, 2];
const COLUMNS = C * K * K;

const along = (stride) => Math.floor((SIZE - K) / stride) + 1;

// Where each entry of the matrix comes from: rows of { ch, i, j }.
export function sources(stride) {
  const count = along(stride);
  return range(count * count).map((row) =>
    range(COLUMNS).map((column) => ({
      ch: Math.floor(column / (K * K)),
      i: Math.floor(row / count) * stride + (Math.floor(column / K) % K),
      j: (row % count) * stride + (column % K),
    })),
  );
}

export const matrix = (stride) => sources(stride).map((row) => row.map(({ ch, i, j }) => X[ch][i][j]));
export const product = (stride) =>
  matrix(stride).map((row) => W.map((w) => row.reduce((sum, x, column) => sum + x * w[column], 0)));

const U = 30;
const HUES = ["blue", "purple"];
const image = (ch) => ({ x: 14, y: 40 + 160 * ch });
const [ROWS, WEIGHTS, OUT, TOP] = [178, 464, 590, 40];

function Im2col(state) {
  const { side, stride, row, ch, i, j } = state;
  const [from, values, Y] = [sources(stride), matrix(stride), product(stride)];
  const count = along(stride);
  const isRow = side === "row";
  const same = (at) => at.ch === ch && at.i === i && at.j === j;
  const face = (r, column) => {
    if (isRow) return r === row ? c[`${HUES[from[r][column].ch]}Pale`] : c.paper;
    return same(from[r][column]) ? c.redPale : c.paper;
  };
  const inWindow = (r, s) => {
    const [top, left] = [Math.floor(row / count) * stride, (row % count) * stride];
    return isRow && r >= top && r < top + K && s >= left && s < left + K;
  };
  return html`
    ${range(C).map((channel) => html`
      <${Label} x=${image(channel).x + 2 * U} y=${image(channel).y - 14} ink=${c[`${HUES[channel]}Ink`]}>channel ${channel}<//>
      <${Table} ...${image(channel)} unit=${U} values=${X[channel]} face=${(r, s) =>
        inWindow(r, s) ? c[`${HUES[channel]}Pale`] : !isRow && same({ ch: channel, i: r, j: s }) ? c.redPale : c.paper} />
      ${isRow && html`<${Frame} key=${`window${channel}`} x=${image(channel).x + (row % count) * stride * U}
        y=${image(channel).y + Math.floor(row / count) * stride * U} width=${K * U} color=${c[HUES[channel]]} thick="3" />`}`)}
    ${!isRow && html`<${Frame} key="pixel" x=${image(ch).x + j * U} y=${image(ch).y + i * U} width=${U} color=${c.red} thick="3" />`}
    <${Label} x=${ROWS + 4 * U} y=${TOP - 14}>a row for each window<//>
    <${Table} x=${ROWS} y=${TOP} unit=${U} values=${values} face=${face} />
    <path d=${`M${ROWS + 4 * U} ${TOP}V${TOP + values.length * U}`} stroke=${c.ink} stroke-width="1.8" />
    ${isRow && html`<${Frame} key="row" x=${ROWS} y=${TOP + row * U} width=${COLUMNS * U} height=${U} color=${c.ink} />`}
    <${Label} x=${(ROWS + COLUMNS * U + WEIGHTS) / 2} y=${TOP + 4 * U} size="18" ink=${c.muted}>·<//>
    <${Label} x=${WEIGHTS + U} y=${TOP - 14} ink=${c.orangeInk}>two filters<//>
    <${Table} x=${WEIGHTS} y=${TOP} unit=${U} values=${range(COLUMNS).map((column) => W.map((w) => w[column]))} face=${c.orangePale} />
    <${Label} x=${(WEIGHTS + 2 * U + OUT) / 2} y=${TOP + 4 * U} size="18" ink=${c.muted}>=<//>
    <${Label} x=${OUT + U} y=${TOP - 14} ink=${c.greenInk}>outputs<//>
    <${Table} x=${OUT} y=${TOP} unit=${U} values=${Y} face=${(r) => (isRow && r === row ? c.greenPale : c.paper)} />
    ${isRow && html`<${Frame} key="out" x=${OUT} y=${TOP + row * U} width=${2 * U} height=${U} color=${c.green} thick="3" />`}`;
}

function sentence({ side, stride, row, ch, i, j }) {
  const count = along(stride);
  if (side === "row") {
    const outputs = product(stride)[row].map(number).join(" and ");
    return (
      `Stride ${stride}: ${count * count} windows, ${count * count} rows of ${COLUMNS} numbers. Row ${row} is the window ` +
      `of output (${Math.floor(row / count)}, ${row % count}); times the two filters it gives ${outputs}.`
    );
  }
  const times = sources(stride).flat().filter((at) => at.ch === ch && at.i === i && at.j === j).length;
  const way = times === 1 ? "one entry" : `${times} entries`;
  return (
    `Stride ${stride}: the number ${sub("X", ch, i, j)} stands in ${times ? way : "no entry"} of the matrix; its gradient ` +
    `is ${times ? `the sum over ${times === 1 ? "it" : "them"}` : "0"}.`
  );
}

export default {
  name: "im2col",
  title: "Windows as rows of a matrix",
  hint: "Point at a row and see its window; point at a pixel and see every place that it was copied to.",
  height: 324,
  initial: { side: "row", stride: 1, row: 4, ch: 0, i: 1, j: 1 },
  controls: [slider("stride", "stride", 1, 2)],
  Drawing: Im2col,
  sentence,
  settle: ({ row, stride }) => ({ row: clamp(row, 0, along(stride) ** 2 - 1) }),
  point({ stride }, { x, y }) {
    for (const ch of range(C)) {
      const [i, j] = [Math.floor((y - image(ch).y) / U), Math.floor((x - image(ch).x) / U)];
      if (i >= 0 && i < SIZE && j >= 0 && j < SIZE) return { side: "pixel", ch, i, j };
    }
    const row = Math.floor((y - TOP) / U);
    const beside = x < ROWS || (x > ROWS + COLUMNS * U && x < OUT) || x > OUT + 2 * U;
    return beside || row < 0 || row >= along(stride) ** 2 ? null : { side: "row", row };
  },
  key({ side, row, ch, i, j }, key) {
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
    if (!move) return null;
    if (side === "row") return move[1] < 0 ? { side: "pixel" } : { row: row + move[0] };
    if (j + move[1] >= SIZE) return { side: "row" };
    const at = clamp(ch * SIZE + i + move[0], 0, C * SIZE - 1); // the channels lie below each other
    return { ch: Math.floor(at / SIZE), i: at % SIZE, j: clamp(j + move[1], 0, SIZE - 1) };
  },
};
