// The parts that all pictures share.
import assert from "node:assert/strict";
import test from "node:test";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { Maths, Sum } from "../runtime/svg.js";
import { COLORS, literal } from "../runtime/theme.js";
import { joined, listed, number, signed, sub } from "../runtime/words.js";

const rendered = (component, props, ...children) => renderToString(h(component, props, ...children));

test("numbers have a true minus, three digits at most, and no minus for zero", () => {
  assert.deepEqual([-1.5, 0.12345, -0, -0.0001, 2].map(number), ["−1.5", "0.123", "0", "0", "2"]);
  assert.equal(signed(-2), "(−2)");
  assert.equal(listed([1, -2]), "(1, −2)");
});

test("words", () => {
  assert.equal(sub("X", 1, -2), "X₁₋₂");
  assert.equal(joined(["a"]), "a");
  assert.equal(joined(["a", "b", "c"]), "a, b and c");
});

test("a subscript is lowered and what follows stands on the line again", () => {
  const text = rendered(Maths, { x: 0, y: 0, size: 16 }, "x̄_11 = 6");
  const moves = [...text.matchAll(/dy="(-?[\d.]+)"/g)].map((match) => Number(match[1]));
  assert.deepEqual(moves, [4, -4]);
  assert.match(text, /font-style="italic"[^>]*>x̄</);
  assert.doesNotMatch(text.replaceAll("font-style", ""), /_/);
});

test("a sum shows what has been added so far", () => {
  const term = (value) => ({ letters: "g_0 w_1", numbers: "1 · 1", value, ink: "", face: "" });
  const props = { x: 0, y: 0, name: "x̄_1", terms: [term(1), term(2), term(-4)] };
  assert.match(rendered(Sum, props), />= −1</);
  assert.match(rendered(Sum, { ...props, added: 2 }), />= 3</);
});

test("a static picture has literal colours", () => {
  assert.equal(literal('fill="var(--cn-ink)"'), `fill="${COLORS.ink[0]}"`);
});

// WCAG 2.
function contrast(a, b) {
  const luminance = (color) => {
    const parts = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
    const linear = parts.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

for (const [dark, theme] of ["light", "dark"].entries()) {
  test(`every text stands out from what is below it: ${theme}`, () => {
    const hues = ["blue", "red", "green", "orange", "purple"];
    const pairs = [["muted", "paper"], ["muted", "shade"], ["ink", "shade"], ["ink", "paper"]];
    for (const hue of hues)
      pairs.push(["ink", `${hue}Pale`], [`${hue}Ink`, `${hue}Pale`], [`${hue}Ink`, "paper"]);
    const low = pairs
      .map(([ink, face]) => [ink, face, contrast(COLORS[ink][dark], COLORS[face][dark])])
      .filter(([, , found]) => found < 4.5);
    assert.deepEqual(low, []);
  });
  test(`frames and lines of a hue stand out from the page: ${theme}`, () => {
    const low = ["blue", "red", "green", "purple", "rule"]
      .map((hue) => [hue, contrast(COLORS[hue][dark], COLORS.paper[dark])])
      .filter(([, found]) => found < 2.3);
    assert.deepEqual(low, []);
  });
}
