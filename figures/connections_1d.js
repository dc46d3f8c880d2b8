// 04: which inputs an output of a one-dimensional layer is made of, and which outputs send
// gradient to an input. The numbers are those of the worked examples of 04.2 and 04.3.
import { Arrow, c, clamp, html, joined, Label, Maths, number, range, signed, slider, sub, Sum } from "./runtime/index.js";

export const X = [1, 2, 0, -1, 3];
export const W = [2, -1, 1];
export const G = [1, 0, 2, -1, 1];
const [N, M] = [X.length, W.length];
const HUES = ["blue", "orange", "green"]; // of the weights

// y of the layer with zeros outside, bias 0.
export function forward(x, w, centre) {
  return x.map((_, n) => w.reduce((sum, weight, m) => sum + weight * (x[n + m - centre] ?? 0), 0));
}

// Gradient of the input.
export function backward(g, w, centre) {
  return g.map((_, j) => w.reduce((sum, weight, m) => sum + weight * (g[j - m + centre] ?? 0), 0));
}

// What is connected with a unit: [{ place on the other side, m }], places outside for outputs too.
export function partners({ side, place, centre }) {
  if (side === "output") return range(M).map((m) => ({ place: place + m - centre, m }));
  return range(M)
    .reverse()
    .map((m) => ({ place: place - m + centre, m }))
    .filter((each) => inside(each.place));
}

const inside = (place) => 0 <= place && place < N;

const [OUTPUTS, INPUTS, HALF] = [88, 214, 19];
const column = (place) => 372 + 72 * (place - (N - 1) / 2);

function Unit({ place, row, name, value, meant, reached, hue }) {
  const face = meant ? c[`${hue}Pale`] : reached ? c.shade : c.paper;
  const apart = row === OUTPUTS ? -34 : 34;
  return html`<g>
    <rect class="cn-moves" x=${column(place) - 23} y=${row - HALF} width="46" height=${2 * HALF}
      rx="6" fill=${face} stroke=${meant ? c[hue] : reached ? c.ink : c.rule}
      stroke-width=${meant ? 3 : reached ? 1.6 : 1} />
    <${Label} x=${column(place)} y=${row} size="16">${number(value)}<//>
    <${Maths} x=${column(place)} y=${row + apart} ink=${meant ? c[`${hue}Ink`] : c.muted}
      >${name}_${place}<//>
  </g>`;
}

