// The two convolutions of the shipped LeNet alone, and fewer digits: run in Node, written by the build.
import { base64Of, digitsOf, halves, labelsOf } from "../parts/shipped.js";

const COUNT = 8;
export const weights = base64Of(halves().slice(0, 4));
export const digits = digitsOf(COUNT);
export const labels = labelsOf(COUNT);
