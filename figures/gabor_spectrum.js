// 07: a Gabor function, the amplitude of its spectrum, and a cut through it.
import { Axes, c, choice, clamp, Curve, html, Label, number, Pixels, plane, range, remembering, slider } from "./runtime/index.js";

const SIDE = 41; // pixels of the filter
const MIDDLE = 20;
const GRID = 61; // frequencies along a side of the spectrum, −0.5 to 0.5

const vector = ({ u0, angle }) => {
  const theta = (Math.PI * angle) / 180;
  return [u0 * Math.cos(theta), u0 * Math.sin(theta)];
};

// The filter's pixels, row by row.
export function filter({ sigma, u0, angle, kind }) {
  const [u, v] = vector({ u0, angle });
  const wave = kind === "even" ? Math.cos : Math.sin;
  return range(SIDE).map((i) =>
    range(SIDE).map((j) => {
      const [x, y] = [j - MIDDLE, i - MIDDLE];
      return Math.exp(-(x * x + y * y) / (2 * sigma * sigma)) * wave(2 * Math.PI * (u * x + v * y));
    }),
  );
}

// The sum over one axis of a Gaussian's samples times a wave: its spectrum is real, since it is even.
// Clenshaw's recurrence needs one cosine for all samples.
const bell = (sigma) => {
  const samples = range(MIDDLE + 1).map((x) => Math.exp(-(x * x) / (2 * sigma * sigma)));
  return (f) => {
    const wave = Math.cos(2 * Math.PI * f);
    let next = 0;
    let last = 0;
    for (let x = MIDDLE; x > 0; x -= 1) {
      const sum = samples[x] + 2 * wave * next - last;
      last = next;
      next = sum;
    }
    return samples[0] + 2 * (wave * next - last);
  };
};

// The amplitude of the filter's spectrum at frequencies (f, h): two bells, added or subtracted.
export function amplitudes({ sigma, u0, angle, kind }, fs, hs) {
  const [u, v] = vector({ u0, angle });
  const at = bell(sigma);
  const sign = kind === "even" ? 1 : -1;
  const along = fs.map((f) => [at(f - u), at(f + u)]);
  return hs.map((h) => {
    const [plus, minus] = [at(h - v), at(h + v)];
    return along.map(([a, b]) => Math.abs(a * plus + sign * b * minus) / 2);
  });
}

// Along the line through 0 and the peak.
export function cut(state, rhos) {
  const [u, v] = vector({ u0: 1, angle: state.angle });
  const at = bell(state.sigma);
  const [pu, pv] = vector(state);
  const sign = state.kind === "even" ? 1 : -1;
  return rhos.map((rho) => {
    const [f, h] = [rho * u, rho * v];
    return Math.abs(at(f - pu) * at(h - pv) + sign * at(f + pu) * at(h + pv)) / 2;
  });
}

const STEPS = 1001;
const RHOS = range(STEPS).map((k) => (k - (STEPS - 1) / 2) / (STEPS - 1));

// The peak on the right, and the ends of the interval around it where the amplitude is half of it.
export function measured(state) {
  const zero = (STEPS - 1) / 2;
  const half = cut(state, RHOS.slice(zero));
  const values = [...half.slice(1).reverse(), ...half];
  const top = zero + half.reduce((best, value, k) => (value > half[best] ? k : best), 0);
  let [low, high] = [top, top];
  while (low > 0 && values[low - 1] >= values[top] / 2) low -= 1;
  while (high < STEPS - 1 && values[high + 1] >= values[top] / 2) high += 1;
  return { peak: RHOS[top], low: RHOS[low], high: RHOS[high], largest: values[top], values };
}

const FREQUENCIES = range(GRID).map((k) => k / (GRID - 1) - 0.5);
const worked = remembering((sigma, u0, angle, kind) => {
  const state = { sigma, u0, angle, kind };
  const image = filter(state);
  const spectrum = amplitudes(state, FREQUENCIES, FREQUENCIES);
  const sum = image.flat().reduce((a, value) => a + value, 0);
  return { image, spectrum, top: Math.max(...spectrum.flat(), 1e-9), sum, ...measured(state) };
});
const of = ({ sigma, u0, angle, kind }) => worked(sigma, u0, angle, kind);

const [LEFT, RIGHT, TOP, WIDE] = [8, 252, 34, 220];
const on = plane({ x: [-0.5, 0.5], y: [0, 1.05], left: 512, top: 60, width: 186, height: 166 });

