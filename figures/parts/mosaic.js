// Several maps as one image: one element to paint, whatever their number.
import { c, html, Pixels, range } from "../runtime/index.js";

// A layout is { maps, n, columns, gap, unit }: maps of n × n pixels, `columns` of them in a line,
// `gap` pixels between two, a pixel `unit` wide. Where a map begins, in pixels of the image:
const corner = (map, { n, columns, gap }) => [(map % columns) * (n + gap), Math.floor(map / columns) * (n + gap)];

// and in units of the drawing, if the image begins at (left, top).
export function place(map, layout, left, top) {
  const [x, y] = corner(map, layout);
  return { x: left + x * layout.unit, y: top + y * layout.unit, width: layout.n * layout.unit };
}

// The image of maps that stand one after another in one row of numbers; gaps are 0.
export function mosaic(values, layout) {
  const { maps, n, columns, gap } = layout;
  const [across, down] = [columns, Math.ceil(maps / columns)].map((count) => count * (n + gap) - gap);
  const image = range(down).map(() => new Array(across).fill(0));
  values.forEach((value, at) => {
    const pixel = at % n ** 2;
    const [x, y] = corner(Math.floor(at / n ** 2), layout);
    image[y + Math.floor(pixel / n)][x + (pixel % n)] = value;
  });
  return image;
}

// A mosaic in a drawing, each map in a frame; `inner` draws the lines between pixels, too.
export function Mosaic({ x, y, layout, image, low, high, ink = "blue", inner }) {
  const { maps, n, unit } = layout;
  const side = n * unit;
  const lines = range(maps).map((map) => {
    const { x: left, y: top } = place(map, layout, x, y);
    if (!inner) return `M${left} ${top}h${side}v${side}h${-side}z`;
    return range(n + 1).map((k) => `M${left} ${top + k * unit}h${side}M${left + k * unit} ${top}v${side}`).join("");
  });
  return html`<${Pixels} x=${x} y=${y} width=${image[0].length * unit} height=${image.length * unit} values=${image}
      low=${low} high=${high} ink=${ink} />
    <path d=${lines.join("")} fill="none" stroke=${c.rule} stroke-width="0.8" />`;
}
