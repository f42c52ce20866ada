// The module's surface under Node.js, on real MNIST.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { parseSafetensors } from '../reference/safetensors.mjs';
import { dataFolder, loadMnist, mnistFile, openSession, root, trainEpoch } from './support.mjs';

const one = [new Float32Array([150, 40, 150, 260]), new Uint32Array([2]), 300];

test('MNIST is loaded, plain or gzipped, and counted', async (t) => {
  const session = await openSession(t);
  assert.deepEqual(session.dataSummary(), { trainCount: 0, testCount: 0, rows: 0, columns: 0, classes: 0 });
  session.setData('test-images', 't10k-images-idx3-ubyte.gz', gzipSync(await mnistFile('test-images')));
  await loadMnist(session);
  assert.deepEqual(session.dataSummary(), {
    trainCount: 60000,
    testCount: 10000,
    rows: 28,
    columns: 28,
    classes: 10,
  });
});

test('a run is configured from a hash and says what it became', async (t) => {
  const session = await openSession(t);
  const config = session.configure('#layers=784-32-10&lr=0.010&momentum=0.9&epochs=25');
  assert.deepEqual(config, {
    layers: '784-32-10',
    activation: 'relu',
    batchnorm: false,
    dropout: 0,
    optimizer: 'sgd',
    lr: 0.01,
    momentum: 0.9,
    nesterov: false,
    wd: 0,
    schedule: 'constant',
    batch: 64,
    epochs: 25,
    seed: 1,
    train: 0,
    augment: 0,
    rotation: 0,
    scale: 0,
    shear: 0,
    shift: 0,
    thickness: 0,
    elastic: 0,
    synthetic: 0,
    changeable: 'dropout,lr,momentum,nesterov,wd,augment,rotation,scale,shear,shift,thickness,elastic,epochs',
    settings: 'layers=784-32-10&lr=0.01&momentum=0.9',
    hash: 'layers=784-32-10&lr=0.01&momentum=0.9',
  });
  const adamw = session.configure(
    '#optimizer=adamw&schedule=step:2:0.5&batchnorm=1&dropout=0.25&activation=tanh',
  );
  const { optimizer, schedule, batchnorm, dropout, activation, wd } = adamw;
  assert.deepEqual(
    [optimizer, schedule, batchnorm, dropout, activation],
    ['adamw', 'step:2:0.5', true, 0.25, 'tanh'],
  );
  assert.equal(wd, 0.01); // torch.optim.AdamW's own
});

test('augmentation is said kind by kind, as it is', async (t) => {
  const session = await openSession(t);
  const strengths = (/** @type {string} */ hash) => {
    const { augment, rotation, scale, shear, shift, thickness, elastic } = session.configure(hash);
    return [augment, rotation, scale, shear, shift, thickness, elastic];
  };
  assert.deepEqual(strengths('#augment=0.5'), [0.5, 0.5, 0.5, 0.5, 0.5, 0, 0]);
  assert.deepEqual(strengths('#augment=0.5&shear=0&elastic=0.75'), [0.5, 0.5, 0.5, 0, 0.5, 0, 0.75]);
  const hash = 'rotation=0.1&scale=0.2&shear=0.3&shift=0.4&thickness=0.6&elastic=0.7';
  assert.deepEqual(strengths(hash), [0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7]);
  assert.equal(session.configure(hash).hash, hash);
});

test('training with momentum reaches what PyTorch reaches', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('#lr=0.01&momentum=0.9');
  const first = trainEpoch(session);
  const second = trainEpoch(session);
  assert.equal(first.epoch, 1);
  assert.ok(first.validationAccuracy > 0.92, `${first.validationAccuracy}`);
  assert.ok(second.validationLoss < first.validationLoss);
  assert.ok(second.imagesPerSecond > 0);
  session.startTest();
  let progress = session.advanceTest();
  assert.equal(progress.batches, 79);
  while (!progress.done) progress = session.advanceTest();
  assert.ok(progress.accuracy > 0.93, `${progress.accuracy}`);
  const drawn = session.predict(...one);
  assert.equal(drawn.label, 1);
});

