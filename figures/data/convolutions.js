// The two convolutions of the shipped LeNet alone, and fewer digits: run in Node, written by the build.
import { convolutions, digitsOf, labelsOf } from "../parts/shipped.js";

const COUNT = 8;
export const weights = [convolutions()];
export const digits = digitsOf(COUNT);
export const labels = labelsOf(COUNT);
