// 04: a stroke on a blank ground and three rules for ties in a window.
import { c, choice, html, Label, number, Pixels, range, tick } from "./runtime/index.js";

const SIDE = 12;
const WINDOWS = (SIDE / 2) ** 2;
const RULES = ["first maximum", "equality mask", "equal shares"];

// A bent stroke on a blank or on a slightly noisy ground.
export function stroke(noise) {
  let seed = 3;
  const draw = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  return range(SIDE).map((i) =>
    range(SIDE).map((j) => {
      const bend = Math.abs(j - 3.2 - 0.45 * i - 0.9 * Math.sin(i / 2.2));
      const value = i > 1 && i < 10 ? Math.round(Math.max(0, 1 - bend / 1.7) * 90) / 10 : 0;
      return value + (noise ? 0.05 + 0.55 * draw() : 0);
    }),
  );
}

const windowsOf = (image) =>
  range(WINDOWS).map((at) => {
    const [r, s] = [2 * Math.floor(at / (SIDE / 2)), 2 * (at % (SIDE / 2))];
    return [[r, s], [r, s + 1], [r + 1, s], [r + 1, s + 1]].map(([i, j]) => ({ i, j, value: image[i][j] }));
  });
const largest = (window) => window.filter(({ value }) => value === Math.max(...window.map((each) => each.value)));

// Gradient of the image for windows of 2 × 2, stride 2 and an upstream gradient of ones.
export function pooledGradient(image, rule) {
  const gradient = image.map((row) => row.map(() => 0));
  for (const window of windowsOf(image)) {
    const tied = largest(window);
    for (const { i, j } of rule === "first maximum" ? tied.slice(0, 1) : tied)
      gradient[i][j] = rule === "equal shares" ? 1 / tied.length : 1;
  }
  return gradient;
}

const total = (values) => values.flat().reduce((sum, value) => sum + value, 0);
const [LEFT, MIDDLE, TOP, WIDE, BARS] = [8, 256, 34, 228, 512];

function Ties({ rule, noise }) {
  const image = stroke(noise);
  const gradient = pooledGradient(image, rule);
  const sum = total(gradient);
  const unit = WIDE / SIDE;
  const bar = (y, text, value, hue) => html`
    <${Label} x=${BARS} y=${y} anchor="start" ink=${c[`${hue}Ink`]}>${text}: ${number(value)}<//>
    <rect class="cn-moves" x=${BARS} y=${y + 14} width=${(196 * value) / 150} height="20" fill=${c[hue]} />`;
  return html`
    <${Label} x=${LEFT} y="16" anchor="start">image<//>
    <${Pixels} x=${LEFT} y=${TOP} width=${WIDE} values=${image.map((row) => row.map((value) => 9 - value))} high=${9} />
    <${Label} x=${MIDDLE} y="16" anchor="start">gradient of the image<//>
    ${gradient.map((row, i) => row.map((value, j) => html`<rect x=${MIDDLE + j * unit} y=${TOP + i * unit}
      width=${unit} height=${unit} fill=${c.red} opacity=${value} />`))}
    ${range(SIDE / 2 + 1).map((i) => [LEFT, MIDDLE].map((left) => html`
      <line x1=${left} x2=${left + WIDE} y1=${TOP + 2 * i * unit} y2=${TOP + 2 * i * unit} stroke=${c.rule} />
      <line x1=${left + 2 * i * unit} x2=${left + 2 * i * unit} y1=${TOP} y2=${TOP + WIDE} stroke=${c.rule} />`))}
    ${bar(70, "came in", WINDOWS, "blue")}
    ${bar(140, "handed out", sum, sum > WINDOWS + 0.5 ? "red" : "blue")}
    <${Label} x=${BARS} y="210" anchor="start" ink=${c.muted}>sums over all places<//>`;
}

function sentence({ rule, noise }) {
  const image = stroke(noise);
  const tied = windowsOf(image).filter((window) => largest(window).length > 1).length;
  return (
    `Rule ${rule}, ${noise ? "noisy" : "blank"} ground: ${tied} of ${WINDOWS} windows have a tie; ${WINDOWS} came in, ` +
    `${number(total(pooledGradient(image, rule)))} are handed out.`
  );
}

export default {
  name: "ties",
  title: "Ties in a window",
  hint: "Choose a rule for ties: how much gradient comes in, and how much is handed out?",
  height: 272,
  initial: { rule: "first maximum", noise: false },
  controls: [choice("rule", "rule", RULES), tick("noise", "noise on the ground")],
  Drawing: Ties,
  sentence,
};
