// Builds every picture of this folder into convnet/static: the runtime, which all share; for each
// picture its script; its first state as SVG; and one list with their titles and sentences.
//   node build.mjs [FOLDER]
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { Drawing } from "./runtime/live.js";
import { literal } from "./runtime/theme.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = process.argv[2] ?? join(HERE, "..", "convnet", "static");
const COMMON = { bundle: true, minify: true, format: "iife", target: "es2022", charset: "utf8", write: false };

// In a picture's script the runtime is the variable `runtime`, which the page has defined before.
const shared = {
  name: "runtime",
  setup(build) {
    build.onResolve({ filter: /runtime\/index\.js$/ }, () => ({ path: "runtime", namespace: "shared" }));
    build.onLoad({ filter: /.*/, namespace: "shared" }, () => ({ contents: "module.exports = runtime" }));
  },
};

async function script(file, globalName, plugins = []) {
  const entryPoints = [join(HERE, file)];
  const built = await esbuild.build({ ...COMMON, entryPoints, globalName, plugins });
  return built.outputFiles[0].text;
}

function firstState(picture) {
  const svg = h(Drawing, { picture, state: { ...picture.initial }, paper: true });
  return literal(renderToString(svg));
}

mkdirSync(OUT, { recursive: true });
const put = (name, text) => writeFileSync(join(OUT, name), text.endsWith("\n") ? text : `${text}\n`);
put("runtime.js", await script("runtime/index.js", "runtime"));
const list = {};
for (const file of readdirSync(HERE).filter((name) => /^[a-z]\w*\.js$/.test(name)).sort()) {
  const picture = (await import(pathToFileURL(join(HERE, file)))).default;
  put(`${picture.name}.js`, await script(file, "picture", [shared]));
  put(`${picture.name}.svg`, firstState(picture));
  const { title, height, initial } = picture;
  list[picture.name] = { title, height, sentence: picture.sentence(initial) };
}
put("pictures.json", JSON.stringify(list, null, 1));
