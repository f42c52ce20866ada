// The tutorial's curve, as PyTorch drew it with the same seed: natively and as WebAssembly.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSafetensors } from './safetensors.mjs';
import {
  dataFolder,
  full,
  inkling,
  inklingJson,
  openSession,
  referenceFile,
  trainSession,
} from './support.mjs';

const allowed = 1e-4;
const epochs = full ? 25 : 2;
const seeds = [0, 1, 2];
const train = ['train', '--data', dataFolder, '--epochs', String(epochs), '--compare', referenceFile];

/** @param {number} seed */
async function pytorchCurve(seed) {
  const { tensors } = await readSafetensors(referenceFile);
  return [...tensors[`seed${seed}.validation_loss`].values];
}

/** @param {number[]} found @param {number[]} expected */
function assertClose(found, expected, what) {
  const distances = found.map((loss, i) => Math.abs(loss - expected[i]));
  const worst = Math.max(...distances);
  console.log(`# ${what}: ${found.length} epochs, largest difference from PyTorch ${worst.toExponential(1)}`);
  assert.equal(found.length, epochs);
  assert.ok(worst <= allowed, `${what}: ${worst} after epoch ${distances.indexOf(worst) + 1}`);
}

for (const seed of seeds) {
  test(`seed ${seed} trained natively follows PyTorch's curve`, async () => {
    const lines = await inklingJson(...train, '--seed', String(seed));
    const reports = lines.filter((line) => 'epoch' in line);
    const expected = await pytorchCurve(seed);
    assert.deepEqual(
      reports.map((report) => report.pytorch_validation_loss),
      expected.slice(0, epochs),
    );
    assertClose(
      reports.map((report) => report.validation_loss),
      expected,
      `native, seed ${seed}`,
    );
  });

  test(`seed ${seed} trained as WebAssembly follows PyTorch's curve`, async (t) => {
    const session = await openSession(t);
    const reports = await trainSession(session, `#seed=${seed}&epochs=${epochs}`, epochs);
    assertClose(
      reports.map((report) => report.validationLoss),
      await pytorchCurve(seed),
      `WebAssembly, seed ${seed}`,
    );
  });
}

test('the command line prints the recorded curve beside its own', async () => {
  const text = await inkling(...train, '--seed', '0');
  const [first] = await pytorchCurve(0);
  assert.match(text, new RegExp(`PyTorch's ${first.toFixed(4)} \\([+-]\\de-\\d\\d\\)`));
  assert.match(text, /largest difference from PyTorch's curve: \d\.\de-\d\d, after epoch \d/);
});

test('a run that is not the recorded one is not compared with it', async () => {
  const refused = (/** @type {string[]} */ args, /** @type {RegExp} */ message) =>
    assert.rejects(inkling(...train, ...args), (error) => {
      assert.match(/** @type {any} */ (error).stderr, message);
      return true;
    });
  await refused(['--seed', '7'], /one of its seeds: 0, 1, 2.*seed 7/);
  await refused(['--lr', '0.01'], /a run as the recorded one.*lr=0\.01/);
  await refused(['--train', '100'], /train=100/);
  await refused(
    ['--train', '50000', '--valid', '100'],
    /the recorded images: 50000 .*10000 .*found 50000 .*100 /,
  );
});