test('the command line and the module compute the same run', async (t) => {
  const options = [
    'train',
    '--data',
    dataFolder,
    '--epochs',
    '2',
    '--train',
    '6400',
    '--seed',
    '3',
    '--lr',
    '0.1',
  ];
  const { stdout } = await promisify(execFile)(`${root}build/native/inkling`, [...options, '--json']);
  const native = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('#epochs=2&train=6400&seed=3&lr=0.1');
  for (const expected of native.slice(0, 2)) {
    const found = trainEpoch(session);
    // The order of summation differs between the two, so the last digits do.
    assert.ok(Math.abs(found.validationLoss - expected.validation_loss) < 5e-5);
    assert.ok(Math.abs(found.trainLoss - expected.train_loss) < 5e-5);
    assert.ok(Math.abs(found.validationAccuracy - expected.validation_accuracy) <= 2e-4);
  }
  assert.equal(session.advance().phase, 'finished');
});

test('the same seed gives the same run to the bit', async (t) => {
  const losses = async () => {
    const session = await openSession(t);
    await loadMnist(session);
    session.configure('#seed=5&lr=0.1&momentum=0.9');
    return Array.from({ length: 200 }, () => session.advance().loss);
  };
  assert.deepEqual(await losses(), await losses());
});

test('a drawing is read with copies that outlive the memory they came from', async (t) => {
  const session = await openSession(t);
  const { label, probabilities, image } = session.predict(...one);
  assert.ok(label >= 0 && label <= 9);
  assert.ok(probabilities instanceof Float32Array && probabilities.length === 10);
  assert.ok(image instanceof Uint8Array && image.length === 784);
  assert.equal(probabilities.buffer.byteLength, 40);
  assert.equal(Math.max(...image), 255);
  const before = [...probabilities];
  await loadMnist(session); // grows the memory
  assert.deepEqual([...probabilities], before);
  assert.deepEqual([...session.predict(...one).probabilities], before);
});

test('of one digit the reading is that of the whole; a picture is one digit without strokes', async (t) => {
  const session = await openSession(t);
  const { number, digits, ...whole } = session.predict(...one);
  assert.equal(number, String(whole.label));
  assert.deepEqual(digits, [{ ...whole, strokes: new Uint32Array([0]) }]);
  const picture = session.predictImage(whole.image, 28, 28, 'as-it-is');
  assert.equal(picture.number, number);
  assert.deepEqual(picture.digits, [{ ...whole, strokes: new Uint32Array(0) }]);
});

test('digits side by side are a number, and the command line reads the same', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('#lr=0.05&momentum=0.9&train=6400&epochs=1');
  trainEpoch(session);
  const folder = await mkdtemp(join(tmpdir(), 'inkling-number-'));
  t.after(() => rm(folder, { recursive: true }));
  const [model, file] = [join(folder, 'model.safetensors'), join(folder, 'strokes.json')];
  // The bar of the 7 is drawn last, after the 1 and the 0 behind it.
  const strokes = [
    [
      [20, 100],
      [70, 98],
      [45, 200],
    ],
    [
      [120, 95],
      [118, 205],
    ],
    [
      [200, 100],
      [165, 150],
      [200, 200],
      [235, 150],
      [200, 100],
    ],
    [
      [25, 148],
      [75, 150],
    ],
  ];
  await writeFile(model, session.saveModel());
  await writeFile(file, JSON.stringify([{ strokes }, { strokes: [] }]));
  const { stdout } = await promisify(execFile)(`${root}build/native/inkling`, [
    ...['predict', '--number', '--model', model, '--strokes', file, '--canvas', '280'],
  ]);
  const [expected, nothing] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(nothing, { number: '', digits: [] });
  assert.deepEqual(
    expected.digits.map((digit) => digit.strokes),
    [[0, 3], [1], [2]],
  );
  const lengths = Uint32Array.from(strokes, (stroke) => stroke.length);
  const { number, digits, image } = session.predict(Float32Array.from(strokes.flat(2)), lengths, 280);
  assert.equal(number, expected.number);
  assert.equal(number.length, 3);
  assert.equal(image.length, 784);
  for (const [i, { label, strokes: own, probabilities, rows, columns }] of digits.entries()) {
    assert.equal(label, expected.digits[i].label);
    assert.deepEqual([...own], expected.digits[i].strokes);
    assert.deepEqual([...probabilities], expected.digits[i].probabilities);
    assert.deepEqual([rows, columns], [28, 28]);
  }
});

test('nothing drawn is nothing read', async (t) => {
  const session = await openSession(t);
  const { label, probabilities, image, number, digits } = session.predict(
    new Float32Array(0),
    new Uint32Array(0),
    300,
  );
  assert.equal(number, '');
  assert.deepEqual(digits, []);
  assert.equal(label, -1);
  assert.equal(probabilities.length, 0);
  assert.equal(image.length, 0);
});

