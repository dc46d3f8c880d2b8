// What the course ships, read in Node for the files of data/.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { fromHalf } from "./forward.js";

const ROOT = new URL("../../", import.meta.url);
const read = (name) => readFileSync(new URL(name, ROOT));
// In lines, since programs that search in notebooks are slow on a long one; atob() skips their ends.
const base64 = (bytes) => Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\n");

// The arrays of an uncompressed .npz, in their order: a zip archive of .npy files.
function arrays(zip) {
  const found = [];
  let directory = zip.readUInt32LE(zip.length - 6); // where the list of files begins
  while (zip.readUInt32LE(directory) === 0x02014b50) {
    const [size, name, extra, comment] = [24, 28, 30, 32].map((at, i) =>
      i ? zip.readUInt16LE(directory + at) : zip.readUInt32LE(directory + at));
    const local = zip.readUInt32LE(directory + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const header = zip.readUInt16LE(start + 8);
    if (!zip.toString("latin1", start + 10, start + 10 + header).includes("'<f4'")) throw new Error("not float32");
    const data = zip.subarray(start + 10 + header, start + size);
    found.push(Array.from({ length: data.length / 4 }, (_, i) => data.readFloatLE(4 * i)));
    directory += 46 + name + extra + comment;
  }
  return found;
}

// The bits of the nearest float16; of two equally near ones, the even.
function half(value) {
  const bits = new Uint32Array(new Float32Array([value]).buffer)[0];
  const exponent = ((bits >>> 23) & 255) - 112;
  if (exponent > 30) throw new Error(`${value} is too large`);
  const tiny = exponent < 1;
  const mantissa = tiny ? (bits & 0x7fffff) | 0x800000 : ((exponent << 23) | (bits & 0x7fffff)) >>> 0;
  const dropped = tiny ? Math.min(14 - exponent, 30) : 13;
  const kept = mantissa >>> dropped;
  const [rest, middle] = [mantissa & (2 ** dropped - 1), 2 ** (dropped - 1)];
  const up = rest > middle || (rest === middle && kept & 1);
  return ((bits >>> 16) & 0x8000) | (kept + (up ? 1 : 0));
}

// The parameters of the shipped LeNet: pairs of weights and biases, layer by layer.
const all = () => arrays(read("convnet/checkpoints/lenet.npz"));
const inHalves = (blocks) => base64(Uint16Array.from(blocks.flat(), half).buffer);

// The convolutions as float16.
export const convolutions = () => inHalves(all().slice(0, 4));

// The dense layers, which have most of the weights: a row, the weights of one unit, is integers of 8
// bits in a unit of its own; biases and units are float16.
export function dense() {
  const [integers, halves] = [[], []];
  const blocks = all().slice(4);
  for (let layer = 0; layer < blocks.length; layer += 2) {
    const [W, b] = blocks.slice(layer, layer + 2);
    const inputs = W.length / b.length;
    const rows = b.map((_, unit) => W.slice(unit * inputs, (unit + 1) * inputs));
    const units = rows.map((row) => fromHalf(half(Math.max(...row.map(Math.abs)) / 127)));
    halves.push(b, units);
    integers.push(rows.map((row, k) => row.map((w) => Math.round(w / units[k]))));
  }
  return { integers: base64(Int8Array.from(integers.flat(2)).buffer), halves: inHalves(halves) };
}

const unpacked = (name) => gunzipSync(read(`datasets/digits-test-${name}-ubyte.gz`));
export const digitsOf = (count) => base64(unpacked("images-idx3").subarray(16, 16 + count * 28 * 28));
export const labelsOf = (count) => [...unpacked("labels-idx1").subarray(8, 8 + count)];
