// How often digits drawn side by side are split where one ends and the next begins: numbers of 2 to 5 digits of one
// writer, put together from pen strokes at gaps of 0.05 to 0.4 of their height, of sizes and on lines that vary a little.
//
//   node bench/drawing/numbers.mjs --model model.safetensors [--writers 21-30] [--json FILE]
//
// The strokes are those of the folder PEN_STROKES, or ../shared/pen-strokes; without them nothing is measured.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../lib/main.mjs';
import { nativeProgram } from '../lib/places.mjs';
import { runJsonLines } from '../lib/process.mjs';
import { byWriters, canvasSize, loadPenStrokes } from './pen-strokes.mjs';
import { createRandom } from './random.mjs';

const numbersOfEachLength = 1000;

const extent = (strokes, axis) => {
  const values = strokes.flat().map((point) => point[axis]);
  return { low: Math.min(...values), high: Math.max(...values) };
};

const mapPoints = (strokes, change) => strokes.map((stroke) => stroke.map(change));

/** Side by side from x = 0; the line is at y = 0, and a digit about 1 high. */
function putSideBySide(digits, random) {
  let right = 0;
  return digits.map(({ strokes }) => {
    const x = extent(strokes, 0);
    const y = extent(strokes, 1);
    const scale = random(0.85, 1.15) / (y.high - y.low);
    const line = random(-0.08, 0.08);
    const left = right;
    right += (x.high - x.low) * scale + random(0.05, 0.4);
    return mapPoints(strokes, ([px, py]) => [left + (px - x.low) * scale, line + (py - y.high) * scale]);
  });
}

/** Into the middle of the canvas, of whose shorter way it fills nine tenths, a digit's height at most half. */
function fitIntoCanvas(digits) {
  const x = extent(digits.flat(), 0);
  const y = extent(digits.flat(), 1);
  const scale = canvasSize * Math.min(0.9 / (x.high - x.low), 0.5 / (y.high - y.low));
  const place = (value, { low, high }) => canvasSize / 2 + (value - (low + high) / 2) * scale;
  return digits.map((strokes) => mapPoints(strokes, ([px, py]) => [place(px, x), place(py, y)]));
}

/** A number, and which of its strokes are whose. Strokes come in a random order: that of drawing must not matter. */
function compose(digits, random) {
  const placed = fitIntoCanvas(putSideBySide(digits, random));
  const strokes = placed.flatMap((own, digit) => own.map((points) => ({ points, digit, at: random(0, 1) })));
  strokes.sort((a, b) => a.at - b.at);
  return {
    strokes: strokes.map(({ points }) => points),
    digits: digits.map((_, digit) => strokes.flatMap((stroke, i) => (stroke.digit === digit ? [i] : []))),
    text: digits.map(({ label }) => label).join(''),
  };
}

function composeNumbers(samples, length, random) {
  const writers = [...new Set(samples.map(({ writer }) => writer))].map((writer) =>
    samples.filter((sample) => sample.writer === writer),
  );
  const pick = (list) => list[Math.floor(random(0, list.length))];
  return Array.from({ length: numbersOfEachLength }, () => {
    const own = pick(writers);
    return compose(
      Array.from({ length }, () => pick(own)),
      random,
    );
  });
}

async function read(model, drawings) {
  const folder = await mkdtemp(join(tmpdir(), 'inkling-numbers-'));
  try {
    const file = join(folder, 'strokes.json');
    await writeFile(file, JSON.stringify(drawings.map(({ strokes }) => ({ strokes }))));
    const options = ['--model', model, '--strokes', file, '--canvas', String(canvasSize)];
    return await runJsonLines(nativeProgram, ['predict', '--number', ...options], { maxBuffer: 2 ** 30 });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function share(drawings, readings, isRight) {
  return drawings.filter((drawing, i) => isRight(drawing, readings[i])).length / drawings.length;
}

/** Samples as in pen-strokes.json: label, writer, strokes. Shares of 0 to 1. */
export async function measureNumbers(model, samples) {
  const random = createRandom(1);
  const isSplitRight = ({ digits }, reading) =>
    JSON.stringify(digits) === JSON.stringify(reading.digits.map(({ strokes }) => strokes));
  const singles = samples.map(({ strokes, label }) => ({ strokes, text: String(label) }));
  const readSingles = await read(model, singles);
  const lengths = [];
  for (const length of [2, 3, 4, 5]) {
    const numbers = composeNumbers(samples, length, random);
    const readings = await read(model, numbers);
    lengths.push({
      length,
      split: share(numbers, readings, isSplitRight),
      read: share(numbers, readings, ({ text }, { number }) => text === number),
    });
  }
  return {
    split: lengths.reduce((sum, { split }) => sum + split, 0) / lengths.length,
    lengths,
    singles: singles.length,
    singlesSplit: share(singles, readSingles, (_, { digits }) => digits.length > 1),
  };
}

const percent = (value) => `${(100 * value).toFixed(2)} %`;

async function main() {
  const { values } = parseArgs({
    options: {
      model: { type: 'string' },
      writers: { type: 'string', default: '21-30' },
      json: { type: 'string' },
    },
  });
  if (!values.model) throw new Error('--model FILE names the network: see inkling train --out');
  const samples = await loadPenStrokes();
  if (!samples) {
    console.log(
      'numbers of pen strokes: not measured, since PEN_STROKES names no folder with pen-strokes.json.gz',
    );
    return;
  }
  const [first, last] = values.writers.split('-').map(Number);
  const own = byWriters(samples, first, last);
  const result = await measureNumbers(values.model, own);
  for (const { length, split, read } of result.lengths)
    console.log(`${length} digits: ${percent(split)} split right, ${percent(read)} read right`);
  console.log(`all lengths: ${percent(result.split)} of ${4 * numbersOfEachLength} split right`);
  console.log(`single digits: ${percent(result.singlesSplit)} of ${result.singles} split in two`);
  if (values.json) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
}

if (process.argv[1] === import.meta.filename) await runMain(main);
