// 04: which places of an image an output sees, which outputs send gradient to a place, and the sum
// of either, term by term. With the numbers of the worked example of 04.7, or on 5 × 5 places.
import { c, choice, clamp, Flying, Frame, html, joined, Label, Maths, number, range, signed, slider, sub, Sum, Table } from "./runtime/index.js";

const LARGE = "5 × 5 places";
const SMALL = "the numbers of 04.7";
export const EXAMPLES = {
  [LARGE]: {
    X: [[1, 0, 2, 1, 0], [3, 1, -1, 0, 2], [0, 2, 1, -2, 1], [1, -1, 0, 3, 0], [2, 0, 1, 1, -1]],
    W: [[1, 0, -1], [2, 1, 0], [0, -1, 3]],
    G: range(7).map((i) => range(7).map((j) => [1, -1, 2, 0, 3, -2][(2 * i + j + i * j) % 6])),
  },
  [SMALL]: {
    X: [[1, 3, 1], [0, -1, 1], [2, 2, -1]],
    W: [[1, 2], [0, -1]],
    G: [[1, -1, 2, 0], [2, 3, 1, -1], [0, 1, -2, 1], [1, 0, 2, 3]],
  },
};

// Outputs along one axis.
export const outputs = ({ X, W }, stride, pad) =>
  Math.floor((X.length + 2 * pad - W.length) / stride) + 1;

// What is connected with a place: [{ row, column (on the other side), u, v }], row by row.
export function reached({ example, side, row, column, stride, pad }) {
  const [k, count] = [EXAMPLES[example].W.length, outputs(EXAMPLES[example], stride, pad)];
  const all = range(k).flatMap((u) => range(k).map((v) => ({ u, v })));
  if (side === "output")
    return all.map(({ u, v }) => ({ row: row * stride + u - pad, column: column * stride + v - pad, u, v }));
  return all
    .reverse()
    .map(({ u, v }) => ({ row: (row + pad - u) / stride, column: (column + pad - v) / stride, u, v }))
    .filter((at) => [at.row, at.column].every((p) => Number.isInteger(p) && 0 <= p && p < count));
}

const at = (values, { row, column }) => values[row]?.[column] ?? 0;

// The numbers of all places: of an output the value, of an input its gradient.
export function values(state, side) {
  const example = EXAMPLES[state.example];
  const count = side === "output" ? outputs(example, state.stride, state.pad) : example.X.length;
  const other = side === "output" ? example.X : example.G;
  return range(count).map((row) =>
    range(count).map((column) =>
      reached({ ...state, side, row, column }).reduce(
        (sum, each) => sum + at(other, each) * example.W[each.u][each.v],
        0,
      ),
    ),
  );
}

// A hue for each window; those that touch differ.
const HUES = ["blue", "orange", "green", "purple"];
const hueOf = ({ row, column }) => HUES[2 * (row % 2) + (column % 2)];

const [MIDDLE, LEFT, CENTRE, RIGHT] = [182, 165, 394, 590];

// Where the tables are: { input, output, kernel }, each { x, y, unit, count }.
function places({ example, stride, pad }) {
  const { X, W } = EXAMPLES[example];
  const [n, count] = [X.length + 2 * pad, outputs(EXAMPLES[example], stride, pad)];
  const unit = Math.min(60, Math.floor(306 / n), Math.floor(238 / count));
  const table = (middle, size) => ({
    x: middle - (size * unit) / 2,
    y: MIDDLE - (size * unit) / 2,
    unit,
    count: size,
  });
  return {
    input: table(LEFT, n),
    output: table(RIGHT, count),
    kernel: table(CENTRE, W.length),
  };
}

const square = ({ x, y, unit }, row, column) => ({ x: x + column * unit, y: y + row * unit, width: unit });

export function terms(state) {
  const { X, W, G } = EXAMPLES[state.example];
  return reached(state).map((each) => {
    const weight = W[each.u][each.v];
    if (state.side === "output") {
      const value = at(X, each);
      const there = X[each.row]?.[each.column] !== undefined;
      const letters = `${there ? `X_${each.row}${each.column}` : "0"} W_${each.u}${each.v}`;
      const numbers = `${number(value)} · ${signed(weight)}`;
      return { ...each, letters, numbers, value: value * weight, ink: c.blueInk, face: c.bluePale, hue: "blue" };
    }
    const [value, hue] = [G[each.row][each.column], hueOf(each)];
    return {
      ...each,
      letters: `G_${each.row}${each.column} W_${each.u}${each.v}`,
      numbers: `${number(value)} · ${signed(weight)}`,
      value: value * weight,
      ink: c[`${hue}Ink`],
      face: c[`${hue}Pale`],
      hue,
    };
  });
}

const isPadding = ({ example, side, row, column }) =>
  side === "input" && EXAMPLES[example].X[row]?.[column] === undefined;

