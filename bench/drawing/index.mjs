// How well Inkling reads what people draw, and what each step on the way buys. Trains networks for it: with five seeds
// ten minutes on one core.
//
//   node bench/drawing/index.mjs [--seeds N] [--samples N] [--json FILE]
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runMain } from '../lib/main.mjs';
import { requireBuilt } from '../lib/places.mjs';
import { verdict } from '../lib/ratios.mjs';
import { summarise } from '../lib/statistics.mjs';
import { formatTable } from '../lib/table.mjs';
import { measureAccuracy, ways } from './accuracy.mjs';
import { measureHonesty } from './honesty.mjs';
import { measureInvariants, measureReturn } from './invariants.mjs';
import { calibrate, presetHash, readyMade, train, without } from './models.mjs';
import { measureNumbers } from './numbers.mjs';
import { byWriters, canvasSize, loadPenStrokes } from './pen-strokes.mjs';
import { Reader } from './reader.mjs';
import { replayOnPage } from './replay.mjs';

const percent = (share) => `${(100 * share).toFixed(2)} %`;
const median = (values) => summarise(values).median;

async function withReader(file, use) {
  const reader = await Reader.open(file);
  try {
    return await use(reader);
  } finally {
    reader.close();
  }
}

async function trainSeeds(name, hash, seeds) {
  const models = [];
  for (let seed = 1; seed <= seeds; ++seed) models.push(await train(`${name}-${seed}`, hash, seed));
  return models;
}

/** [what, network, way] from what others do to what Inkling does. */
async function measureSteps(models, samples) {
  const steps = [
    ['blocks of the canvas averaged', models.plain, ways.blocks],
    ['+ scaled, centred by its weight', models.plain, ways.centred],
    ["+ strokes as wide as MNIST's", models.plain, ways.ink],
    ['+ augmentation', models.augmented, ways.ink],
    ['+ written digits', models.small, ways.ink],
    ['a larger network ("Accurate")', models.large, ways.ink],
  ];
  const results = [];
  for (const [what, model, way] of steps) {
    const accuracy = await withReader(model.file, (reader) => measureAccuracy(reader, samples, way));
    results.push({ what, testAccuracy: model.testAccuracy, ...accuracy });
  }
  const rows = results.map(({ what, testAccuracy, all, digits }) => [
    ...[what, percent(testAccuracy), percent(all), ...digits.map((share) => (100 * share).toFixed(1))],
  ]);
  const head = ['', 'test images', 'pen strokes', ...digits()];
  console.log(`\nWhat each step buys (pen strokes of writers 21 to 30):\n${formatTable(head, rows)}`);
  return results;
}

const digits = () => Array.from({ length: 10 }, (_, digit) => String(digit));

/** Each seed's networks on the pen strokes of writers 21 to 30. */
const readAll = (models, samples) =>
  Promise.all(models.map(({ file }) => withReader(file, (reader) => measureAccuracy(reader, samples))));

/** Milliseconds for one drawing, in the browser's module. */
function measureTime(reader, samples) {
  const times = samples.map(({ strokes }) => {
    const started = performance.now();
    reader.read(strokes, canvasSize);
    return performance.now() - started;
  });
  return summarise(times);
}

const changes = ['augment', 'rotation', 'scale', 'shear', 'shift', 'thickness', 'elastic'];

