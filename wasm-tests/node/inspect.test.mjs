// Looking into a network on real MNIST: weights, activations, saliency, the confusion matrix, the images.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadMnist, openSession, trainEpoch } from './support.mjs';

const refused = (call, code, message = /./) =>
  assert.throws(call, (error) => error.code === code && message.test(error.message));

function measure(session) {
  session.startMeasuring();
  while (!session.advanceTest().done);
  return session.measurement();
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

test('weights form while it trains, and a drawing lights units up', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('#lr=0.01&momentum=0.9');
  const before = session.firstLayer(0, 128);
  assert.deepEqual([before.from, before.units, before.features], [0, 128, 784]);
  assert.equal(before.shades.length, 128 * 784);
  assert.equal(Math.max(...before.shades.subarray(784, 2 * 784).map(Math.abs)), 127);
  trainEpoch(session);
  assert.notDeepEqual(session.firstLayer(0, 128).shades, before.shades);
  assert.equal(session.firstLayer(120, 64).greatest.length, 8);

  const drawn = session.predict(new Float32Array([150, 40, 150, 260]), new Uint32Array([2]), 300);
  const way = session.activations(drawn.image);
  assert.deepEqual(
    way.layers.map(({ name, values }) => [name, values.length]),
    [
      ['relu1', 128],
      ['relu2', 256],
      ['out', 10],
    ],
  );
  assert.equal(way.label, drawn.label);
  assert.deepEqual(way.probabilities, drawn.probabilities);
  const { values, strongest } = way.layers[0];
  assert.equal(values[strongest], Math.max(...values));

  const looked = session.saliency(drawn.image, drawn.label);
  assert.ok(looked.greatest > 0);
  assert.ok(looked.shades.every((shade, pixel) => shade === 0 || drawn.image[pixel] > 0));
  assert.notDeepEqual(session.saliency(drawn.image, 8).shades, looked.shades);
});

test('the confusion matrix adds up, and its cells open the images behind them', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('#lr=0.01&momentum=0.9&train=10000');
  trainEpoch(session);
  assert.equal(session.measurement(), undefined);
  const found = measure(session);
  assert.deepEqual([found.part, found.epoch, found.images, found.classes], ['test', 1, 10000, 10]);
  assert.equal(found.current, true);
  assert.equal(sum(found.counts), 10000);
  assert.equal(sum(found.scores.map(({ support }) => support)), 10000);
  assert.ok(Math.abs(sum(found.shares) - 10) < 1e-4);
  const predictions = session.testPredictions();
  let most = { label: 0, predicted: 1, count: 0 };
  found.counts.forEach((count, cell) => {
    const [label, predicted] = [Math.floor(cell / 10), cell % 10];
    if (label !== predicted && count > most.count) most = { label, predicted, count };
  });
  const images = session.cellImages(most.label, most.predicted, 200);
  assert.equal(images.length, Math.min(200, most.count));
  for (const [i, image] of images.entries()) {
    assert.equal(image.label, most.label);
    assert.equal(predictions[image.index], most.predicted);
    assert.ok(i === 0 || image.loss <= images[i - 1].loss);
    assert.deepEqual(session.partImage('test', image.index).pixels, image.pixels);
  }
  const [worst] = images;
  const read = session.predictImage(worst.pixels, 28, 28, 'as-it-is');
  assert.equal(read.label, most.predicted);
  assert.ok(Math.abs(read.probabilities[read.label] - worst.probability) < 1e-6);
  session.advance();
  assert.equal(session.measurement().current, false);
});

test('the images can be leafed through by part and by label', async (t) => {
  const session = await openSession(t);
  assert.deepEqual(session.partSummary('training'), { count: 0, rows: 0, columns: 0, classCounts: [] });
  await loadMnist(session);
  session.configure('#train=1000');
  assert.equal(session.partSummary('training').count, 1000);
  assert.equal(session.partSummary('validation').count, 10000);
  const { count, classCounts } = session.partSummary('test');
  assert.equal(count, 10000);
  assert.deepEqual(classCounts, [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  const first = session.partImage('training', 0);
  assert.equal(first.label, 5);
  assert.ok(Math.abs(first.mean - sum(first.pixels) / 784 / 255) < 1e-12);
  assert.deepEqual(session.partImage('validation', 0).pixels, session.sample('train', 50000).pixels);
  const eight = session.findImage('test', 0, true, 8);
  assert.equal(session.partImage('test', eight).label, 8);
  assert.equal(session.findImage('test', eight - 1, false, 8), -1);
  assert.equal(session.findImage('test', 10000, true, -1), -1);
});

test('what is no unit, class, image or image size is refused, and nothing changes', async (t) => {
  const session = await openSession(t);
  refused(() => session.startMeasuring(), 'E_API_STATE', /Load the data first/);
  refused(() => session.cellImages(0, 0, 1), 'E_API_STATE');
  refused(() => session.partImage('test', 0), 'E_API_RANGE');
  await loadMnist(session);
  session.configure('#layers=784-16-10');
  const before = session.fingerprint();
  const image = new Uint8Array(784);
  for (const bad of [-1, 16, 0.5, Number.NaN, Infinity, 2 ** 40])
    refused(() => session.firstLayer(bad, 1), 'E_API_RANGE');
  for (const bad of [0, -1, 1025]) refused(() => session.firstLayer(0, bad), 'E_API_TOOBIG');
  refused(() => session.activations(new Uint8Array(783)), 'E_API_LENGTH');
  refused(() => session.activations(new Uint8Array(100_000)), 'E_API_TOOBIG');
  for (const bad of [null, undefined, 'pixels', [1, 2], new Float32Array(784), { length: 784 }])
    refused(() => session.activations(bad), 'E_API_TYPE');
  refused(() => session.saliency(image, 10), 'E_API_RANGE');
  refused(() => session.saliency(image, -1), 'E_API_RANGE');
  refused(() => session.saliency(new Uint8Array(0), 1), 'E_API_LENGTH');
  for (const bad of ['train', '', 7, null, undefined, {}])
    refused(() => session.partSummary(bad), 'E_API_TYPE');
  for (const bad of [-1, 10000, 1.5, Number.NaN])
    refused(() => session.partImage('test', bad), 'E_API_RANGE');
  refused(() => session.findImage('test', 0.5, true, 1), 'E_API_RANGE');
  measure(session);
  refused(() => session.cellImages(10, 0, 1), 'E_API_RANGE');
  refused(() => session.cellImages(0, 0, 201), 'E_API_TOOBIG');
  assert.equal(session.fingerprint(), before);
});

test('a network that diverged has no weights to show', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('#lr=100&momentum=0.9');
  for (let i = 0; i < 200; ++i) {
    try {
      session.advance();
    } catch {
      break;
    }
  }
  refused(() => session.activations(new Uint8Array(784).fill(200)), 'E_MODEL_NONFINITE');
});
