// How many pen strokes a network reads, by the way that leads from the strokes to its input.
import { blockMean, paintCanvas } from './naive.mjs';
import { canvasSize } from './pen-strokes.mjs';

const paintScale = 10; // pixels of the painted canvas for one of the image

/** The ways, from the one that looks no further to the real one. What is read is text: a digit taken for two is wrong. */
export const ways = {
  blocks: (reader, { strokes }) =>
    reader.readImages(blockMean(paintCanvas(strokes, canvasSize, paintScale), paintScale))[0].toString(),
  centred: (reader, { strokes }) =>
    reader.readPicture(paintCanvas(strokes, canvasSize, paintScale), 28 * paintScale).number,
  ink: (reader, { strokes }) => reader.read(strokes, canvasSize).number,
};

/** Shares of 0 to 1: of all, and of each digit. */
export function measureAccuracy(reader, samples, way = ways.ink) {
  const of = new Array(10).fill(0);
  const right = new Array(10).fill(0);
  for (const sample of samples) {
    ++of[sample.label];
    if (way(reader, sample) === String(sample.label)) ++right[sample.label];
  }
  const sum = (counts) => counts.reduce((a, b) => a + b, 0);
  const digits = right.map((count, digit) => count / of[digit]);
  return { all: sum(right) / sum(of), digits, worst: Math.min(...digits) };
}