test('images, the network as text and as a file, and the digits read in the test images', async (t) => {
  const session = await openSession(t);
  assert.throws(() => session.sample('train', 0), { code: 'E_API_RANGE' });
  assert.throws(() => session.testPredictions(), { code: 'E_API_STATE' });
  await loadMnist(session);
  const { label, pixels } = session.sample('train', 0);
  assert.equal(label, 5);
  assert.deepEqual(pixels, (await mnistFile('train-images')).slice(16, 16 + 784));
  assert.equal(session.sample('test', 9999).label, 6);
  for (const index of [-1, 0.5, 60000])
    assert.throws(() => session.sample('train', index), { code: 'E_API_RANGE' });
  assert.throws(() => session.sample('both', 0), { code: 'E_API_TYPE' });

  assert.match(session.summary(), /^Sequential\(\n {2}\(hidden1\): Linear\(in_features=784, /);
  assert.match(session.summary(), /\n136074 parameters\n$/);
  const { tensors } = parseSafetensors(session.saveModel());
  assert.deepEqual(tensors['out.weight'].shape, [10, 256]);

  session.startTest();
  session.advanceTest();
  assert.equal(session.testPredictions().length, 128);
});

test('pixels are read as the test reads them: bytes, floats, any view of memory', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('#lr=0.05&momentum=0.9&train=6400');
  trainEpoch(session);
  session.startTest();
  while (!session.advanceTest().done) {
    // a batch a call
  }
  const expected = [...session.testPredictions()];
  const bytes = (await mnistFile('test-images')).slice(16);
  const { labels, probabilities } = session.predictPixels(bytes);
  assert.ok(labels instanceof Int32Array);
  assert.deepEqual([...labels], expected);
  assert.equal(probabilities.length, 10 * expected.length);

  const floats = Float32Array.from(bytes.subarray(0, 784 * 300), (byte) => byte / 255);
  assert.deepEqual([...session.predictPixels(floats).labels], expected.slice(0, 300));
  // A view into the middle of a larger buffer, of shared memory too.
  const shared = new Uint8Array(new SharedArrayBuffer(3 + 784), 3);
  shared.set(bytes.subarray(784, 2 * 784));
  assert.deepEqual(session.predictPixels(shared).probabilities, probabilities.slice(10, 20));
});

test('a saved network is taken up in another session, and exported from there', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('#layers=784-32-10&lr=0.1&momentum=0.9&train=6400&seed=3');
  trainEpoch(session);
  const other = await openSession(t);
  const { layers, seed, hash } = other.loadModel('model', session.saveModel());
  assert.deepEqual([layers, seed, hash], ['784-32-10', 1, 'layers=784-32-10']);
  assert.equal(other.fingerprint(), session.fingerprint());
  assert.deepEqual(other.exportOnnx(), session.exportOnnx());
  assert.equal(other.progress().step, 0);
  await loadMnist(other);
  const { step } = other.advance();
  assert.equal(step, 1);
  assert.notEqual(other.fingerprint(), session.fingerprint());
  assert.match(session.exportPytorchScript(), /nn\.Linear\(/);
});

test('a calibration is made call by call, changes nothing of the run, and declines a scribble', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('lr=0.05&momentum=0.9&epochs=2&train=10000');
  trainEpoch(session);
  const before = session.fingerprint();
  assert.equal(session.calibration(), undefined);
  assert.equal(session.predict(...one).isDigit, null);
  session.startCalibration();
  let last = { step: 0, steps: 0, done: false };
  while (!last.done) {
    const progress = session.advanceCalibration();
    assert.ok(progress.step >= last.step && progress.step <= progress.steps);
    last = progress;
  }
  assert.equal(session.fingerprint(), before);
  const made = session.calibration();
  assert.ok(made.temperature > 0.3 && made.temperature < 3, String(made.temperature));
  assert.ok(made.eceAfter < 0.02, String(made.eceAfter));
  assert.equal(made.after.length, 15);
  assert.equal(
    made.after.reduce((sum, { count }) => sum + count, 0),
    10000,
  );
  assert.ok(made.declined < 0.05, String(made.declined));
  assert.equal(session.predict(...one).isDigit, true);
  const tangle = [30, 30, 270, 240, 40, 200, 250, 40, 120, 280, 60, 20, 280, 150, 20, 130, 220, 280, 180, 10];
  const read = session.predict(new Float32Array(tangle), new Uint32Array([tangle.length / 2]), 300);
  assert.equal(read.isDigit, false);
  assert.ok(read.digitScore < 0.5);
  assert.ok(read.label >= 0);
  session.advance();
  assert.equal(session.calibration(), undefined);
});
