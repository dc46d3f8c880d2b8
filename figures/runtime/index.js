// What a picture imports. It is built once, as convnet/static/runtime.js.
export * from "./axes.js";
export * from "./controls.js";
export * from "./live.js";
export * from "./svg.js";
export * from "./words.js";
export { c } from "./theme.js";
export { Pixels } from "./pixels.js";
