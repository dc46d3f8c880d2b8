// 04: what stands outside the signal, as the matrix of the layer, its output and its gradient.
import { c, choice, html, Label, listed, Maths, number, range, slider, Table } from "./runtime/index.js";

const KINDS = ["zero", "valid", "reflect", "edge", "wrap"];
export const X = [1, 2, 0, -1, 3];
export const W = [2, -1, 1];
export const G = [1, 0, 2, -1, 1];
const [N, M] = [X.length, W.length];

// The input that stands at position k of the signal, or null.
export function placed(boundary, k) {
  if (0 <= k && k < N) return k;
  if (boundary === "wrap") return ((k % N) + N) % N;
  if (boundary === "edge") return k < 0 ? 0 : N - 1;
  if (boundary === "reflect") return k < 0 ? -k : 2 * (N - 1) - k;
  return null;
}

// Rows that exist, each an array of the weights [{ m, outside }] for each input.
export function entries({ boundary, centre }) {
  const rows = range(N).filter((n) => boundary !== "valid" || (n >= centre && n + M - 1 - centre < N));
  return rows.map((n) => {
    const row = range(N).map(() => []);
    for (const m of range(M)) {
      const j = placed(boundary, n + m - centre);
      if (j !== null) row[j].push({ m, outside: j !== n + m - centre });
    }
    return { n, row };
  });
}

// y, the gradient of the input, and the sums of the columns.
export function numbers(state) {
  const rows = entries(state).map(({ n, row }) => ({ n, row: row.map((cell) => cell.reduce((sum, { m }) => sum + W[m], 0)) }));
  const column = (weigh) => range(N).map((j) => rows.reduce((sum, { n, row }) => sum + weigh(n) * row[j], 0));
  return {
    y: rows.map(({ row }) => row.reduce((sum, w, j) => sum + w * X[j], 0)),
    dx: column((n) => G[n]),
    sums: column(() => 1),
  };
}

const [U, LEFT, TOP] = [50, 96, 84];

// A sum of weights, two in a line, as a square has room for.
function lines(cell) {
  const text = cell.map(({ m }) => `w_${m}`);
  const first = text.slice(0, 2).join("+") || "0";
  return text.length > 2 ? [first, `+${text.slice(2).join("+")}`] : [first];
}

function Boundaries(state) {
  const rows = entries(state);
  const { y, dx } = numbers(state);
  const row = (at) => TOP + at * U;
  const faceOf = (cell) => (cell.some(({ outside }) => outside) ? c.orangePale : cell.length ? c.greenPale : c.paper);
  const right = LEFT + 5.5 * U;
  return html`
    <${Maths} x=${LEFT - 12} y=${row(-0.8)} anchor="end" ink=${c.blueInk}>x<//>
    <${Table} x=${LEFT} y=${row(-1.3)} unit=${U} values=${[X]} face=${c.bluePale} size="16" />
    ${rows.map(({ n, row: cells }, i) => html`
      ${cells.map((cell, j) => html`
        <rect x=${LEFT + j * U} y=${row(n)} width=${U} height=${U} fill=${faceOf(cell)} stroke=${c.rule} />
        ${cell.some(({ outside }) => outside) && html`<path fill=${c.orangeInk}
          d=${`M${LEFT + j * U} ${row(n)}h10l-10 10z`} />`}
        ${lines(cell).map((text, line, all) => html`<${Maths} x=${LEFT + (j + 0.5) * U}
          y=${row(n + 0.5) + (line - (all.length - 1) / 2) * 18} size=${cell.length > 1 ? 13 : 16}
          ink=${cell.length ? c.ink : c.muted}>${text}<//>`)}`)}
      <${Table} x=${right} y=${row(n)} unit=${U} values=${[[y[i]]]} face=${c.bluePale} size="16" />
      <${Table} x=${right + 1.6 * U} y=${row(n)} unit=${U} values=${[[G[n]]]} face=${c.redPale} size="16" />`)}
    ${range(N).map((n) => {
      const there = rows.some((each) => each.n === n);
      return html`<${Maths} x=${LEFT - 12} y=${row(n + 0.5)} anchor="end" ink=${there ? c.ink : c.muted}
        >${there ? `y_${n}` : `– y_${n}`}<//>`;
    })}
    <${Maths} x=${right + 0.5 * U} y=${row(-0.35)} ink=${c.blueInk}>y = A x<//>
    <${Maths} x=${right + 2.1 * U} y=${row(-0.35)} ink=${c.redInk}>g<//>
    <${Maths} x=${LEFT - 12} y=${row(5.8)} anchor="end" ink=${c.redInk}>x̄ = Aᵀ g<//>
    <${Table} x=${LEFT} y=${row(5.3)} unit=${U} values=${[dx]} face=${c.redPale} size="16" />
    <rect x="520" y=${TOP} width="18" height="18" fill=${c.greenPale} stroke=${c.rule} />
    <${Label} x="548" y=${TOP + 9} anchor="start">a weight in its place<//>
    <rect x="520" y=${TOP + 30} width="18" height="18" fill=${c.orangePale} stroke=${c.rule} />
    <path fill=${c.orangeInk} d=${`M520 ${TOP + 30}h8l-8 8z`} />
    <${Label} x="548" y=${TOP + 39} anchor="start">from outside<//>
    <${Maths} x="520" y=${TOP + 84} anchor="start">w = ${listed(W)}<//>
    <${Maths} x="520" y=${TOP + 110} anchor="start">b = 0<//>`;
}

function sentence(state) {
  const { y, dx, sums } = numbers(state);
  return (
    `Boundary ${state.boundary}, centre ${number(state.centre)}: y = ${listed(y)}, the input's gradient is ` +
    `${listed(dx)}, and the columns of the matrix sum to ${listed(sums)}.`
  );
}

export default {
  name: "boundaries",
  title: "What stands outside the signal",
  hint: "Choose a boundary and a centre: where do the weights go that have no place in the matrix?",
  height: 410,
  initial: { boundary: "zero", centre: 1 },
  controls: [choice("boundary", "boundary", KINDS), slider("centre", "centre c", 0, M - 1)],
  Drawing: Boundaries,
  sentence,
};
