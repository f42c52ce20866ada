// Guarantee D5: what leaves Inkling means the same elsewhere. The ONNX file in ONNX Runtime, the script in PyTorch.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import * as ort from 'onnxruntime-web';
import { figure } from '../figures.mjs';
import { mnistFile } from '../node/support.mjs';
import { dataFolder, inkling, inklingJson } from './support.mjs';

const allowed = 1e-5;
const classes = 10;
const python = '/usr/bin/python3'; // Debian's, whatever comes first on PATH: python3-torch is for it

async function scratchFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), 'inkling-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

/** A small network after one epoch, and its ONNX file open in ONNX Runtime. @param {string[]} options */
async function trainedAndExported(folder, options = ['--lr', '0.05', '--momentum', '0.9']) {
  const model = join(folder, 'model.safetensors');
  const onnx = join(folder, 'model.onnx');
  await inkling(
    ...['train', '--data', dataFolder, '--train', '10000', '--epochs', '1', ...options, '--out', model],
  );
  await inkling('export', '--format', 'onnx', '--model', model, '--out', onnx);
  ort.env.wasm.numThreads = 1; // its threads would keep the process from ending
  return { model, runtime: await ort.InferenceSession.create(new Uint8Array(await readFile(onnx))) };
}

/** The probabilities of images of 784 bytes each, row by row. @param {Uint8Array} pixels */
async function probabilitiesOf(runtime, pixels) {
  const input = new ort.Tensor('uint8', pixels, [pixels.length / 784, 784]);
  const { probabilities, logits } = await runtime.run({ pixels: input });
  assert.deepEqual(probabilities.dims, [pixels.length / 784, classes]);
  assert.deepEqual(logits.dims, probabilities.dims);
  const flat = [.../** @type {Float32Array} */ (probabilities.data)];
  return Array.from({ length: pixels.length / 784 }, (_, i) => flat.slice(i * classes, (i + 1) * classes));
}

const best = (/** @type {number[]} */ row) => row.indexOf(Math.max(...row));

/** Whether two classes are so near that rounding decides. @param {number[]} row */
function isClose(row) {
  const [first, second] = row.toSorted((a, b) => b - a);
  return first - second < allowed;
}

