// How honest a network is about drawings: whether its percentages hold, how many real digits it declines, and how many
// drawings that are none it takes for one.
//
//   node bench/drawing/honesty.mjs --model FILE --calibration FILE --strokes FILE [--json FILE]
//
// --strokes: digits by people, [{"label": 8, "writer": 12, "strokes": …}, …], gzipped or not. Writers up to 20 are for
// tuning, the others for the report.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { runMain } from '../lib/main.mjs';
import { nativeProgram } from '../lib/places.mjs';
import { runJsonLines } from '../lib/process.mjs';
import { drawLetters } from './letters.mjs';
import { canvasSize, drawNonDigits, drawnKinds } from './non-digits.mjs';

const ofEachKind = 200;
const bins = 15;
const maxOutput = 64 * 2 ** 20;
const lastTuningWriter = 20;

/** Shares of 1. `writers`: tune and report; `nonDigits`: of each kind the share that was declined, and of all. */
export async function measureHonesty({ model, calibration, strokes }) {
  const options = ['--model', model, '--calibration', calibration, '--canvas', String(canvasSize)];
  const predict = (...input) =>
    runJsonLines(nativeProgram, ['predict', ...options, ...input], { maxBuffer: maxOutput });
  const folder = await mkdtemp(join(tmpdir(), 'inkling-honesty-'));
  try {
    const nonDigits = {};
    for (const kind of drawnKinds) {
      const path = join(folder, `${kind}.json`);
      await writeFile(path, JSON.stringify(drawNonDigits(kind, ofEachKind)));
      nonDigits[kind] = declinedShare(await predict('--strokes', path));
    }
    nonDigits.letters = declinedShare(await predict('--images', ...(await drawLetters(folder, ofEachKind))));
    const shares = Object.values(nonDigits); // each of as many drawings
    nonDigits.all = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    return { writers: await measureWriters(strokes, predict), nonDigits };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measureWriters(strokes, predict) {
  const bytes = await readFile(strokes);
  const entries = JSON.parse(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
  const readings = (await predict('--strokes', strokes)).map((reading, i) => ({
    ...reading,
    ...own(entries[i]),
  }));
  const measure = (some) => ({
    digits: some.length,
    accuracy: share(some, ({ label, shown }) => label === shown),
    ece: calibrationError(some),
    declined: declinedShare(some),
  });
  return {
    tune: measure(readings.filter(({ writer }) => writer <= lastTuningWriter)),
    report: measure(readings.filter(({ writer }) => writer > lastTuningWriter)),
  };
}

const own = ({ label, writer }) => ({ shown: label, writer });
const share = (some, holds) => some.filter(holds).length / some.length;
const declinedShare = (readings) => share(readings, ({ is_digit }) => is_digit === false);

/** Expected calibration error of the label that was read, as `inkling calibrate` computes it. */
function calibrationError(readings) {
  const sums = new Float64Array(bins);
  for (const { label, shown, probabilities } of readings) {
    const confidence = probabilities[label];
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
    sums[bin] += (label === shown ? 1 : 0) - confidence;
  }
  return sums.reduce((sum, difference) => sum + Math.abs(difference), 0) / readings.length;
}

const percent = (value) => `${(100 * value).toFixed(2)} %`;

async function main() {
  const { values } = parseArgs({
    options: {
      model: { type: 'string' },
      calibration: { type: 'string' },
      strokes: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const result = await measureHonesty(values);
  for (const [name, { digits, accuracy, ece, declined }] of Object.entries(result.writers)) {
    const figures = `accuracy ${percent(accuracy)}, calibration error ${percent(ece)}, declined ${percent(declined)}`;
    process.stdout.write(`${name}: ${digits} digits by people, ${figures}\n`);
  }
  const kinds = Object.entries(result.nonDigits).map(([kind, declined]) => `${kind} ${percent(declined)}`);
  process.stdout.write(`no digits, declined: ${kinds.join(', ')}\n`);
  if (values.json) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
}

if (process.argv[1] === import.meta.filename) await runMain(main);
