// A drawing as MNIST has its digits; convnet/widgets/digit_pad.py does the same in Python.
import { clamp, range } from "../runtime/index.js";

export const FINE = 4; // points drawn for each pixel of the network's image, along each axis
export const PEN = 0.045; // radius of the pen, as a share of the pad: strokes two to three pixels wide
const N = 28 * FINE;

// Ink, 0 to 1, 112 × 112, of lines through points (x, y) given as shares of the pad.
export function rasterise(strokes) {
  const ink = range(N).map(() => new Array(N).fill(0));
  const radius = PEN * N;
  for (const stroke of strokes) {
    const points = stroke.map(([x, y]) => [x * N, y * N]);
    const ends = points.length > 1 ? points.slice(1) : points;
    ends.forEach((end, s) => {
      const start = points[s];
      const [low, high] = [
        start.map((v, axis) => clamp(Math.floor(Math.min(v, end[axis]) - radius - 1), 0, N)),
        start.map((v, axis) => clamp(Math.ceil(Math.max(v, end[axis]) + radius + 1), 0, N)),
      ];
      const along = [end[0] - start[0], end[1] - start[1]];
      const length2 = Math.max(along[0] ** 2 + along[1] ** 2, 1e-12);
      for (let i = low[1]; i < high[1]; i += 1)
        for (let j = low[0]; j < high[0]; j += 1) {
          const [x, y] = [j + 0.5 - start[0], i + 0.5 - start[1]];
          // The nearest point of the segment, as a share of the way from start to end.
          const share = clamp((x * along[0] + y * along[1]) / length2, 0, 1);
          const distance = Math.hypot(x - share * along[0], y - share * along[1]);
          ink[i][j] = Math.max(ink[i][j], clamp(radius + 0.5 - distance, 0, 1));
        }
    });
  }
  return ink;
}

// Each pixel as FINE × FINE points.
export const enlarged = (image) =>
  range(N).map((i) => range(N).map((j) => image[Math.floor(i / FINE)][Math.floor(j / FINE)]));

// The ink is cut out, scaled so that its longer side is 20 pixels, and put where its centre of mass
// comes next to the middle of the 28 × 28 image. (LeCun et al., 1998, section III.A.)
export function asMnist(ink) {
  const image = range(28).map(() => new Array(28).fill(0));
  const [rows, columns] = [extent(ink.map((row) => row.some((v) => v > 0))), extent(ink[0].map((_, j) => ink.some((row) => row[j] > 0)))];
  if (!rows) return image;
  const box = ink.slice(...rows).map((row) => row.slice(...columns));
  const sides = [box.length, box[0].length];
  const [h, w] = sides.map((side) => Math.max(1, rounded((20 * side) / Math.max(...sides))));
  const turned = averaged(box, h);
  const small = transposed(averaged(transposed(turned), w));
  const sums = [small, transposed(small)].map((table) => table.map((row) => row.reduce((a, b) => a + b, 0)));
  const mass = sums[0].reduce((a, b) => a + b, 0);
  const [top, left] = sums.map((along) => {
    const centre = along.reduce((sum, value, i) => sum + i * value, 0) / mass;
    return clamp(rounded(14 - centre), 0, 28 - along.length);
  });
  small.forEach((row, i) => row.forEach((value, j) => (image[top + i][left + j] = clamp(value, 0, 1))));
  return image;
}

const transposed = (table) => table[0].map((_, j) => table.map((row) => row[j]));

// From the first to after the last that holds, or null.
function extent(flags) {
  const first = flags.indexOf(true);
  return first < 0 ? null : [first, flags.lastIndexOf(true) + 1];
}

// As Python rounds: of two equally near numbers, the even one.
function rounded(value) {
  const up = Math.round(value);
  return up - value === 0.5 && up % 2 ? up - 1 : up;
}

// m rows of a table's n, each the average of what it covers.
function averaged(table, m) {
  const n = table.length;
  return range(m).map((i) => {
    const [start, end] = [(i * n) / m, ((i + 1) * n) / m];
    const sum = table[0].map(() => 0);
    for (let row = Math.floor(start); row < Math.min(Math.ceil(end), n); row += 1) {
      const covered = Math.min(end, row + 1) - Math.max(start, row);
      table[row].forEach((value, j) => (sum[j] += (value * covered * m) / n));
    }
    return sum;
  });
}
