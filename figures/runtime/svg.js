// The parts that drawings are made of. One unit is one pixel where the picture is 720 wide.
import htm from "htm";
import { h } from "preact";
import { c } from "./theme.js";
import { number } from "./words.js";

export const html = htm.bind(h);
export const WIDTH = 720;
export const SIZE = 14; // of text; at 700 pixels it is still above 13
const MATHS = "'STIX Two Text','Latin Modern Roman',Cambria,Georgia,'Times New Roman','DejaVu Serif',serif";

// A text in the middle of its line. `anchor` is start, middle or end.
export function Label({ x, y, size = SIZE, ink = c.ink, anchor = "middle", weight, children }) {
  return html`<text
    x=${x}
    y=${+y + 0.35 * size}
    font-size=${size}
    fill=${ink}
    text-anchor=${anchor}
    font-weight=${weight}
  >${children}</text>`;
}

const LETTER = /([A-Za-zα-ω]\u0304?)(?:_([\w−,]+))?/gu;

// A formula: single letters are set as variables, what follows a "_" as a subscript: "X̄_11 = 6".
export function Maths({ x, y, size = 16, ink = c.ink, anchor = "middle", children }) {
  const text = [children].flat().join("");
  const parts = [];
  let end = 0;
  let lower = 0; // how far the line is below its own baseline
  const put = (value, props, down) => {
    const dy = down - lower;
    lower = down;
    parts.push(html`<tspan dy=${dy || undefined} ...${props}>${value}</tspan>`);
  };
  for (const match of text.matchAll(LETTER)) {
    if (match.index > end) put(text.slice(end, match.index), {}, 0);
    put(match[1], { "font-family": MATHS, "font-style": "italic", "font-size": +size + 1 }, 0);
    if (match[2]) put(match[2], { "font-size": Math.max(12, 0.75 * size) }, 0.25 * size);
    end = match.index + match[0].length;
  }
  if (end < text.length) put(text.slice(end), {}, 0);
  return html`<text x=${x} y=${+y + 0.35 * size} font-size=${size} fill=${ink} text-anchor=${anchor}
    >${parts}</text>`;
}

// A table of numbers or texts. face, ink and text may be values or functions of (i, j).
export function Table({ x, y, unit, values, face = c.paper, ink = c.ink, size = SIZE, rule = c.rule }) {
  const of = (what, i, j) => (typeof what === "function" ? what(i, j) : what);
  return html`<g>
    ${values.map((row, i) =>
      row.map(
        (value, j) => html`<rect
            x=${x + j * unit}
            y=${y + i * unit}
            width=${unit}
            height=${unit}
            fill=${of(face, i, j)}
            stroke=${rule}
          />`,
      ),
    )}
    ${values.map((row, i) =>
      row.map((value, j) => {
        const text = typeof value === "number" ? number(value) : value;
        if (text === "" || text == null) return null;
        const place = { x: x + (j + 0.5) * unit, y: y + (i + 0.5) * unit };
        return html`<${Label} ...${place} size=${size} ink=${of(ink, i, j)}>${text}<//>`;
      }),
    )}
  </g>`;
}

// A thick frame around squares of a table; it slides when its place changes.
export function Frame({ x, y, width, height = width, color, thick = 2.5, dash, opacity, fill = "none" }) {
  return html`<rect
    class="cn-moves"
    x=${x}
    y=${y}
    width=${width}
    height=${height}
    rx="2"
    fill=${fill}
    stroke=${color}
    stroke-width=${thick}
    stroke-dasharray=${dash}
    opacity=${opacity}
    pointer-events="none"
  />`;
}

// What slides as one, texts included: children drawn at 0, moved to (x, y).
export function Moved({ x, y, children }) {
  return html`<g class="cn-moves" style=${`transform:translate(${x}px,${y}px)`}>${children}</g>`;
}

// From (x1, y1) to (x2, y2) with a head; `from` and `to` are shares of the way that are left out.
export function Arrow({ x1, y1, x2, y2, color, thick = 2, head = 8, opacity }) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [bx, by] = [x2 - head * ux, y2 - head * uy];
  const side = 0.45 * head;
  const corners = [
    [x2, y2],
    [bx - side * uy, by + side * ux],
    [bx + side * uy, by - side * ux],
  ];
  return html`<g opacity=${opacity}>
    <line x1=${x1} y1=${y1} x2=${bx} y2=${by} stroke=${color} stroke-width=${thick} />
    <polygon points=${corners.map((p) => p.map((v) => v.toFixed(1)).join(",")).join(" ")} fill=${color} />
  </g>`;
}

// A sum, a column a term: the letters above, the numbers below; then what has been added so far.
// terms: [{ letters, numbers, value, ink, face }]; `added` of them are there, the last one is meant.
// Where columns are narrow, the letters of a product stand below each other; it is 80 high then.
export function Sum({ x, y, name, terms, added = terms.length, ink = c.ink, column = 64 }) {
  const total = terms.slice(0, added).reduce((sum, term) => sum + term.value, 0);
  const left = x + 58;
  const stacked = column < 80;
  const lines = (letters) => (stacked ? letters.split(" ") : [letters]);
  const height = stacked ? 76 : 54;
  const middle = y + height / 2;
  return html`<g>
    <${Maths} x=${x} y=${middle} anchor="start" ink=${ink}>${name} =<//>
    ${terms.map((term, t) => {
      const [at, there] = [left + (t + 0.5) * column - 3.5, t < added];
      const meant = there && t === added - 1 && added < terms.length;
      return html`<g key=${t} class="cn-moves" opacity=${there ? 1 : 0.35}>
        <rect x=${left + t * column + 3} y=${y} width=${column - 13} height=${height} rx="5"
          fill=${term.face} stroke=${meant ? term.ink : "none"} stroke-width="2" />
        ${lines(term.letters).map(
          (line, i) => html`<${Maths} x=${at} y=${y + 15 + 22 * i} ink=${term.ink}>${line}<//>`,
        )}
        <${Label} x=${at} y=${y + height - 14}>${term.numbers}<//>
        ${t > 0 && html`<${Label} x=${left + t * column - 3.5} y=${middle} ink=${c.muted}>+<//>`}
      </g>`;
    })}
    <${Label} x=${left + terms.length * column + 1} y=${middle} anchor="start" size="16" weight="600"
      ink=${ink}>= ${number(total)}<//>
  </g>`;
}

// A number that moves from one place to another and is gone when it has arrived.
export function Flying({ from, to, color, children, mark }) {
  const way = `--dx:${from[0] - to[0]}px;--dy:${from[1] - to[1]}px`;
  return html`<g key=${mark} class="cn-flies" style=${way}>
    <rect x=${to[0] - 22} y=${to[1] - 13} width="44" height="26" rx="13" fill=${c.paper}
      stroke=${color} stroke-width="2" />
    <${Label} x=${to[0]} y=${to[1]}>${children}<//>
  </g>`;
}
