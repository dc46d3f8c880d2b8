// 04: from which input each output of a max pooling was taken, and where the gradients go.
import { c, choice, clamp, Frame, html, Label, range, slider, Table } from "./runtime/index.js";

export const MAP = [
  [1, 3, 2, 0, 6, 1, 4],
  [4, 5, 8, 1, 5, 3, 0],
  [0, 2, 6, 9, 3, 2, 7],
  [1, 0, 7, 3, 1, 8, 2],
  [5, 2, 1, 4, 0, 6, 3],
  [3, 9, 0, 2, 5, 1, 4],
];
const [H, W] = [MAP.length, MAP[0].length];
const [FORWARD, BACK] = ["forward", "back"];

// [{ i, j (of the output), row, column (of the first maximum of its window) }]
export function switches({ k, stride }) {
  const [rows, columns] = [H, W].map((size) => Math.floor((size - k) / stride) + 1);
  return range(rows).flatMap((i) =>
    range(columns).map((j) => {
      const places = range(k).flatMap((u) => range(k).map((v) => [i * stride + u, j * stride + v]));
      const [row, column] = places.reduce((best, at) => (MAP[at[0]][at[1]] > MAP[best[0]][best[1]] ? at : best));
      return { i, j, row, column };
    }),
  );
}

const [U, LEFT, MIDDLE, OUT] = [40, 20, 166, 560];

function places({ k, stride }) {
  const [rows, columns] = [H, W].map((size) => Math.floor((size - k) / stride) + 1);
  return {
    map: { x: LEFT, y: MIDDLE - (H * U) / 2, rows: H, columns: W },
    output: { x: OUT - (columns * U) / 2, y: MIDDLE - (rows * U) / 2, rows, columns },
  };
}

const square = (table, row, column) => ({ x: table.x + column * U, y: table.y + row * U, width: U });

function chosen(state) {
  const all = switches(state);
  if (state.side === "output") return all.filter(({ i, j }) => i === state.row && j === state.column);
  if (state.side === "map") return all.filter(({ row, column }) => row === state.row && column === state.column);
  return all;
}

function Switches(state) {
  const { side, row, column, k, stride, way } = state;
  const { map, output } = places(state);
  const [all, shown] = [switches(state), chosen(state)];
  const count = (i, j) => all.filter((each) => each.row === i && each.column === j).length;
  const isForward = way === FORWARD;
  const hue = isForward ? "blue" : "red";
  const values = isForward ? MAP : MAP.map((cells, i) => cells.map((_, j) => count(i, j)));
  const pooled = range(output.rows).map((i) => range(output.columns).map((j) => {
    const from = all[i * output.columns + j];
    return isForward ? MAP[from.row][from.column] : 1;
  }));
  const one = side !== "all";
  return html`
    <${Label} x=${LEFT + (W * U) / 2} y=${map.y - 16} ink=${c[`${hue}Ink`]}>${isForward ? "map X" : "gradient of the input"}<//>
    <${Label} x=${OUT} y=${output.y - 16} ink=${c[`${hue}Ink`]}>${isForward ? "output Y" : "upstream gradient"}<//>
    <${Table} x=${map.x} y=${map.y} unit=${U} values=${values} size="16"
      face=${(i, j) => (count(i, j) ? c[`${hue}Pale`] : c.paper)} ink=${(i, j) => (count(i, j) ? c.ink : c.muted)} />
    <${Table} x=${output.x} y=${output.y} unit=${U} values=${pooled} size="16" face=${c[`${hue}Pale`]} />
    ${shown.map((each) => html`<line x1=${map.x + (each.column + 0.85) * U} y1=${map.y + (each.row + 0.5) * U}
      x2=${output.x + (each.j + 0.15) * U} y2=${output.y + (each.i + 0.5) * U} stroke=${c[hue]}
      stroke-width=${one ? 2.5 : 1.2} opacity=${one ? 1 : 0.5} pointer-events="none" />`)}
    ${one && html`
      ${side === "map" && html`<${Frame} key="input" ...${square(map, row, column)} color=${c[hue]} />`}
      ${side === "output" && shown.map(({ i, j }) => html`<${Frame} key="window" ...${square(map, i * stride, j * stride)}
        width=${k * U} color=${c[hue]} />`)}
      ${shown.map(({ i, j }) => html`<${Frame} key=${`${i},${j}`} ...${square(output, i, j)} color=${c[hue]} />`)}`}`;
}

function sentence(state) {
  const { side, row, column, k, stride, way } = state;
  const shown = chosen(state);
  const start = `Windows of ${k} × ${k}, stride ${stride}: `;
  if (side === "output" && shown.length) {
    const from = shown[0];
    return `${start}output (${row}, ${column}) is switched to input (${from.row}, ${from.column}), whose value is ${MAP[from.row][from.column]}.`;
  }
  if (side === "map")
    return `${start}${shown.length} output${shown.length === 1 ? " is" : "s are"} switched to input (${row}, ${column}).`;
  const counts = new Map();
  for (const each of shown) counts.set(`${each.row}, ${each.column}`, (counts.get(`${each.row}, ${each.column}`) ?? 0) + 1);
  const all = `${start}${shown.length} outputs are switched to ${counts.size} inputs`;
  const [place, most] = [...counts].reduce((best, each) => (each[1] > best[1] ? each : best));
  if (most === 1) return `${all}, each to another one.`;
  const [i, j] = place.split(", ");
  return way === FORWARD
    ? `${all}; the ${MAP[i][j]} at (${place}) is the maximum of ${most} windows.`
    : `${all}; their gradients sum to ${shown.length}, the largest is ${most}.`;
}

function settle(state) {
  const { output } = places(state);
  if (state.side !== "output") return {};
  return { row: clamp(state.row, 0, output.rows - 1), column: clamp(state.column, 0, output.columns - 1) };
}

export default {
  name: "switches",
  title: "The switches of max pooling",
  hint: "Point at an output or at an input, or beside the tables for all; then look at the way back.",
  height: 308,
  initial: { side: "all", row: 0, column: 0, k: 2, stride: 2, way: FORWARD },
  controls: [
    slider("k", "window k × k", 2, 4),
    slider("stride", "stride", 1, 3),
    choice("way", "way", [FORWARD, BACK]),
  ],
  Drawing: Switches,
  sentence,
  settle,
  point(state, { x, y }) {
    for (const [side, table] of Object.entries(places(state))) {
      const [row, column] = [Math.floor((y - table.y) / U), Math.floor((x - table.x) / U)];
      if (row >= 0 && row < table.rows && column >= 0 && column < table.columns) return { side, row, column };
    }
    return { side: "all" };
  },
  key(state, key) {
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
    if (key === "Escape") return { side: "all" };
    if (!move) return null;
    if (state.side === "all") return { side: "output", row: 0, column: 0 };
    const table = places(state)[state.side];
    const [row, column] = [state.row + move[0], state.column + move[1]];
    if (state.side === "output" && column < 0) return { side: "map", row, column: W - 1 };
    if (state.side === "map" && column >= W) return { side: "output", row: clamp(row, 0, 1), column: 0 };
    return { row: clamp(row, 0, table.rows - 1), column: clamp(column, 0, table.columns - 1) };
  },
};
