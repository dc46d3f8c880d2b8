// 04: the convolution layer with its six indices: channels, filters, rows and columns of the output
// and of the kernel; an output's sum grows term by term.
import { c, clamp, Flying, Frame, html, Label, Maths, number, range, remembering, signed, slider, Table } from "./runtime/index.js";

export const X = [
  [[1, 0, 2, 1, 0], [0, -1, 1, 2, 1], [2, 1, 0, -2, 0], [1, 0, 1, 1, -1], [0, 2, -1, 0, 1]],
  [[0, 2, 1, 0, -1], [1, 1, -1, 0, 2], [0, -2, 1, 2, 0], [1, 0, 0, 1, 1], [2, -1, 0, 1, 0]],
]; // (C, H, W)
export const W = [
  [[[1, 0, -1], [0, 2, 0], [1, 0, -1]], [[0, 1, 0], [1, 0, -1], [0, -1, 0]]],
  [[[0, 1, 0], [1, -2, 1], [0, 1, 0]], [[1, 0, 0], [0, 0, 2], [-1, 0, 1]]],
]; // (F, C, kh, kw)
export const b = [1, -1];
const [C, F, K] = [X.length, W.length, 3];
const SIZE = X[0].length;
const TERMS = C * K * K;

// Outputs along one axis.
export const outputs = (stride) => Math.floor((SIZE - K) / stride) + 1;

// The terms of an output, channel by channel, row by row.
export function terms({ f, i, j, stride }) {
  return range(TERMS).map((t) => {
    const [ch, u, v] = [Math.floor(t / (K * K)), Math.floor(t / K) % K, t % K];
    const [row, column] = [i * stride + u, j * stride + v];
    return { ch, u, v, row, column, x: X[ch][row][column], w: W[f][ch][u][v] };
  });
}

// All outputs (F, OH, OW).
export const forward = remembering((stride) => {
  const count = range(outputs(stride));
  const sum = (place) => terms({ ...place, stride }).reduce((all, { x, w }) => all + x * w, b[place.f]);
  return range(F).map((f) => count.map((i) => count.map((j) => sum({ f, i, j }))));
});

const [U, KU] = [33, 33];
const [IN, KERNELS, OUT] = [12, 228, 566];
const TOP = [48, 238]; // of the two channels, of the two filters
const HUES = ["blue", "purple"]; // of the channels

const input = (ch) => ({ x: IN, y: TOP[ch], unit: U });
const kernel = (f, ch) => ({ x: KERNELS + 146 * f, y: TOP[ch] + U, unit: KU });
const output = (f) => ({ x: OUT, y: TOP[f] + U, unit: U });
const square = ({ x, y, unit }, row, column) => ({ x: x + column * unit, y: y + row * unit, width: unit });

