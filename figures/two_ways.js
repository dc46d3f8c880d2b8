// 03: one convolution as a sum of copies, and as a window that slides over the signal.
import { Arrow, c, Frame, html, joined, Label, Maths, Moved, number, range, signed, slider, Table } from "./runtime/index.js";

// The worked example of the text. Its lectures' own pair is an exercise and isn't shown.
export const A = [1, 2, 0, -1];
export const B = [3, 1, -2];
const [N, M] = [A.length, B.length];
const U = 36;
const [LEFT, RIGHT, TOP, SUM] = [86, 416, 76, 252];

export const products = (i) => range(N).map((j) => (B[i - j] === undefined ? null : A[j] * B[i - j]));
export const outputs = () => range(N + M - 1).map((i) => products(i).reduce((sum, p) => sum + (p ?? 0), 0));
export const padded = () => [...Array(M - 1).fill(0), ...A, ...Array(M - 1).fill(0)];

function TwoWays({ i }) {
  const copies = range(N).map((j) => range(N + M - 1).map((at) => (B[at - j] === undefined ? "" : A[j] * B[at - j])));
  const reverse = [...B].reverse();
  const window = padded().slice(i, i + M);
  const total = outputs()[i];
  const inside = (_, j) => j >= M - 1 && j < M - 1 + N;
  return html`
    <${Label} x="8" y="16" anchor="start" size="16" weight="600">Translate and scale<//>
    <${Label} x="326" y="16" anchor="start" size="16" weight="600">Flip and filter<//>
    ${range(N).map((j) => html`<${Maths} x="8" y=${TOP + (j + 0.5) * U} anchor="start" ink=${c.blueInk}
      >a_${j} = ${number(A[j])}<//>`)}
    ${range(N + M - 1).map((j) => html`<${Maths} x=${LEFT + (j + 0.5) * U} y=${TOP - 14}
      ink=${j === i ? c.redInk : c.muted}>y_${j}<//>`)}
    <${Table} x=${LEFT} y=${TOP} unit=${U} values=${copies}
      face=${(j, at) => (copies[j][at] === "" ? c.paper : c.orangePale)} />
    <${Label} x="8" y=${SUM + U / 2} anchor="start" ink=${c.greenInk}>sum<//>
    <${Table} x=${LEFT} y=${SUM} unit=${U} values=${[outputs()]} face=${c.greenPale} />
    <${Frame} key="column" x=${LEFT + i * U} y=${TOP} width=${U} height=${N * U} color=${c.red} />
    <${Frame} key="sum" x=${LEFT + i * U} y=${SUM} width=${U} color=${c.red} />

    <${Label} x="326" y=${TOP + U / 2} anchor="start" ink=${c.blueInk}>a, padded<//>
    <${Label} x="326" y=${TOP + 1.5 * U + 8} anchor="start" ink=${c.orangeInk}>b, flipped<//>
    <${Label} x="326" y=${TOP + 2.5 * U + 16} anchor="start">products<//>
    <${Label} x="326" y=${SUM + U / 2} anchor="start" ink=${c.greenInk}>sum<//>
    <${Table} x=${RIGHT} y=${TOP} unit=${U} values=${[padded()]}
      face=${(row, j) => (inside(row, j) ? c.bluePale : c.shade)} ink=${(row, j) => (inside(row, j) ? c.ink : c.muted)} />
    <${Moved} x=${RIGHT + i * U} y=${TOP}>
      <${Table} x=${0} y=${U + 8} unit=${U} values=${[reverse]} face=${c.orangePale} />
      <${Table} x=${0} y=${2 * U + 16} unit=${U} values=${[window.map((a, m) => a * reverse[m])]} />
      <${Arrow} x1=${1.5 * U} y1=${3 * U + 22} x2=${1.5 * U} y2=${SUM - TOP - 4} color=${c.green} />
      <${Table} x=${U} y=${SUM - TOP} unit=${U} values=${[[total]]} face=${c.greenPale} />
      <${Frame} x=${0} y=${-2} width=${M * U} height=${3 * U + 20} color=${c.red} />
    <//>`;
}

function sentence({ i }) {
  const column = products(i).filter((p) => p !== null).map(number);
  const reverse = [...B].reverse();
  const window = padded().slice(i, i + M);
  const sum = window.map((a, m) => `${signed(a)}·${signed(reverse[m])}`).join(" + ");
  const where = i >= M - 1 && i <= N - 1 ? "wholly inside the signal" : "partly outside the signal";
  return (
    `Output i = ${i}: the column of the copies has the ${column.length === 1 ? "entry" : "entries"} ` +
    `${joined(column)}; the window, ${where}, gives ${sum} = ${number(outputs()[i])}.`
  );
}

export default {
  name: "two_ways",
  title: "Two ways to convolve",
  hint: "Choose an output: a column of the copies on the left, a place of the window on the right.",
  height: 304,
  initial: { i: 0 },
  controls: [slider("i", "output i", 0, N + M - 2, { every: 1000 })],
  Drawing: TwoWays,
  sentence,
  point(_, { x, y }) {
    if (y < TOP - 24 || y > SUM + U) return null;
    const column = Math.floor((x - LEFT) / U);
    if (column >= 0 && column < N + M - 1) return { i: column };
    const window = Math.round((x - RIGHT) / U - M / 2);
    return x > RIGHT && window >= 0 && window < N + M - 1 ? { i: window } : null;
  },
  key({ i }, key) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    return step && { i: Math.min(Math.max(i + step, 0), N + M - 2) };
  },
};
