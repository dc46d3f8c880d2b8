// 03: the matrix of a kernel, its diagonals in colour, and its product with a signal row by row.
import { c, choice, clamp, Frame, html, Label, Maths, number, range, signed, slider, sub, Sum, Table } from "./runtime/index.js";
import { A, B } from "./two_ways.js"; // the text's own example

const [N, M] = [A.length, B.length];
const ROWS = N + M - 1;
const HUES = ["orange", "purple", "red"]; // of the weights
const ALL = "all";
const DIAGONALS = [ALL, ...range(M).map((m) => sub("b", m))];

export const MATRIX = range(ROWS).map((i) => range(N).map((j) => B[i - j] ?? 0));
export const product = () => MATRIX.map((row) => row.reduce((sum, t, j) => sum + t * A[j], 0));

// The products of a row that are not with a zero outside the band.
export const terms = (i) =>
  range(N)
    .filter((j) => B[i - j] !== undefined)
    .map((j) => ({
      letters: `b_${i - j} a_${j}`,
      numbers: `${number(B[i - j])} · ${signed(A[j])}`,
      value: B[i - j] * A[j],
      ink: c[`${HUES[i - j]}Ink`],
      face: c[`${HUES[i - j]}Pale`],
    }));

const U = 36;
const TOP = 40;
const AT = { matrix: 66, a: 258, y: 342, b: 480 };

function Toeplitz({ i, diagonal }) {
  const isLit = (m) => m >= 0 && m < M && (diagonal === ALL || diagonal === DIAGONALS[m + 1]);
  const outside = (r, j) => B[r - j] === undefined;
  const y = product();
  const used = terms(i).length;
  const first = Math.max(i - M + 1, 0);
  return html`
    <${Maths} x=${AT.matrix + (N * U) / 2} y="20">T<//>
    <${Maths} x=${AT.a + U / 2} y="20" ink=${c.blueInk}>a<//>
    <${Maths} x=${AT.y + U / 2} y="20" ink=${c.greenInk}>y<//>
    <${Table} x=${AT.matrix} y=${TOP} unit=${U} values=${MATRIX}
      face=${(r, j) => (isLit(r - j) ? c[`${HUES[r - j]}Pale`] : c.paper)}
      ink=${(r, j) => (outside(r, j) ? c.muted : isLit(r - j) ? c[`${HUES[r - j]}Ink`] : c.ink)} />
    <${Table} x=${AT.a} y=${TOP + U} unit=${U} values=${A.map((a) => [a])} face=${c.bluePale} />
    <${Label} x=${AT.a + 1.5 * U + 6} y=${TOP + 3 * U} size="16">=<//>
    <${Table} x=${AT.y} y=${TOP} unit=${U} values=${y.map((value, r) => [r <= i ? value : ""])}
      face=${(r) => (r <= i ? c.greenPale : c.paper)} />
    <${Maths} x=${AT.matrix - 14} y=${TOP + (i + 0.5) * U} anchor="end" ink=${c.greenInk}>y_${i}<//>
    <${Frame} key="row" x=${AT.matrix} y=${TOP + i * U} width=${N * U} height=${U} color=${c.ink} />
    <${Frame} key="a" x=${AT.a} y=${TOP + (1 + first) * U} width=${U} height=${used * U} color=${c.ink} />
    <${Frame} key="y" x=${AT.y} y=${TOP + i * U} width=${U} color=${c.ink} />
    <${Label} x=${AT.b} y=${TOP + U / 2} anchor="start" ink=${c.muted}>the kernel, a diagonal a weight<//>
    ${range(M).map((m) => html`<g>
      <rect x=${AT.b} y=${TOP + (m + 1) * U + 4} width="76" height=${U - 8} rx="5"
        fill=${isLit(m) ? c[`${HUES[m]}Pale`] : c.paper} stroke=${c.rule} />
      <${Maths} x=${AT.b + 38} y=${TOP + (m + 1.5) * U} ink=${isLit(m) ? c[`${HUES[m]}Ink`] : c.ink}
        >b_${m} = ${number(B[m])}<//></g>`)}
    <${Sum} x=${AT.matrix} y=${TOP + ROWS * U + 22} name=${`y_${i}`} column="92" ink=${c.greenInk} terms=${terms(i)} />`;
}

function sentence({ i, diagonal }) {
  const m = DIAGONALS.indexOf(diagonal) - 1;
  const where =
    m < 0
      ? "Each diagonal in the colour of its weight"
      : `The diagonal of ${diagonal} = ${number(B[m])} is lit: ${N} entries, where i − j = ${m}`;
  const sum = terms(i).map((term) => term.numbers.replaceAll(" ", "").replace(/^−\d/, "($&)"));
  return `${where}. Row ${i} times a: ${sum.join(" + ")} = ${number(product()[i])}.`;
}

export default {
  name: "toeplitz",
  title: "The matrix of a kernel",
  hint: "Point at an entry of the matrix: its diagonal lights up, its row is multiplied by the signal.",
  height: 340,
  initial: { i: 0, diagonal: ALL },
  controls: [slider("i", "row i", 0, ROWS - 1, { every: 1000 }), choice("diagonal", "diagonal", DIAGONALS)],
  Drawing: Toeplitz,
  sentence,
  point({ diagonal }, { x, y }) {
    const [i, j] = [Math.floor((y - TOP) / U), Math.floor((x - AT.matrix) / U)];
    if (i < 0 || i >= ROWS || x < AT.matrix || x > AT.y + U) return null;
    return { i, diagonal: j < N ? (DIAGONALS[B[i - j] === undefined ? 0 : i - j + 1]) : diagonal };
  },
  key({ i, diagonal }, key) {
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key] ?? [];
    if (down === undefined) return null;
    const at = clamp(DIAGONALS.indexOf(diagonal) + right, 0, M);
    return { i: clamp(i + down, 0, ROWS - 1), diagonal: DIAGONALS[at] };
  },
};
