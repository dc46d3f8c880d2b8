// Builds every picture of this folder into convnet/static: the runtime, which all share; for each
// picture its script; its first state as SVG; and one list with their titles and sentences.
//   node build.mjs [FOLDER]
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
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

// Large data stand in a file of their own: data/NAME.js is run here, and a picture that imports it
// finds what it exports in the variable data_NAME.
const data = {
  name: "data",
  setup(build) {
    build.onResolve({ filter: /data\/\w+\.js$/ }, ({ path }) => ({ path: basename(path, ".js"), namespace: "data" }));
    build.onLoad({ filter: /.*/, namespace: "data" }, ({ path }) => ({ contents: `module.exports = data_${path}` }));
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

// A value in a script: strings with their ends of lines.
function written(value) {
  const strings = Array.isArray(value) && typeof value[0] === "string";
  if (strings) return `[${value.map(written).join(",\n")}]`;
  return typeof value === "string" ? `\`${value}\`` : JSON.stringify(value);
}

mkdirSync(OUT, { recursive: true });
const put = (name, text) => writeFileSync(join(OUT, name), text.endsWith("\n") ? text : `${text}\n`);
put("runtime.js", await script("runtime/index.js", "runtime"));
const list = {};
for (const file of readdirSync(HERE).filter((name) => /^[a-z]\w*\.js$/.test(name)).sort()) {
  const picture = (await import(pathToFileURL(join(HERE, file)))).default;
  const text = await script(file, "picture", [shared, data]);
  put(`${picture.name}.js`, text);
  put(`${picture.name}.svg`, firstState(picture));
  const { title, height, initial } = picture;
  const needs = [...new Set(text.match(/\bdata_\w+/g))];
  list[picture.name] = { title, height, sentence: picture.sentence(initial), ...(needs.length && { data: needs }) };
}
const files = readdirSync(join(HERE, "data")).map((file) => basename(file, ".js"));
for (const name of files) {
  const values = await import(pathToFileURL(join(HERE, "data", `${name}.js`)));
  const lines = Object.entries(values).map(([key, value]) => `${key}:${written(value)}`);
  put(`data_${name}.js`, `var data_${name}={${lines.join(",\n")}};`);
}
put("pictures.json", JSON.stringify(list, null, 1));
