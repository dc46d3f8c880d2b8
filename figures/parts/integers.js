// Numbers that a file of data/ holds as base64: small integers.
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

export const unsigned8 = (text) => Array.from(bytes(text));
export const signed8 = (text) => Array.from(new Int8Array(bytes(text).buffer));

// Arrays one after the other, as 16-bit integers in units of 1/2048: a list of rows each.
export function matrices(text, shapes) {
  const view = new DataView(bytes(text).buffer);
  let at = 0;
  const next = () => view.getInt16(2 * at++, true) / 2048;
  return shapes.map(([rows, columns]) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, next)));
}

// W x + b, where b has one column.
export const affine = (W, b, x) => W.map((row, m) => row.reduce((sum, w, d) => sum + w * x[d], b[m][0]));