function Connections(state) {
  const { side, place, centre } = state;
  const found = partners(state);
  const isForward = side === "output";
  const hue = isForward ? "blue" : "red";
  const [y, back] = [forward(X, W, centre), backward(G, W, centre)];
  const reached = new Set(found.map((each) => each.place));
  const all = range(N).flatMap((n) =>
    range(M).map((m) => [n, n + m - centre]).filter(([, k]) => inside(k)),
  );
  const lines = found.map(({ place: other, m }) => {
    const [n, k] = isForward ? [place, other] : [other, place];
    return { n, k, m, outside: !inside(k) };
  });
  return html`
    <${Label} x="8" y=${OUTPUTS} anchor="start" ink=${c.muted}
      >${isForward ? "output" : "upstream"}<//>
    ${!isForward && html`<${Label} x="8" y=${OUTPUTS + 18} anchor="start" ink=${c.muted}>gradient<//>`}
    <${Label} x="8" y=${INPUTS} anchor="start" ink=${c.muted}>${isForward ? "input" : "gradient"}<//>
    ${!isForward && html`<${Label} x="8" y=${INPUTS + 18} anchor="start" ink=${c.muted}>of the input<//>`}
    ${W.map((w, m) => html`<${Maths} x=${372 + 96 * (m - 1)} y="20" ink=${c[`${HUES[m]}Ink`]}
      >w_${m} = ${number(w)}<//>`)}
    ${all.map(([n, k]) => html`<line x1=${column(n)} y1=${OUTPUTS + HALF} x2=${column(k)}
      y2=${INPUTS - HALF} stroke=${c.faint} stroke-width="1.5" />`)}
    ${lines.filter((line) => line.outside).map(({ k }) => html`<g>
      <rect x=${column(k) - 23} y=${INPUTS - HALF} width="46" height=${2 * HALF} rx="6"
        fill=${c.shade} stroke=${c.rule} stroke-dasharray="4 3" />
      <${Label} x=${column(k)} y=${INPUTS} size="16" ink=${c.muted}>0<//></g>`)}
    ${lines.map(({ n, k, m, outside }) => {
      const [top, bottom] = [[column(n), OUTPUTS + HALF], [column(k), INPUTS - HALF]];
      const [from, to] = isForward ? [bottom, top] : [top, bottom];
      const share = isForward ? 0.62 : 0.38; // nearer to the units that differ
      const [lx, ly] = [0, 1].map((i) => top[i] + share * (bottom[i] - top[i]));
      return html`<g>
        <${Arrow} x1=${from[0]} y1=${from[1]} x2=${to[0]} y2=${to[1]} color=${c[HUES[m]]}
          thick="3" head="11" opacity=${outside ? 0.5 : 1} />
        <rect x=${lx - 15} y=${ly - 12} width="30" height="24" rx="4" fill=${c[`${HUES[m]}Pale`]} />
        <${Maths} x=${lx} y=${ly - 1} ink=${c[`${HUES[m]}Ink`]}>w_${m}<//>
      </g>`;
    })}
    ${range(N).map((i) => html`
      <${Unit} row=${OUTPUTS} place=${i} name=${isForward ? "y" : "g"}
        value=${isForward ? y[i] : G[i]} hue=${hue} meant=${isForward && i === place}
        reached=${!isForward && reached.has(i)} />
      <${Unit} row=${INPUTS} place=${i} name=${isForward ? "x" : "x̄"}
        value=${isForward ? X[i] : back[i]} hue=${hue} meant=${!isForward && i === place}
        reached=${isForward && reached.has(i)} />`)}
    <${Sum} x=${130} y=${272} name=${isForward ? `y_${place}` : `x̄_${place}`} column="92"
      ink=${c[`${hue}Ink`]} terms=${terms(state)} />`;
}

export function terms(state) {
  return partners(state).map(({ place, m }) => {
    const [value, letters] =
      state.side === "output"
        ? [X[place] ?? 0, inside(place) ? `w_${m} x_${place}` : `w_${m} 0`]
        : [G[place], `g_${place} w_${m}`];
    const [a, b] = state.side === "output" ? [W[m], value] : [value, W[m]];
    return {
      letters,
      numbers: `${number(a)} · ${signed(b)}`,
      value: a * b,
      ink: c[`${HUES[m]}Ink`],
      face: c[`${HUES[m]}Pale`],
    };
  });
}

function sentence(state) {
  const { side, place, centre } = state;
  const sum = terms(state);
  const products = sum.map((term) => term.numbers.replaceAll(" ", "").replace(/^−\d/, "($&)"));
  const total = `${products.join(" + ")} = ${number(
    sum.reduce((all, term) => all + term.value, 0),
  )}`;
  const found = partners(state);
  if (side === "output") {
    const parts = found.map(
      (each) => `${inside(each.place) ? sub("x", each.place) : "a 0 outside"} (${sub("w", each.m)})`,
    );
    return `Centre ${centre}. The output ${sub("y", place)} is made of ${joined(parts)}: ${total}.`;
  }
  const parts = found.map((each) => `${sub("y", each.place)} (through ${sub("w", each.m)})`);
  return `Centre ${centre}. The input ${sub("x", place)} gets gradient from ${joined(parts)}: ${total}.`;
}

export default {
  name: "connections_1d",
  title: "Connections of a layer in one dimension",
  hint: "Point at an output or an input, or use the arrow keys: what is it made of, what does it hear from?",
  height: 330,
  initial: { side: "output", place: 2, centre: 1 },
  controls: [slider("centre", "centre c", 0, M - 1)],
  Drawing: Connections,
  sentence,
  point(_, { x, y }) {
    if (y < 40 || y > 256) return null;
    const place = clamp(Math.round((x - column(0)) / (column(1) - column(0))), 0, N - 1);
    return { side: y < (OUTPUTS + INPUTS) / 2 ? "output" : "input", place };
  },
  key({ place }, key) {
    if (key === "ArrowUp") return { side: "output" };
    if (key === "ArrowDown") return { side: "input" };
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    return step && { place: clamp(place + step, 0, N - 1) };
  },
};