async function main() {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '5' },
      samples: { type: 'string', default: '200' },
      json: { type: 'string' },
    },
  });
  requireBuilt(['build/native/inkling', 'build/wasm/core.js', 'dist/index.html']);
  const samples = await loadPenStrokes();
  if (!samples) console.log('Pen strokes: NOT MEASURED, since PEN_STROKES names no folder that has them.');

  const presets = { small: await presetHash('Reads drawings'), large: await presetHash('Accurate') };
  const seeds = Number(values.seeds);
  const small = await trainSeeds('small', presets.small, seeds);
  const large = await trainSeeds('large', presets.large, seeds);
  const plain = await train('plain', without(presets.small, ...changes, 'synthetic'), 1);
  const augmented = await train('augmented', without(presets.small, 'synthetic'), 1);

  const results = { presets, seeds };
  const test = (models) => median(models.map(({ testAccuracy }) => testAccuracy));
  // [what, is, must, text]: what is to be at least so much
  const wanted = [
    ['784-128-256-10 on the test images', test(small), 0.986],
    ['"Accurate" on the test images', test(large), 0.99],
  ];
  for (const [name, models] of Object.entries({ small, large })) {
    const [model] = models;
    const honesty = await measureHonesty({ model: model.file, calibration: await calibrate(model), samples });
    results[`${name}Honesty`] = honesty;
    const kinds = Object.entries(honesty.nonDigits).map(([kind, share]) => `${kind} ${percent(share)}`);
    console.log(`No digits, declined by ${name}: ${kinds.join(', ')}`);
    wanted.push([`${name}: of 1,000 that are no digits, declined`, honesty.nonDigits.all, 0.9]);
    const { report } = honesty.writers ?? {};
    if (report) {
      wanted.push([`${name}: pen strokes not declined`, 1 - report.declined, 0.97]);
      wanted.push([`${name}: pen strokes, 1 - calibration error`, 1 - report.ece, 0.985]);
    }
  }
  const read = await withReader(large[0].file, async (reader) => {
    const distances = await measureReturn(reader, 1000);
    wanted.push([
      'MNIST at any size and place comes back within 0.25',
      distances.filter((d) => d <= 0.25).length / distances.length,
      1,
    ]);
    results.distances = { median: distances[500], p99: distances[990], max: distances.at(-1) };
    const { median: middle, p99 } = results.distances;
    console.log(
      `MNIST at any size and place: distance ${middle.toFixed(3)}, p99 ${p99.toFixed(3)}, relative`,
    );
    if (!samples) return undefined;
    const reported = byWriters(samples, 21, 30);
    results.invariants = measureInvariants(
      reported.map(({ strokes }) => reader.read(strokes, canvasSize).image),
    );
    results.milliseconds = measureTime(reader, reported);
    return reported;
  });
  if (read) {
    results.small = await readAll(small, read);
    results.large = await readAll(large, read);
    [results.readyMade] = await readAll([await readyMade()], read);
    const part = (of, key) => median(of.map((accuracy) => accuracy[key]));
    wanted.push(
      ['784-128-256-10 on pen strokes', part(results.small, 'all'), 0.98],
      ['its worst digit', part(results.small, 'worst'), 0.95],
      ['"Accurate" on pen strokes', part(results.large, 'all'), 0.985],
      ['the ready-made network on pen strokes', results.readyMade.all, 0.97],
      ['its worst digit', part(results.large, 'worst'), 0.95],
    );
    results.steps = await measureSteps({ plain, augmented, small: small[0], large: large[0] }, read);
    results.numbers = await measureNumbers(large[0].file, read);
    wanted.push(
      ['numbers split where one digit ends', results.numbers.split, 0.97],
      ['single digits not split', 1 - results.numbers.singlesSplit, 0.995],
    );
    const step = Math.ceil(read.length / Number(values.samples)); // of all writers and digits
    results.replay = await replayOnPage(
      large[0].file,
      read.filter((_, i) => i % step === 0).slice(0, Number(values.samples)),
    );
    const { invariants, milliseconds, replay } = results;
    wanted.push(
      ['rendered strokes: centre of mass in [13.5, 14.5]', invariants.centred, 1],
      ['rendered strokes: longest side 20', invariants.longest, 0.9998],
      ['rendered strokes: peak 255', invariants.peak, 0.9],
      ['drawings rendered and read within 1 ms (p95)', Number(milliseconds.p95 <= 1), 1],
      [`drawn on the page, read as natively (${replay.samples})`, replay.same / replay.samples, 1],
    );
    console.log(
      `\nMean ink ${invariants.ink.toFixed(1)} full pixels. ` +
        `Milliseconds a drawing, rendered and read, in the browser's module: ` +
        `median ${milliseconds.median.toFixed(3)}, p95 ${milliseconds.p95.toFixed(3)} (must 1)`,
    );
  }
  const rows = wanted.map(([what, is, must]) => [
    what,
    percent(is),
    percent(must),
    verdict(is >= must, is >= must),
  ]);
  console.log(`\n${formatTable([`median of ${seeds} seeds`, 'is', 'must', ''], rows)}`);
  console.log(
    `\n"Accurate" trains in ${median(large.map(({ seconds }) => seconds)).toFixed(0)} s natively, ` +
      `784-128-256-10 in ${median(small.map(({ seconds }) => seconds)).toFixed(0)} s, one thread each.`,
  );
  if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
}

if (process.argv[1] === import.meta.filename) await runMain(main);
