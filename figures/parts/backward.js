// LeNet's gradient with respect to its input, one image at a time; forward.js is the way there.
import { forward, softmax } from "./forward.js";

// Back through a dense layer: Wᵀ d.
function dense(d, { W }, inputs) {
  const back = new Float64Array(inputs);
  d.forEach((value, unit) => {
    for (let i = 0, w = unit * inputs; i < inputs; i += 1) back[i] += W[w + i] * value;
  });
  return back;
}

const rectified = (d, A) => d.map((value, i) => (A[i] > 0 ? value : 0));

// Back through 2 × 2 pooling, to the first largest entry of each window of rectified maps A of n × n.
function unpooled(d, A, n) {
  const [back, m] = [new Float64Array(A.length), n / 2];
  d.forEach((value, at) => {
    const x = (Math.floor(at / m) * n + (at % m)) * 2;
    const best = [x, x + 1, x + n, x + n + 1].reduce((a, b) => (A[b] > A[a] ? b : a));
    if (A[best] > 0) back[best] = value;
  });
  return back;
}

// Back through a convolution, to `count` maps of n × n: forward's loops, sending where it takes.
function convolution(d, count, n, { W, b }) {
  const [back, m] = [new Float64Array(count * n * n), n - 4];
  for (let f = 0, at = 0; f < b.length; f += 1)
    for (let i = 0; i < m; i += 1)
      for (let j = 0; j < m; j += 1, at += 1) {
        if (d[at] === 0) continue;
        for (let channel = 0, w = 25 * f * count; channel < count; channel += 1)
          for (let p = 0; p < 5; p += 1)
            for (let q = 0, x = (channel * n + i + p) * n + j; q < 5; q += 1) back[x + q] += W[w++] * d[at];
      }
  return back;
}

// Of the cost −ln p of the label for an image, rows of 28 × 28: 32 × 32 numbers in one row.
export function inputGradient(net, image, label) {
  const stages = forward(net, image);
  const dlogits = softmax(stages.output).map((p, k) => p - (k === label));
  const dF6 = rectified(dense(dlogits, net.output, 84), stages.F6);
  const dF5 = rectified(dense(dF6, net.F6, 120), stages.F5);
  const dC3 = unpooled(dense(dF5, net.F5, 400), stages.C3, 10);
  const dC1 = unpooled(convolution(dC3, 6, 14, net.C3), stages.C1, 28);
  return convolution(dC1, 1, 32, net.C1);
}