/** Polylines through seeded points of a canvas of 500: no digits, but the network must say something. */
function drawings(count) {
  let state = 1;
  const draw = (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const stroke = () => Array.from({ length: 3 + draw(5) }, () => [draw(500), draw(500)]);
  return Array.from({ length: count }, () => ({ strokes: Array.from({ length: 1 + draw(2) }, stroke) }));
}

test('ONNX Runtime gives the probabilities of 1,000 drawings that the command line gives', async (t) => {
  const folder = await scratchFolder(t);
  const { model, runtime } = await trainedAndExported(folder);
  const strokes = join(folder, 'strokes.json');
  await writeFile(strokes, JSON.stringify(drawings(1000)));
  const images = await inklingJson('render', '--strokes', strokes);
  const expected = await inklingJson('predict', '--model', model, '--strokes', strokes);
  assert.equal(images.length, 1000);
  assert.equal(expected.length, 1000);

  const found = await probabilitiesOf(runtime, Uint8Array.from(images.flatMap(({ pixels }) => pixels)));
  let worst = 0;
  for (const [i, { label, probabilities }] of expected.entries()) {
    for (const [k, probability] of probabilities.entries())
      worst = Math.max(worst, Math.abs(probability - found[i][k]));
    assert.ok(best(found[i]) === label || isClose(probabilities), `drawing ${i}`);
  }
  const labels = new Set(expected.map(({ label }) => label));
  console.log(`# ${labels.size} digits read, largest difference of a probability ${worst.toExponential(1)}`);
  assert.ok(labels.size > 3); // else any network would pass
  assert.ok(worst <= allowed);
  figure('D5', 'drawings', found.length);
  figure('D5', 'worst difference of a probability', worst);
});

test('ONNX Runtime reads the test images as the command line does, all at once or one by one', async (t) => {
  const folder = await scratchFolder(t);
  const { model, runtime } = await trainedAndExported(folder);
  const predictions = join(folder, 'predictions.txt');
  await inkling('eval', '--model', model, '--data', dataFolder, '--predictions', predictions);
  const expected = (await readFile(predictions, 'utf8')).trim().split('\n').map(Number);

  const pixels = (await mnistFile('test-images')).slice(16);
  const found = await probabilitiesOf(runtime, pixels);
  assert.equal(found.length, 10000);
  const other = expected.filter((label, i) => best(found[i]) !== label && !isClose(found[i]));
  assert.equal(other.length, 0);
  const labels = (await mnistFile('test-labels')).subarray(8);
  const right = found.filter((row, i) => best(row) === labels[i]).length;
  console.log(`# ${right} of 10000 read right`);
  assert.ok(right > 8500);

  const [alone] = await probabilitiesOf(runtime, pixels.slice(784 * 7, 784 * 8));
  assert.ok(alone.every((probability, k) => Math.abs(probability - found[7][k]) <= allowed));
});

for (const activation of ['leaky_relu', 'gelu', 'tanh', 'sigmoid']) {
  test(`ONNX Runtime reads as a network of ${activation}, batch norm and dropout does`, async (t) => {
    const folder = await scratchFolder(t);
    const layers = ['--activation', activation, '--batchnorm', '--dropout', '0.1'];
    const { model, runtime } = await trainedAndExported(folder, [...layers, '--optimizer', 'adam']);
    const strokes = join(folder, 'strokes.json');
    await writeFile(strokes, JSON.stringify(drawings(100)));
    const images = await inklingJson('render', '--strokes', strokes);
    const expected = await inklingJson('predict', '--model', model, '--strokes', strokes);
    const found = await probabilitiesOf(runtime, Uint8Array.from(images.flatMap(({ pixels }) => pixels)));
    const worst = Math.max(
      ...expected.flatMap(({ probabilities }, i) => probabilities.map((p, k) => Math.abs(p - found[i][k]))),
    );
    assert.ok(new Set(expected.map(({ label }) => label)).size > 3);
    assert.ok(worst <= allowed, `largest difference of a probability ${worst}`);
  });
}

/** @param {string[]} args */
const runPython = async (...args) => (await promisify(execFile)(python, args)).stdout;
const mklAsked = 'import torch; print(torch.backends.mkl.is_available())';

/** One of each optimizer, schedule and layer. */
const runs = [
  'lr=0.05&momentum=0.9&epochs=2',
  'lr=0.05&momentum=0.9&nesterov=1&wd=0.001&schedule=step:1:0.5&activation=leaky_relu&epochs=3',
  'optimizer=adamw&schedule=warmup-cosine:1&activation=gelu&batchnorm=1&epochs=3',
  'optimizer=adam&wd=0.0001&schedule=onecycle&activation=tanh&epochs=2',
  'lr=0.5&momentum=0.9&schedule=cosine&activation=sigmoid&epochs=3',
  'lr=0.05&momentum=0.9&dropout=0.2&epochs=2',
  'lr=0.05&epochs=2&at=40:lr=0.02,100:momentum=0.9,150:nesterov=1,200:wd=0.001,250:momentum=0.5',
  'optimizer=adam&epochs=2&at=40:lr=0.01,200:wd=0.001',
];

/** A run's hash as options of the command line. @param {string} hash */
const optionsOf = (hash) =>
  hash.split('&').flatMap((pair) => {
    const [name, ...rest] = pair.split('=');
    const value = rest.join('='); // of `at`, whose values have an = of their own
    const option = `--${{ wd: 'weight-decay', batch: 'batch-size' }[name] ?? name}`;
    return ['batchnorm', 'nesterov'].includes(name) ? [option] : [option, value];
  });

for (const differing of runs) {
  test(`PyTorch runs the exported script and prints the command line's losses: ${differing}`, async (t) => {
    const folder = await scratchFolder(t);
    const script = join(folder, 'train.py');
    const model = join(folder, 'model.safetensors');
    const run = `layers=784-64-32-10&batch=32&seed=3&train=5000&${differing}`;
    await inkling('export', '--format', 'pytorch', '--run', run, '--out', script);
    await runPython('-m', 'py_compile', script);
    try {
      await runPython('-c', 'import torch');
    } catch {
      t.skip('there is no PyTorch: Debian has it as python3-torch');
      return;
    }
    // What a Dropout drops is torch's own draw only where Intel's MKL does not make it.
    if (run.includes('dropout') && (await runPython('-c', mklAsked)).trim() === 'True') {
      t.skip('this PyTorch leaves dropout to MKL');
      return;
    }
    const lines = await inklingJson(
      ...['train', '--data', dataFolder, ...optionsOf(run), '--valid', '1000', '--out', model],
    );
    const expected = lines.flatMap((line) =>
      'epoch' in line ? [line.train_loss, line.validation_loss] : 'test_loss' in line ? [line.test_loss] : [],
    );
    const losses = (/** @type {string} */ text) => [...text.matchAll(/loss (\d\.\d{6})/g)].map((m) => +m[1]);
    const check = (/** @type {number[]} */ found, /** @type {number[]} */ wanted) => {
      const worst = Math.max(...found.map((loss, i) => Math.abs(loss - wanted[i])));
      console.log(`# ${found.length} losses, largest difference ${worst.toExponential(1)}`);
      assert.equal(found.length, wanted.length);
      assert.ok(worst <= 1e-4);
    };
    check(losses(await runPython(script, '--data', dataFolder, '--valid', '1000')), expected);
    // The weights alone, which the script reads with a reader of its own.
    const test = await runPython(script, '--data', dataFolder, '--epochs', '0', '--weights', model);
    check(losses(test), expected.slice(-1));
  });
}
