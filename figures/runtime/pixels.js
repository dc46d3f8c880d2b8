// Grey images inside drawings: a PNG made on the spot, the same bytes on every machine.
import { c } from "./theme.js";
import { clamp } from "./words.js";
import { html } from "./svg.js";

const CRC = Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let k = 0; k < 8; k += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

const word = (value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function chunk(kind, data) {
  const bytes = new Uint8Array(data.length + 12);
  bytes.set(word(data.length));
  bytes.set([...kind].map((letter) => letter.charCodeAt(0)), 4);
  bytes.set(data, 8);
  const end = data.length + 8;
  let crc = 0xffffffff;
  for (let at = 4; at < end; at += 1) crc = CRC[(crc ^ bytes[at]) & 255] ^ (crc >>> 8);
  bytes.set(word((crc ^ 0xffffffff) >>> 0), end);
  return bytes;
}

// Inks that are seen on light and on dark paper, and [the ink of entry n of 256, how much of it].
const [BLUE, ORANGE, GREEN, PURPLE] = [[36, 130, 192], [222, 148, 0], [0, 158, 115], [190, 96, 152]];
const signed = (positive) => (n) => [n < 128 ? PURPLE : positive, Math.min(Math.abs(2 * n - 255), 255)];
const INKS = { blue: (n) => [BLUE, n], orange: signed(ORANGE), green: signed(GREEN) };

const PALETTES = Object.fromEntries(
  Object.entries(INKS).map(([ink, of]) => {
    const entries = Array.from({ length: 256 }, (_, n) => of(n));
    return [ink, [chunk("PLTE", entries.flatMap(([color]) => color)), chunk("tRNS", entries.map(([, much]) => much))]];
  }),
);

// Rows of numbers as a PNG in a data address; `low` is black and `high` white; with the ink "blue"
// `low` is the paper; with "orange" or "green", which `high` gets, what is halfway is the paper, and
// `low` purple. Not compressed, since compressors differ from one version of a browser or of Node
// to the next.
export function png(rows, low, high, ink) {
  const [height, width] = [rows.length, rows[0].length];
  const size = height * (width + 1);
  const stored = new Uint8Array(size + 11);
  stored.set([0x78, 1, 1, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255]);
  const scale = 255 / (high - low);
  let at = 7;
  let a = 1; // the two sums of Adler-32
  let b = 0;
  for (const row of rows) {
    at += 1; // 0: no filter
    b += a;
    for (const value of row) {
      const level = Math.round(scale * (clamp(value, low, high) - low));
      stored[at++] = level;
      a += level;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  stored.set(word(b * 65536 + a), at);
  const parts = [
    chunk("IHDR", [...word(width), ...word(height), 8, ink ? 3 : 0, 0, 0, 0]),
    ...(ink ? PALETTES[ink] : []),
    chunk("IDAT", stored),
    chunk("IEND", []),
  ];
  const text = parts.map((bytes) => String.fromCharCode(...bytes)).join("");
  return `data:image/png;base64,${btoa(`\x89PNG\r\n\x1a\n${text}`)}`;
}

const made = new WeakMap();

// The same array with the same range is the same image.
function address(values, low, high, ink) {
  const old = made.get(values);
  if (old?.low === low && old.high === high && old.ink === ink) return old.href;
  const href = png(values, low, high, ink);
  made.set(values, { low, high, ink, href });
  return href;
}

// An image of fewer than 65,000 pixels, each a sharp square: grey in a frame, or in an ink on the
// paper: "blue", or for both signs "orange" or "green", with purple for negative numbers.
export function Pixels({ x, y, width, height = width, values, low = 0, high = 1, ink }) {
  return html`<image x=${x} y=${y} width=${width} height=${height} href=${address(values, low, high, ink)}
      preserveAspectRatio="none" image-rendering="pixelated" />
    ${!ink && html`<rect x=${x} y=${y} width=${width} height=${height} fill="none" stroke=${c.rule} />`}`;
}