function Gabor(state) {
  const { image, spectrum, top, largest, low, high, values } = of(state);
  const [u, v] = vector(state);
  const place = (f) => RIGHT + WIDE * (f + 0.5);
  const down = (h) => TOP + WIDE * (h + 0.5);
  const curve = RHOS.map((rho, k) => [rho, values[k] / (largest || 1)]).filter((_, k) => k % 4 === 0);
  return html`
    <${Label} x=${LEFT} y="14" anchor="start" weight="600">the filter, ${SIDE} × ${SIDE} pixels<//>
    <${Pixels} x=${LEFT} y=${TOP} width=${WIDE} values=${image} low=${-1} high=${1} />
    <${Label} x=${RIGHT} y="14" anchor="start" weight="600">its spectrum<//>
    <${Pixels} x=${RIGHT} y=${TOP} width=${WIDE} values=${spectrum} low=${0} high=${top} ink="blue" />
    <rect x=${RIGHT} y=${TOP} width=${WIDE} height=${WIDE} fill="none" stroke=${c.rule} />
    <line x1=${place(-0.5 * Math.cos((Math.PI * state.angle) / 180))} y1=${down(-0.5 * Math.sin((Math.PI * state.angle) / 180))}
      x2=${place(0.5 * Math.cos((Math.PI * state.angle) / 180))} y2=${down(0.5 * Math.sin((Math.PI * state.angle) / 180))}
      stroke=${c.orange} stroke-dasharray="4 4" />
    <circle class="cn-moves cn-handle" cx=${place(u).toFixed(1)} cy=${down(v).toFixed(1)} r="7" fill="none" stroke=${c.red} stroke-width="2" />
    ${[-0.5, 0, 0.5].map((f) => html`<${Label} x=${place(f)} y=${TOP + WIDE + 13} size="13" ink=${c.muted}>${number(f)}<//>`)}
    <${Label} x=${RIGHT + WIDE / 2} y=${TOP + WIDE + 32} ink=${c.muted}>u, cycles per pixel<//>
    <${Label} x=${on.left} y="14" anchor="start" weight="600">cut along the line<//>
    <${Axes} on=${on} xticks=${[-0.5, 0, 0.5]} yticks=${[0, [0.5, "½"], 1]} xname="cycles per pixel" />
    <line x1=${on.X(low)} x2=${on.X(high)} y1=${on.Y(0.5)} y2=${on.Y(0.5)} stroke=${c.orange} stroke-width="4" />
    <${Curve} on=${on} points=${curve} color=${c.blue} thick="2" />`;
}

function sentence(state) {
  const { peak, low, high, sum } = of(state);
  const [u, v] = vector(state);
  const where = peak < 0.005 ? "at 0" : `at ${number(Number(peak.toFixed(3)))} cycles per pixel along ${state.angle}°`;
  return (
    `The ${state.kind} Gabor function with σ = ${number(state.sigma)}, u = ${number(Number(u.toFixed(3)))}, v = ${number(Number(v.toFixed(3)))}. ` +
    `Its spectrum is largest ${where} and at least half as large from ${number(low)} to ${number(high)}. ` +
    `To even grey of 1 the filter answers ${number(Number(sum.toFixed(2)))}.`
  );
}

export default {
  name: "gabor_spectrum",
  title: "A Gabor function and its spectrum",
  hint: "Move the sliders, or drag the red ring in the spectrum.",
  height: 312,
  initial: { sigma: 4, u0: 0.15, angle: 30, kind: "even" },
  controls: [
    choice("kind", "function", ["even", "odd"]),
    slider("sigma", "width σ", 1.5, 6, { step: 0.5 }),
    slider("u0", "frequency u₀", 0, 0.35, { step: 0.01 }),
    slider("angle", "direction θ", 0, 180, { step: 5, show: (value) => `${value}°` }),
  ],
  drags: true,
  Drawing: Gabor,
  sentence,
  point(_, { x, y, kind }) {
    if (kind !== "down" && kind !== "drag") return null;
    if (x < RIGHT || x > RIGHT + WIDE) return null;
    let [u, v] = [(x - RIGHT) / WIDE - 0.5, (y - TOP) / WIDE - 0.5];
    if (v < 0) [u, v] = [-u, -v];
    const angle = 5 * Math.round((36 * Math.atan2(v, u)) / Math.PI);
    return { angle: clamp(angle, 0, 180), u0: clamp(Math.round(100 * Math.hypot(u, v)) / 100, 0, 0.35) };
  },
  key({ u0, angle }, key) {
    const turned = { ArrowLeft: -5, ArrowRight: 5 }[key];
    if (turned) return { angle: (angle + turned + 180) % 180 };
    const raised = { ArrowUp: 0.01, ArrowDown: -0.01 }[key];
    return raised && { u0: clamp(Math.round(100 * (u0 + raised)) / 100, 0, 0.35) };
  },
};
