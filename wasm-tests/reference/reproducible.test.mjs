// Guarantees B1, B3 and A9: the same bits every time and everywhere, and it learns.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { figure } from '../figures.mjs';
import { readSafetensors } from './safetensors.mjs';
import {
  dataFolder,
  digest,
  full,
  inkling,
  inklingJson,
  loadMnist,
  openSession,
  referenceFile,
  testPredictions,
  trainSession,
} from './support.mjs';
import { trainingBits } from './training-bits.mjs';

const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(2)} %`;

test('the same seed gives the same bits, run after run', async (t) => {
  const [runs, steps] = full ? [20, 500] : [4, 150];
  const digests = new Set();
  let run = 0;
  let taken = 0;
  for (; run < runs; ++run) {
    const session = await openSession(t);
    await loadMnist(session);
    session.configure('#seed=3&lr=0.05&momentum=0.9');
    const losses = Float64Array.from({ length: steps }, () => session.advance().loss);
    digests.add(digest(trainingBits(session.saveCheckpoint()), losses));
    taken += losses.length;
  }
  console.log(`# ${runs} runs of ${steps} steps: SHA-256 ${[...digests].join(' and ')}`);
  assert.equal(digests.size, 1);
  figure('B1', 'runs', run);
  figure('B1', 'steps of each', taken / run);
});

test('natively, in any width of vectors, and as WebAssembly: the same bits, and the same digits read', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'inkling-'));
  t.after(() => rm(folder, { recursive: true }));
  const model = join(folder, 'model.safetensors');
  const predictions = join(folder, 'predictions.txt');
  const epochs = full ? 25 : 2;
  const options = ['--epochs', String(epochs), '--seed', '1', '--lr', '0.05', '--momentum', '0.9'];
  const lines = await inklingJson('train', '--data', dataFolder, ...options, '--out', model);
  const portable = await inklingJson(
    'train',
    '--data',
    dataFolder,
    ...options,
    '--portable',
    '--threads',
    '2',
  );
  await inkling('eval', '--model', model, '--data', dataFolder, '--predictions', predictions);

  const session = await openSession(t);
  await trainSession(session, `#epochs=${epochs}&seed=1&lr=0.05&momentum=0.9`, epochs);
  const fingerprintOf = (/** @type {object[]} */ all) =>
    all.find((line) => 'fingerprint' in line)?.fingerprint;
  console.log(`# after ${epochs} epochs: ${session.fingerprint()}`);
  assert.equal(fingerprintOf(lines), session.fingerprint());
  assert.equal(fingerprintOf(portable), session.fingerprint());
  const saved = session.saveModel();
  const native = new Uint8Array(await readFile(model));
  assert.deepEqual(saved, native);

  const read = (await readFile(predictions, 'utf8')).trim().split('\n').map(Number);
  assert.equal(read.length, 10000);
  const readHere = [...testPredictions(session)];
  assert.deepEqual(readHere, read);
  figure('B3', 'epochs', epochs);
  figure('B3', 'bytes of the saved network', saved.length);
  figure('B3', 'bytes of it that differ', saved.filter((byte, i) => byte !== native[i]).length);
  figure('B3', 'images read alike', readHere.filter((digit, i) => digit === read[i]).length);
});

test('with every kind of augmentation the bits are the same natively, with threads, and as WebAssembly', async (t) => {
  const options = ['--lr', '0.05', '--train', '3000', '--epochs', '2', '--augment', '0.8'];
  const kinds = ['--thickness', '1', '--elastic', '1'];
  const prints = [];
  for (const threads of ['1', '2']) {
    const lines = await inklingJson(
      'train',
      '--data',
      dataFolder,
      ...options,
      ...kinds,
      '--threads',
      threads,
    );
    prints.push(lines.find((line) => 'fingerprint' in line)?.fingerprint);
  }
  const session = await openSession(t);
  await trainSession(session, '#lr=0.05&train=3000&epochs=2&augment=0.8&thickness=1&elastic=1', 2);
  console.log(`# after 2 epochs of 3,000 images: ${session.fingerprint()}`);
  assert.deepEqual(prints, [session.fingerprint(), session.fingerprint()]);
});

// At this learning rate PyTorch's own five runs read 96.5 to 97.0 % of the test images.
test('784-128-10 with momentum reads what PyTorch reads after three epochs', async () => {
  const { tensors } = await readSafetensors(referenceFile);
  const accuracies = [];
  let farthest = 0;
  for (const seed of full ? [1, 2, 3, 4, 5] : [1]) {
    const lines = await inklingJson(
      ...['train', '--data', dataFolder, '--layers', '784-128-10', '--lr', '0.1', '--momentum', '0.9'],
      ...['--epochs', '3', '--seed', String(seed)],
    );
    const { test_accuracy: accuracy } = lines.at(-1);
    const pytorch = tensors['small.test_accuracy'].values[seed - 1];
    console.log(`# seed ${seed}: ${percent(accuracy)} of the test images, PyTorch ${percent(pytorch)}`);
    assert.ok(accuracy >= 0.96);
    assert.ok(Math.abs(accuracy - pytorch) <= 0.005);
    accuracies.push(accuracy);
    farthest = Math.max(farthest, Math.abs(accuracy - pytorch));
  }
  figure('A9', 'seeds that learnt MNIST', accuracies.length);
  figure('A9', 'worst accuracy of them', 100 * Math.min(...accuracies), '%');
  figure('A9', "farthest from PyTorch's", 100 * farthest, 'percentage points');
});
