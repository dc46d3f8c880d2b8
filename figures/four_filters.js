// 03: the same editor with the four filters of the Toronto lecture, for after exercise 03.9.
import { editor } from "./kernel_editor.js";

export const FOUR = {
  a: [0, 1, 0, 1, 4, 1, 0, 1, 0],
  b: [0, -1, 0, -1, 8, -1, 0, -1, 0],
  c: [0, -1, 0, -1, 4, -1, 0, -1, 0],
  d: [1, 0, -1, 2, 0, -2, 1, 0, -1],
};

export default editor(FOUR, "four_filters", "The four filters of exercise 03.9");
