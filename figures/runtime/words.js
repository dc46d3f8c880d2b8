// Numbers and letters as the course writes them, in drawings and in sentences.

// With a true minus sign, at most three digits after the point, and no minus for zero.
export function number(value) {
  return String(Number(Number(value).toFixed(3)) + 0).replace("-", "−");
}

// As a factor: in brackets if negative.
export function signed(value) {
  return value < 0 ? `(${number(value)})` : number(value);
}

// A letter with indices as subscripts, for sentences: w₀, X₁₂.
export function sub(name, ...indices) {
  const digits = indices.join("").replace(/-/g, "₋");
  return name + digits.replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]);
}

// (1, −2)
export function listed(values) {
  return `(${[...values].map(number).join(", ")})`;
}

// 1, 2 and 3
export function joined(words) {
  const all = [...words];
  const last = all.pop();
  return all.length ? `${all.join(", ")} and ${last}` : last;
}

// 0 … n−1
export function range(n, from = 0) {
  return Array.from({ length: Math.max(n, 0) }, (_, i) => i + from);
}

export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

// The function with a memory of its last call: drawing and sentence of a state share its work.
export function remembering(compute) {
  let last = null;
  return (...given) => {
    if (!last?.given.every((value, i) => Object.is(value, given[i])))
      last = { given, result: compute(...given) };
    return last.result;
  };
}
