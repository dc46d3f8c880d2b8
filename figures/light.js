// 06: brightness, contrast and a shadow, and what is left of them after a normalisation.
import { c, html, Label, number, Pixels, range, remembering, slider } from "./runtime/index.js";

const SIDE = 64;
const EDGE = 30; // the first column outside the shadow
const EPS = 1e-8;
const MARGIN = 6; // so far the border is seen: twice through a window of 7 × 7

// A disk in a ring, a square with stripes and two letters before a slowly brightening wall.
export const SCENE = range(SIDE).map((y) =>
  range(SIDE).map((x) => {
    const far = Math.hypot(x - 20, y - 20);
    if (far < 6) return 0.85;
    if (far < 12) return 0.3;
    if (x >= 38 && x < 58 && y >= 8 && y < 28) return Math.floor((x + y) / 4) % 2 ? 0.75 : 0.35;
    if (y >= 42 && y < 56 && x >= 8 && x < 56 && ((x - 8) % 12 < 2 || (y === 48 && (x - 8) % 24 < 12))) return 0.2;
    return 0.5 + (0.2 * x) / 63;
  }),
);

// What the camera delivers: the shadow multiplies the left part, contrast all of it; then brightness.
export const arrived = ({ contrast, brightness, shadow }) =>
  SCENE.map((row) => row.map((x, j) => contrast * (j < EDGE ? 1 - shadow : 1) * x + brightness));

const G = range(7).map((u) => Math.exp(-((u - 3) ** 2) / (2 * 1.5 ** 2)));
const SUM = G.reduce((a, b) => a + b);

// The mean with a Gaussian window of 7 × 7, zeros outside: along rows, then along columns.
const WINDOW = G.map((g) => g / SUM);
function turnedMeans(rows) {
  return range(rows[0].length).map((j) =>
    rows.map((row) => {
      let sum = 0;
      for (let u = Math.max(0, 3 - j); u < Math.min(7, row.length + 3 - j); u += 1) sum += WINDOW[u] * row[j + u - 3];
      return sum;
    }));
}
const localMean = (image) => turnedMeans(turnedMeans(image));

const combined = (A, B, f) => A.map((row, i) => row.map((value, j) => f(value, B[i][j])));

export function local(image) {
  const V = combined(image, localMean(image), (x, m) => x - m);
  const squares = localMean(V.map((row) => row.map((v) => v * v)));
  return combined(V, squares, (v, s) => v / Math.sqrt(s + EPS));
}

export function whole(image) {
  const all = image.flat();
  const mean = all.reduce((a, b) => a + b) / all.length;
  const deviation = Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length + EPS);
  return image.map((row) => row.map((x) => (x - mean) / deviation));
}

// The three pictures of a state.
const made = (light) => {
  const image = arrived(light);
  return [image, whole(image), local(image)];
};
const shown = remembering((contrast, brightness, shadow) => made({ contrast, brightness, shadow }));
export const views = ({ contrast, brightness, shadow }) => shown(contrast, brightness, shadow);
const even = remembering(() => made({ contrast: 1, brightness: 0, shadow: 0 }));

// The mean change of a normalised picture against the scene in even light, away from the border.
export function change(state, which) {
  const [now, then] = [views(state)[which], even()[which]];
  const inner = range(SIDE - 2 * MARGIN, MARGIN);
  let sum = 0;
  for (const i of inner) for (const j of inner) sum += Math.abs(now[i][j] - then[i][j]);
  return sum / inner.length ** 2;
}

const WIDE = 226;
const NAMES = ["as it arrives", "normalised as a whole", "normalised by neighbourhoods"];
const GREY = [[0, 1], [-2.2, 2.2], [-2.2, 2.2]];

function Light(state) {
  return html`${views(state).map((values, i) => html`
    <${Label} x=${8 + i * (WIDE + 13) + WIDE / 2} y="14">${NAMES[i]}<//>
    <${Pixels} x=${8 + i * (WIDE + 13)} y="28" width=${WIDE} values=${values} low=${GREY[i][0]} high=${GREY[i][1]} />
  `)}`;
}

function sentence(state) {
  const { contrast, brightness, shadow } = state;
  const said = (value) => number(value.toFixed(2));
  const light = shadow > 0 ? `, the left part ${Math.round(100 * shadow)} % darker` : "";
  const [low, high] = [Math.min, Math.max].map((end) => end(...views(state)[0].map((row) => end(...row))));
  const span = `${said(low)} to ${said(high)}`;
  const [a, b] = [change(state, 1), change(state, 2)].map(said);
  return (
    `Contrast ${said(contrast)}, brightness ${said(brightness)}${light}: the pixels go from ${span} (drawn from 0, black, ` +
    `to 1, white). Compared with even light, pixels away from the border have changed on average by ${a} in the picture ` +
    `normalised as a whole, and by ${b} in the one normalised by neighbourhoods.`
  );
}

export default {
  name: "light",
  title: "Brightness, contrast and a shadow",
  hint: "Change the light, and see which of the normalised pictures notices.",
  height: 266,
  initial: { contrast: 1, brightness: 0, shadow: 0 },
  controls: [
    slider("contrast", "contrast a", 0.1, 1.5, { step: 0.05 }),
    slider("brightness", "brightness b", -0.3, 0.5, { step: 0.05 }),
    slider("shadow", "shadow", 0, 0.9, { step: 0.1 }),
  ],
  Drawing: Light,
  sentence,
};
