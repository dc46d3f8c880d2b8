// The shipped LeNet and a few test digits: run in Node, written by the build.
import { base64Of, digitsOf, halves, labelsOf } from "../parts/shipped.js";

const COUNT = 24;
export const weights = base64Of(halves());
export const digits = digitsOf(COUNT);
export const labels = labelsOf(COUNT);
