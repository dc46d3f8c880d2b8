// A digit with its article: a 3, an 8.
export function named(digit) {
  return `${Number(digit) === 8 ? "an" : "a"} ${digit}`;
}
