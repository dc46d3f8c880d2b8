// What every picture owes its reader, whatever it shows. New pictures are found by their file.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { Drawing } from "../runtime/live.js";
import { WIDTH } from "../runtime/svg.js";

const FOLDER = new URL("..", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => /^[a-z]\w*\.js$/.test(name));
const pictures = await Promise.all(
  files.map(async (file) => ({ file, ...(await import(new URL(file, FOLDER))).default })),
);
const of = (what, state) => (typeof what === "function" ? what(state) : what);
const settled = (picture, state, name) => ({ ...state, ...picture.settle?.(state, name) });
const drawn = (picture, state) => renderToString(h(Drawing, { picture, state }));

// The first state, and both ends or all options of every control from there.
function states(picture) {
  const all = [picture.initial];
  for (const control of picture.controls ?? []) {
    if (control.kind === "buttons") {
      for (const act of Object.values(control.acts)) all.push({ ...picture.initial, ...act(picture.initial) });
      continue;
    }
    const values = {
      slider: () => [of(control.min, picture.initial), of(control.max, picture.initial)],
      tick: () => [true, false],
      fields: () => [picture.initial[control.name].map((value, i) => value - i)],
    };
    const options = values[control.kind]?.() ?? of(control.options, picture.initial);
    for (const value of options)
      all.push(settled(picture, { ...picture.initial, [control.name]: value }, control.name));
  }
  return all;
}

for (const picture of pictures) {
  const { file } = picture;
  test(`${file}: its name is that of its file, and it says what to do in one line`, () => {
    assert.equal(`${picture.name}.js`, file);
    assert.match(picture.hint, /^[^\n]{10,110}[.?]$/);
    assert.ok(picture.title);
  });
  test(`${file}: its first state is one that it would settle on`, () => {
    assert.deepEqual(settled(picture, picture.initial), picture.initial);
  });
  test(`${file}: drawings and sentences are whole, whatever its controls say`, () => {
    for (const state of states(picture)) {
      const [svg, sentence] = [drawn(picture, state), picture.sentence(state)];
      assert.doesNotMatch(svg, /NaN|undefined|\[object|Infinity|="-?\d+\.\d+\.\d/, JSON.stringify(state));
      assert.doesNotMatch(sentence, /NaN|undefined|\[object/);
      assert.match(sentence, /[.!]$/);
      assert.doesNotMatch(sentence, /(?<!\w)-\d/, "a hyphen for a minus");
      assert.doesNotMatch(svg + sentence, /\b(a 8|an [0-79])\b/, "an 8, but a 3");
    }
  });
  test(`${file}: every control changes the drawing`, () => {
    for (const { name, kind, acts } of picture.controls ?? []) {
      if (kind === "buttons") {
        for (const act of Object.values(acts)) {
          const after = { ...picture.initial, ...act(picture.initial) };
          assert.notEqual(drawn(picture, after), drawn(picture, picture.initial));
        }
        continue;
      }
      const shown = new Set(
        states(picture)
          .filter((state) => state[name] !== picture.initial[name])
          .map((state) => drawn(picture, state)),
      );
      shown.delete(drawn(picture, picture.initial));
      assert.ok(shown.size, name);
    }
  });
  test(`${file}: arrow keys lead somewhere and never out`, () => {
    if (!picture.key) return;
    let moved = 0;
    let state = picture.initial;
    for (const key of ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"])
      for (let times = 0; times < 12; times += 1) {
        const next = settled(picture, { ...state, ...picture.key(state, key) });
        if (drawn(picture, next) !== drawn(picture, state)) moved += 1;
        state = next;
        assert.doesNotMatch(drawn(picture, state), /NaN|undefined/);
      }
    assert.ok(moved > 2);
    assert.ok(!picture.key(state, "x"), "a key that is not its own");
  });
  test(`${file}: text is 12 pixels or more, in the colours of the theme`, () => {
    for (const state of states(picture)) {
      const svg = drawn(picture, state);
      const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map((match) => Number(match[1]));
      assert.ok(Math.min(...sizes) >= 12, `${Math.min(...sizes)} in ${JSON.stringify(state)}`);
      const colors = [...svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map((match) => match[1]);
      const own = colors.filter((color) => !/^(none|var\(--cn-\w+\)|rgb\(.*\))$/.test(color));
      assert.deepEqual([...new Set(own)], []);
      assert.doesNotMatch(svg, / id="|<title|href="#/);
    }
  });
  test(`${file}: nothing begins outside the drawing`, () => {
    for (const state of states(picture))
      for (const [, x, y] of drawn(picture, state).matchAll(/<text[^>]* x="(-?[\d.]+)" y="(-?[\d.]+)"/g)) {
        assert.ok(0 <= x && x <= WIDTH, `x = ${x}`);
        assert.ok(8 <= y && y <= picture.height, `y = ${y}, the drawing is ${picture.height} high`);
      }
  });
}
