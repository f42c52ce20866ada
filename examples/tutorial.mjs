// The tutorial step by step, as docs/tutorial.md walks through it:
//
//     node examples/tutorial.mjs FOLDER    the folder with MNIST's four files, gzipped or not
import { readFile } from 'node:fs/promises';
import createCore from '../build/wasm/core.js';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node examples/tutorial.mjs FOLDER');
  process.exit(2);
}
const core = await createCore();
const session = new core.Session();

const read = (name) => readFile(`${folder}/${name}`).catch(() => readFile(`${folder}/${name}.gz`));
session.setData('train-images', 'train-images', await read('train-images-idx3-ubyte'));
session.setData('train-labels', 'train-labels', await read('train-labels-idx1-ubyte'));
const { trainCount, rows, columns } = session.dataSummary();
const validCount = trainCount / 6;
console.log(
  `${trainCount - validCount} images to train on, ${validCount} to validate, ${rows * columns} pixels each`,
);

const first = session.sample('train', 0);
for (let y = 0; y < rows; ++y) {
  const line = [...first.pixels.subarray(y * columns, (y + 1) * columns)];
  console.log(line.map((pixel) => (pixel > 170 ? '#' : pixel > 85 ? '+' : pixel > 0 ? '-' : '.')).join(''));
}
console.log(`label: ${first.label}`);

const target = core.oneHot(Uint8Array.of(first.label), 10);
console.log(`as one-hot: ${target.join(' ')}`);

const xb = new Float32Array(64 * 784); // pixels / 255
const yb = new Uint8Array(64);
for (let i = 0; i < 64; ++i) {
  const { pixels, label } = session.sample('train', i);
  const input = Float32Array.from(pixels, (pixel) => pixel / 255);
  xb.set(input, 784 * i);
  yb[i] = label;
}

const generator = new core.Generator(0); // torch.manual_seed(0)
const weights = generator.randn(784 * 10);
const scores = core.mm(xb, weights, 784); // the bias is zero
console.log(`first loss: ${core.crossEntropy(scores, yb).toFixed(4)}`);

const probabilities = core.softmax(scores, 10).subarray(0, 10);
const best = probabilities.indexOf(Math.max(...probabilities));
console.log(`the first image is a ${best} with ${(100 * probabilities[best]).toFixed(0)} %`);

session.configure('#layers=784-128-256-10&lr=0.001&batch=64&epochs=2&seed=0');
process.stdout.write(session.summary());

let progress = session.advance();
while (progress.phase !== 'finished') {
  if (progress.report) {
    const { epoch, validationLoss } = progress.report;
    console.log(`epoch ${epoch}: validation loss ${validationLoss.toFixed(4)}`);
  }
  progress = session.advance();
}

generator.delete();
session.delete();