function Connections(state) {
  const { example, side, row, column, stride, pad } = state;
  const { X, W, G } = EXAMPLES[example];
  const isForward = side === "output";
  const all = terms(state);
  const added = Math.min(state.added ?? all.length, all.length);
  const shown = all.slice(0, added);
  const last = added < all.length ? shown.at(-1) : null; // the term that is meant
  const { input, output, kernel } = places(state);
  const sum = shown.reduce((total, term) => total + term.value, 0);

  const left = isForward ? X : values(state, "input");
  const right = isForward ? values(state, "output") : G;
  const isMeant = (i, j) => i === row && j === column;
  const found = (i, j) => shown.find((term) => term.row === i && term.column === j);
  const padded = range(input.count, -pad).map((i) =>
    range(input.count, -pad).map((j) => (!isForward && isMeant(i, j) && !isPadding(state) ? sum : at(left, { row: i, column: j }))),
  );
  const outside = (i, j) => X[i - pad]?.[j - pad] === undefined;
  const inputFace = (i, j) => {
    if (isForward && found(i - pad, j - pad)) return c.bluePale;
    if (outside(i, j)) return c.shade;
    return !isForward && isMeant(i - pad, j - pad) ? c.redPale : c.paper;
  };
  const outputFace = (i, j) => {
    if (isForward) return isMeant(i, j) ? c.bluePale : c.paper;
    return found(i, j)?.face ?? c.paper;
  };
  const kernelFace = (u, v) => {
    const term = shown.find((each) => each.u === u && each.v === v);
    return term ? (isForward ? c.orangePale : term.face) : c.paper;
  };
  const rightValues = range(output.count).map((i) =>
    range(output.count).map((j) => (isForward && isMeant(i, j) ? sum : right[i][j])),
  );
  const size = Math.min(18, 0.46 * input.unit);
  const name = `${isForward ? "Y" : "X̄"}_${row}${column}`;
  const colors = isForward ? [c.blue, c.blueInk] : [c.red, c.redInk];
  const k = W.length;

  return html`
    <${Label} x=${LEFT} y=${input.y - 14} ink=${c.muted}>${isForward ? (pad ? "input X, with padding" : "input X") : "gradient of the input, X̄"}<//>
    <${Label} x=${CENTRE} y=${kernel.y - 14} ink=${c.muted}>kernel W<//>
    <${Label} x=${RIGHT} y=${output.y - 14} ink=${c.muted}>${isForward ? "output Y" : "upstream gradient G"}<//>
    <${Table} ...${input} values=${padded} face=${inputFace} size=${size}
      ink=${(i, j) => (outside(i, j) ? c.muted : c.ink)} />
    ${pad > 0 && html`<rect x=${input.x + pad * input.unit} y=${input.y + pad * input.unit}
      width=${X.length * input.unit} height=${X.length * input.unit} fill="none" stroke=${c.ink}
      stroke-width="1.8" pointer-events="none" />`}
    <${Table} ...${kernel} values=${W} face=${kernelFace} size=${size} />
    <${Table} ...${output} values=${rightValues} face=${outputFace} size=${size} />
    ${isForward
      ? html`<${Frame} key="window" ...${square(input, row * stride, column * stride)}
          width=${k * input.unit} color=${c.blue} thick="3.5" />`
      : all.map((term, t) => {
          const inset = 2 * HUES.indexOf(term.hue);
          const window = square(input, term.row * stride, term.column * stride);
          return html`<${Frame} key=${`${term.row},${term.column}`} x=${window.x + inset}
            y=${window.y + inset} width=${k * input.unit - 2 * inset} color=${c[term.hue]}
            thick=${term === last ? 4.5 : 2.5} opacity=${t < added ? 1 : 0.25} />`;
        })}
    ${!isForward && shown.map((term) => html`<${Frame} key=${`o${term.row},${term.column}`}
      ...${square(output, term.row, term.column)} color=${c[term.hue]} />`)}
    ${last && html`<${Frame} key="weight" ...${square(kernel, last.u, last.v)} color=${last.ink} thick="3.5" />`}
    ${last && isForward && html`<${Frame} key="place" color=${last.ink} thick="3.5"
      ...${square(input, last.row + pad, last.column + pad)} />`}
    <${Frame} key="meant" color=${colors[0]} thick="3.5" ...${isForward
      ? square(output, row, column) : square(input, row + pad, column + pad)} />
    ${last && html`<${Flying} mark=${`${name}${added}`} color=${last.ink} ...${flight(state, last, input, output)}
      >${number(last.value)}<//>`}
    ${isPadding(state)
      ? html`<${Label} x="12" y="386" anchor="start" ink=${c.muted}>a zero of the padding: what comes here is cut off<//>`
      : all.length
        ? html`<${Sum} x=${8} y=${350} name=${name} terms=${all} added=${added} ink=${colors[1]}
            column=${all.length > 4 ? 65 : 92} />`
        : html`<${Maths} x="12" y="386" anchor="start" ink=${c.redInk}>${name} = 0<//>`}`;
}

// A product goes from where it is made to the place that gathers it.
function flight(state, term, input, output) {
  const middle = ({ x, y, width }) => [x + width / 2, y + width / 2];
  const [inner, outer] =
    state.side === "output"
      ? [[term.row, term.column], [state.row, state.column]]
      : [[state.row, state.column], [term.row, term.column]];
  const there = middle(square(input, inner[0] + state.pad, inner[1] + state.pad));
  const here = middle(square(output, ...outer));
  return state.side === "output" ? { from: there, to: here } : { from: here, to: there };
}

function sentence(state) {
  const { example, side, row, column, stride, pad } = state;
  const where = `Stride ${stride}, padding ${pad}.`;
  const all = terms(state);
  const added = Math.min(state.added ?? all.length, all.length);
  const total = number(all.slice(0, added).reduce((sum, term) => sum + term.value, 0));
  const partly = added < all.length ? `; ${added} of ${all.length} terms give ${total}` : `; the sum is ${total}`;
  if (side === "output") {
    const zeros = all.filter((term) => EXAMPLES[example].X[term.row]?.[term.column] === undefined).length;
    const extra = zeros ? `, ${zeros} of them zeros of the padding` : "";
    return `${where} The output ${sub("Y", row, column)} sees ${all.length} places${extra}${partly}.`;
  }
  if (isPadding(state)) return `${where} This is a zero of the padding: its gradient is cut off.`;
  const name = sub("X", row, column);
  if (!all.length) return `${where} The input ${name} lies in no window: it gets no gradient.`;
  const parts = all.map((term) => `${sub("Y", term.row, term.column)} through ${sub("W", term.u, term.v)}`);
  return `${where} The input ${name} gets gradient from ${joined(parts)}${partly}.`;
}

// A place that is there for this example, stride and padding.
function settle(state, changed) {
  const example = EXAMPLES[state.example];
  if (changed === "example" && state.example === SMALL)
    return { stride: 1, pad: 0, side: "input", row: 1, column: 1, added: null };
  if (changed === "example") return { stride: 2, pad: 1, side: "output", row: 1, column: 1, added: null };
  const pad = Math.min(state.pad, example.W.length - 1);
  const count = outputs(example, state.stride, pad);
  const [low, high] = state.side === "input" ? [-pad, example.X.length - 1 + pad] : [0, count - 1];
  const settled = { pad, row: clamp(state.row, low, high), column: clamp(state.column, low, high) };
  return changed === "stride" || changed === "pad" ? { ...settled, added: null } : settled;
}

const length = (state) => reached(state).length;

export default {
  name: "connections_2d",
  title: "Connections of a layer in two dimensions",
  hint: "Point at an output on the right, or at an input on the left; then let the sum grow term by term.",
  height: 430,
  initial: { example: LARGE, side: "output", row: 1, column: 1, stride: 2, pad: 1, added: null },
  controls: [
    choice("example", "example", [LARGE, SMALL]),
    slider("stride", "stride", 1, 3),
    slider("pad", "padding", 0, (state) => EXAMPLES[state.example].W.length - 1),
    slider("added", "terms", 0, length, {
      every: 1000,
      show: (value, state) => `${Math.min(value, length(state))} of ${length(state)}`,
    }),
  ],
  Drawing: Connections,
  sentence,
  settle,
  point(state, { x, y }) {
    const { input, output } = places(state);
    for (const [side, table, shift] of [["input", input, state.pad], ["output", output, 0]]) {
      const [row, column] = [Math.floor((y - table.y) / table.unit), Math.floor((x - table.x) / table.unit)];
      if ([row, column].some((p) => p < 0 || p >= table.count)) continue;
      return moved(state, { side, row: row - shift, column: column - shift });
    }
    return null;
  },
  key(state, key) {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
    if (key === " ") return { added: ((state.added ?? length(state)) + 1) % (length(state) + 1) };
    if (!step) return null;
    const [low, high] = [-state.pad, EXAMPLES[state.example].X.length - 1 + state.pad];
    const [row, column] = [state.row + step[0], state.column + step[1]];
    // From the left edge of the output to the input, and back from the input's right edge.
    if (state.side === "output" && column < 0) return moved(state, { side: "input", row, column: high });
    if (state.side === "input" && column > high) return moved(state, { side: "output", row, column: 0 });
    return moved(state, { side: state.side, row, column: state.side === "input" ? Math.max(column, low) : column });
  },
};

function moved(state, place) {
  const stays = ["side", "row", "column"].every((key) => place[key] === state[key]);
  return stays ? null : { ...place, added: null };
}