function Channels(state) {
  const { f, i, j, stride, added } = state;
  const all = terms(state);
  const shown = all.slice(0, added);
  const last = added > 0 && added < TERMS ? shown.at(-1) : null;
  const total = shown.reduce((sum, { x, w }) => sum + x * w, b[f]);
  const Y = forward(stride);
  const inWindow = (row, column) => row >= i * stride && row < i * stride + K && column >= j * stride && column < j * stride + K;
  const counted = (ch, u, v) => ch * K * K + u * K + v < added;
  const part = (ch) => shown.filter((term) => term.ch === ch).reduce((sum, { x, w }) => sum + x * w, 0);
  const title = (x, y, text, ink = c.muted) => html`<${Label} x=${x} y=${y} ink=${ink}>${text}<//>`;
  return html`
    ${range(C).map((ch) => html`
      ${title(IN + 2.5 * U, TOP[ch] - 14, `channel ${ch} of X`, c[`${HUES[ch]}Ink`])}
      <${Table} ...${input(ch)} values=${X[ch]} face=${(row, column) =>
        inWindow(row, column) && counted(ch, row - i * stride, column - j * stride) ? c[`${HUES[ch]}Pale`] : c.paper} />
      <${Frame} key=${`window${ch}`} ...${square(input(ch), i * stride, j * stride)} width=${K * U} color=${c[HUES[ch]]} thick="3.5" />
      ${range(F).map((filter) => html`
        <g>
          <${Table} ...${kernel(filter, ch)} values=${W[filter][ch]} ink=${filter === f ? c.ink : c.muted}
            rule=${filter === f ? c.rule : c.faint} face=${(u, v) => (filter === f && counted(ch, u, v) ? c.orangePale : c.paper)} />
          ${filter === f && html`<${Frame} ...${square(kernel(f, ch), 0, 0)} width=${K * KU} color=${c.orange} thick="2.5" />`}
        </g>`)}`)}
    ${range(F).map((filter) => html`
      <g>
        ${title(KERNELS + 146 * filter + 1.5 * KU, TOP[0] + U - 14, `filter ${filter}`, filter === f ? c.orangeInk : c.muted)}
        ${title(KERNELS + 146 * filter + 1.5 * KU, 396, `bias ${number(b[filter])}`, filter === f ? c.orangeInk : c.muted)}
      </g>
      ${title(OUT + (Y[0].length * U) / 2, TOP[filter] + U - 14, `map ${filter} of Y`, c.greenInk)}
      <${Table} ...${output(filter)} face=${(row, column) => (filter === f && row === i && column === j ? c.greenPale : c.paper)}
        values=${Y[filter].map((values, row) => values.map((y, column) => (filter === f && row === i && column === j ? total : y)))} />`)}
    <${Frame} key="place" ...${square(output(f), i, j)} color=${c.green} thick="3.5" />
    ${last && html`
      <${Frame} key="x" ...${square(input(last.ch), last.row, last.column)} color=${c.red} thick="3.5" />
      <${Frame} key="w" ...${square(kernel(f, last.ch), last.u, last.v)} color=${c.red} thick="3.5" />
      <${Flying} mark=${`${f}${i}${j}${added}`} color=${c.red}
        from=${[kernel(f, last.ch).x + (last.v + 0.5) * KU, kernel(f, last.ch).y + (last.u + 0.5) * KU]}
        to=${[output(f).x + (j + 0.5) * U, output(f).y + (i + 0.5) * U]}>${number(last.x * last.w)}<//>`}
    <${Maths} x="12" y="440" anchor="start" ink=${c.greenInk}>Y_${f}${i}${j} = b_${f}<//>
    ${range(C).map((ch) => html`<${Label} x=${130 + 150 * ch} y="440" anchor="start" ink=${c[`${HUES[ch]}Ink`]}
      >+ channel ${ch}: ${number(part(ch))}<//>`)}
    <${Label} x="434" y="440" anchor="start" size="16" weight="600" ink=${c.greenInk}>= ${number(b[f])} + ${signed(part(0))} + ${signed(part(1))} = ${number(total)}<//>
    ${last && html`<${Label} x="216" y="470" anchor="start" ink=${c.redInk}>channel ${last.ch}, u = ${last.u}, v = ${last.v}: ${number(last.x)} · ${signed(last.w)} = ${number(last.x * last.w)}<//>`}
    <${Label} x="12" y="470" anchor="start" ink=${c.muted}>${added} of ${TERMS} terms<//>`;
}

function sentence(state) {
  const { f, i, j, stride, added } = state;
  const total = terms(state).slice(0, added).reduce((sum, { x, w }) => sum + x * w, b[f]);
  const done = added === TERMS ? `${TERMS} products and the bias give` : `the bias and ${added} of ${TERMS} products give`;
  return `Stride ${stride}. Filter ${f} at row ${i}, column ${j}, over both channels: ${done} ${number(total)}.`;
}

const moved = (state, place) =>
  ["f", "i", "j"].every((key) => place[key] === state[key]) ? null : { ...place, added: TERMS };

export default {
  name: "channels",
  title: "Channels and filters",
  hint: "Point at an output; then let its sum grow: both channels, one filter, one number.",
  height: 486,
  initial: { f: 0, i: 0, j: 0, stride: 1, added: TERMS },
  controls: [slider("stride", "stride", 1, SIZE - K + 1), slider("added", "terms", 0, TERMS, { every: 800 })],
  Drawing: Channels,
  sentence,
  settle({ i, j, stride }, changed) {
    const last = outputs(stride) - 1;
    const place = { i: clamp(i, 0, last), j: clamp(j, 0, last) };
    return changed === "stride" ? { ...place, added: TERMS } : place;
  },
  point(state, { x, y }) {
    const count = outputs(state.stride);
    for (const f of range(F)) {
      const [i, j] = [Math.floor((y - output(f).y) / U), Math.floor((x - output(f).x) / U)];
      if (i >= 0 && i < count && j >= 0 && j < count) return moved(state, { f, i, j });
    }
    return null;
  },
  key(state, key) {
    const { f, i, j, stride, added } = state;
    if (key === " ") return { added: (added + 1) % (TERMS + 1) };
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
    if (!step) return null;
    const count = outputs(stride);
    const row = clamp(f * count + i + step[0], 0, F * count - 1); // the maps lie below each other
    return moved(state, { f: Math.floor(row / count), i: row % count, j: clamp(j + step[1], 0, count - 1) });
  },
};
