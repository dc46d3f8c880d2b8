// Coordinate axes, and what is drawn in them. A plane knows where a number lies in the drawing.
import { c } from "./theme.js";
import { Label, Maths, html } from "./svg.js";
import { number } from "./words.js";

const round = (value) => Math.round(10 * value) / 10; // the same text on every machine

// x and y are [lowest, highest]; `log` names the axes whose numbers are powers of ten: "", "x", "xy".
export function plane({ x, y, left, top, width, height, log = "" }) {
  const scale = (name, [low, high]) => {
    const way = log.includes(name) ? Math.log10 : (value) => value;
    const back = log.includes(name) ? (value) => 10 ** value : (value) => value;
    const [from, span] = [way(low), way(high) - way(low)];
    return { share: (value) => (way(value) - from) / span, value: (share) => back(from + share * span) };
  };
  const [across, up] = [scale("x", x), scale("y", y)];
  return {
    x, y, left, top, width, height,
    X: (value) => round(left + width * across.share(value)),
    Y: (value) => round(top + height * (1 - up.share(value))),
    // The numbers at a place of the drawing.
    xAt: (place) => across.value((place - left) / width),
    yAt: (place) => up.value(1 - (place - top) / height),
  };
}

// The two axes with their ticks (numbers, or [number, text]) and names.
export function Axes({ on, xticks = [], yticks = [], xname, yname, grid }) {
  const [bottom, right] = [on.top + on.height, on.left + on.width];
  const pairs = (ticks) => ticks.map((tick) => (Array.isArray(tick) ? tick : [tick, number(tick)]));
  const Name = (name) => (/[a-z]{3}/.test(name) ? Label : Maths);
  return html`<g>
    ${grid && pairs(xticks).map(([value]) => html`<line x1=${on.X(value)} x2=${on.X(value)} y1=${on.top}
      y2=${bottom} stroke=${c.faint} />`)}
    ${grid && pairs(yticks).map(([value]) => html`<line x1=${on.left} x2=${right} y1=${on.Y(value)}
      y2=${on.Y(value)} stroke=${c.faint} />`)}
    <line x1=${on.left} x2=${right} y1=${bottom} y2=${bottom} stroke=${c.rule} />
    <line x1=${on.left} x2=${on.left} y1=${on.top} y2=${bottom} stroke=${c.rule} />
    ${pairs(xticks).map(([value, text]) => html`<line x1=${on.X(value)} x2=${on.X(value)} y1=${bottom}
        y2=${bottom + 4} stroke=${c.rule} />
      <${Label} x=${on.X(value)} y=${bottom + 14} size="13" ink=${c.muted}>${text}<//>`)}
    ${pairs(yticks).map(([value, text]) => html`<line x1=${on.left - 4} x2=${on.left} y1=${on.Y(value)}
        y2=${on.Y(value)} stroke=${c.rule} />
      <${Label} x=${on.left - 8} y=${on.Y(value)} size="13" anchor="end" ink=${c.muted}>${text}<//>`)}
    ${xname && html`<${Name(xname)} x=${round(on.left + on.width / 2)} y=${bottom + 34} size="14" ink=${c.muted}>${xname}<//>`}
    ${yname && html`<${Name(yname)} x=${on.left} y=${on.top - 14} size="14" anchor="start" ink=${c.muted}>${yname}<//>`}
  </g>`;
}

// Children are cut at the edges of the plane; `over` lets marks at the edge be whole.
export function Inside({ on, over = 0, children }) {
  const [x, y] = [on.left - over, on.top - over];
  const [width, height] = [on.width + 2 * over, on.height + 2 * over];
  return html`<svg role="presentation" x=${x} y=${y} width=${width} height=${height}
    viewBox=${`${x} ${y} ${width} ${height}`}>${children}</svg>`;
}

// A line through points [x, y] given as numbers of the plane.
export function Curve({ on, points, color, thick = 2, dash, fill = "none", opacity }) {
  const places = points.map(([x, y]) => `${on.X(x)} ${on.Y(y)}`).join("L");
  return points.length > 0 && html`<path d=${`M${places}`} fill=${fill} stroke=${color}
    stroke-width=${thick} stroke-dasharray=${dash} stroke-linejoin="round" opacity=${opacity} />`;
}

// The points of a function between two numbers.
export function sampled(f, low, high, count = 120) {
  return Array.from({ length: count + 1 }, (_, i) => {
    const x = low + ((high - low) * i) / count;
    return [x, f(x)];
  });
}

// The side of the line w·x + b = 0 where w·x + b > 0, for axes with equal units. It turns.
export function Side({ on, w, b, turns = true }) {
  const length = Math.hypot(...w);
  if (!length) return b > 0 && html`<rect x=${on.left} y=${on.top} width=${on.width} height=${on.height}
    fill=${c.bluePale} opacity="0.7" />`;
  const [nx, ny] = w.map((value) => value / length);
  const [x, y] = [on.X((-b * nx) / length), on.Y((-b * ny) / length)];
  const turn = [-ny, -nx, nx, -ny].map((value) => Number(value.toFixed(4)) + 0);
  // A box whose upper edge is the line, turned so that its own "down" is w.
  return html`<g class=${turns ? "cn-moves" : undefined} style=${`transform:matrix(${[...turn, x, y].join(",")})`}>
    <rect x="-2000" y="0" width="4000" height="4000" fill=${c.bluePale} opacity="0.7" />
    <line x1="-2000" x2="2000" y1="0" y2="0" stroke=${c.ink} stroke-width="2" />
  </g>`;
}

// A point of the class +1 (a blue disc) or −1 (an orange square).
export function Point({ x, y, positive }) {
  return positive
    ? html`<circle cx=${x} cy=${y} r="6" fill=${c.blue} stroke=${c.paper} stroke-width="1.5" />`
    : html`<rect x=${round(x - 5.5)} y=${round(y - 5.5)} width="11" height="11" fill=${c.orange} stroke=${c.paper} stroke-width="1.5" />`;
}

// A ring around a point that is on the wrong side.
export function Ring({ x, y }) {
  return html`<circle cx=${x} cy=${y} r="10.5" fill="none" stroke=${c.red} stroke-width="2.5" />`;
}
