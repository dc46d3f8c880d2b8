// The shipped LeNet and a few test digits: run in Node, written by the build.
import { convolutions, dense, digitsOf, labelsOf } from "../parts/shipped.js";

const COUNT = 24;
const { integers, halves } = dense();
export const weights = [convolutions(), integers, halves];
export const digits = digitsOf(COUNT);
export const labels = labelsOf(COUNT);
