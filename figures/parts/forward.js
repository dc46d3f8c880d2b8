// LeNet's forward pass in plain numbers, one image at a time.
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

export function fromHalf(bits) {
  const [exponent, mantissa] = [(bits >> 10) & 31, bits & 1023];
  const size = exponent ? (1 + mantissa / 1024) * 2 ** (exponent - 15) : mantissa * 2 ** -24;
  return bits & 0x8000 ? -size : size;
}

// For each layer the activation that only one in a thousand exceeds, for a hundred test digits:
// pictures of several inputs can be compared only if what is drawn darkest is the same.
export const LARGEST = { input: 1, C1: 2.053, S2: 2.319, C3: 3.001, S4: 3.415, F5: 3.667, F6: 3.463 };

const CONVOLUTIONS = { C1: [6, 25], C3: [16, 150] };
const DENSE = { F5: [120, 400], F6: [84, 120], output: [10, 84] };

// { C1: { W, b }, … } of what parts/shipped.js has packed; W in one row. The dense layers may be absent.
export function parameters([convolutions, integers, more]) {
  const from = (base64) => taking(Float64Array.from(new Uint16Array(bytes(base64).buffer), fromHalf));
  const halves = from(convolutions);
  const net = {};
  for (const [name, [units, inputs]] of Object.entries(CONVOLUTIONS)) net[name] = { W: halves(units * inputs), b: halves(units) };
  if (!integers) return net;
  const [whole, rest] = [taking(new Int8Array(bytes(integers).buffer)), from(more)];
  for (const [name, [units, inputs]] of Object.entries(DENSE)) {
    const [b, unit] = [rest(units), rest(units)];
    net[name] = { W: Float64Array.from(whole(units * inputs), (value, at) => value * unit[Math.floor(at / inputs)]), b };
  }
  return net;
}

// The next so many numbers of an array, each time.
function taking(values) {
  let end = 0;
  return (count) => values.subarray(end, (end += count));
}

// Images of 28 × 28 bytes as rows of numbers from 0 to 1.
export function images(base64) {
  const all = bytes(base64);
  const image = (n) => rows(all.subarray(n * 784, (n + 1) * 784), 28).map((row) => Array.from(row, (v) => v / 255));
  return Array.from({ length: all.length / 784 }, (_, n) => image(n));
}

export const rows = (values, width) =>
  Array.from({ length: values.length / width }, (_, i) => values.subarray(i * width, (i + 1) * width));

// `count` maps of n × n, in one row, to maps of (n − 4) × (n − 4), rectified.
function convolve(X, count, n, { W, b }) {
  const m = n - 4;
  const Y = new Float64Array(b.length * m * m);
  for (let f = 0, at = 0; f < b.length; f += 1)
    for (let i = 0; i < m; i += 1)
      for (let j = 0; j < m; j += 1, at += 1) {
        let sum = b[f];
        for (let channel = 0, w = 25 * f * count; channel < count; channel += 1)
          for (let p = 0; p < 5; p += 1)
            for (let q = 0, x = (channel * n + i + p) * n + j; q < 5; q += 1) sum += W[w++] * X[x + q];
        Y[at] = Math.max(sum, 0);
      }
  return Y;
}

function pool(X, n) {
  const m = n / 2;
  return Float64Array.from({ length: X.length / 4 }, (_, at) => {
    const x = (Math.floor(at / m) * n + (at % m)) * 2;
    return Math.max(X[x], X[x + 1], X[x + n], X[x + n + 1]);
  });
}

function dense(X, { W, b }) {
  return b.map((sum, unit) => {
    let z = sum;
    for (let i = 0, w = unit * X.length; i < X.length; i += 1) z += W[w + i] * X[i];
    return z;
  });
}

const rectified = (Z) => Z.map((z) => Math.max(z, 0));

// What the convolutional part makes of an image, rows of 28 × 28 or 32 × 32; the former are padded.
export function features(net, image) {
  const [input, pad] = [new Float64Array(32 * 32), (32 - image.length) / 2];
  image.forEach((row, i) => input.set(row, 32 * (i + pad) + pad));
  const C1 = convolve(input, 1, 32, net.C1);
  const S2 = pool(C1, 28);
  const C3 = convolve(S2, 6, 14, net.C3);
  return { input, C1, S2, C3, S4: pool(C3, 10) };
}

// And all layers.
export function forward(net, image) {
  const maps = features(net, image);
  const F5 = rectified(dense(maps.S4, net.F5));
  const F6 = rectified(dense(F5, net.F6));
  return { ...maps, F5, F6, output: dense(F6, net.output) };
}

export function softmax(logits) {
  const largest = Math.max(...logits);
  const powers = Array.from(logits, (z) => Math.exp(z - largest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}
