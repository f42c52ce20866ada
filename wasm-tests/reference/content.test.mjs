// Guarantee D6: MNIST is what it should be; guarantee B3: nothing of the build lets results differ between machines.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { figure } from '../figures.mjs';
import { mnistFile } from '../node/support.mjs';
import { root } from './support.mjs';

const sum = (/** @type {Uint8Array} */ bytes) => bytes.reduce((total, byte) => total + byte, 0);
const histogram = (/** @type {Uint8Array} */ labels) =>
  Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length);

// The counts by digit are those that LeCun's page and torchvision give.
const expected = {
  train: {
    images: 60000,
    digits: [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    pixels: 1567298545,
  },
  test: { images: 10000, digits: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], pixels: 264923200 },
};

for (const [set, { images, digits, pixels }] of Object.entries(expected)) {
  test(`the ${set} files hold MNIST`, async () => {
    const { files } = JSON.parse(await readFile(`${root}assets/mnist.json`, 'utf8'));
    for (const role of [`${set}-images`, `${set}-labels`]) {
      const { sha256 } = files.find((file) => file.role === role);
      assert.equal(
        createHash('sha256')
          .update(await mnistFile(role))
          .digest('hex'),
        sha256,
      );
    }
    const labels = (await mnistFile(`${set}-labels`)).subarray(8);
    const values = (await mnistFile(`${set}-images`)).subarray(16);
    assert.equal(labels.length, images);
    assert.equal(values.length, images * 784);
    assert.deepEqual(histogram(labels), digits);
    assert.equal(sum(values), pixels);
    figure('D6', `${set} images`, values.length / 784);
    figure('D6', `sum of their pixels, ${set}`, sum(values));
  });
}

test('no compiler flag lets results differ between machines', async () => {
  let looked = 0;
  for (const preset of /** @type {const} */ (['native', 'wasm'])) {
    const commands = JSON.parse(await readFile(`${root}build/${preset}/compile_commands.json`, 'utf8'));
    // The library's own files, or those in which CMake puts several of them together.
    const ours = commands.filter(
      (/** @type {{ file: string }} */ { file }) =>
        file.startsWith(`${root}src/`) || file.includes('/src/inkling/CMakeFiles/inkling.dir/Unity/'),
    );
    assert.ok(ours.length >= { native: 60, wasm: 12 }[preset]);
    for (const { file, command } of ours) {
      assert.match(command, / -ffp-contract=off /, file);
      assert.doesNotMatch(command, /-ffast-math|-Ofast|-funsafe-math|-mrelaxed-simd|-march=native/, file);
      looked++;
    }
    assert.doesNotMatch(await readFile(`${root}build/${preset}/build.ninja`, 'utf8'), /JS_MATH|-ffast-math/);
  }
  figure('B3', 'commands of the compiler looked at', looked);
});
