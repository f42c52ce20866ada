// torch's random numbers and torch.nn.functional as the module has them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCore from '../../build/wasm/core.js';
import { readSafetensors } from '../reference/safetensors.mjs';
import { root } from './support.mjs';

const core = await createCore();
const random = await readSafetensors(`${root}assets/reference/random.safetensors`);

function seeded(t, seed = 42) {
  const generator = new core.Generator(seed);
  t.after(() => generator.delete());
  return generator;
}

test('a seed draws what it draws in PyTorch', (t) => {
  const { tensors } = random;
  assert.deepEqual(seeded(t).rand(1000), tensors.uniform.values);
  assert.deepEqual(seeded(t).randn(1000), tensors['randn.1000'].values);
  assert.deepEqual([...seeded(t).randint(-5, 10, 1000)], [...tensors['randint.small'].values].map(Number));
  assert.deepEqual([...seeded(t).randperm(1000)], [...tensors.randperm.values]);
});

test('the functions compute by hand-checked examples', () => {
  const floats = (/** @type {number[]} */ ...numbers) => Float32Array.from(numbers);
  assert.deepEqual(core.mm(floats(1, 2, 3, 4), floats(1, 0, 5, 0, 1, 6), 2), floats(1, 2, 17, 3, 4, 39));
  assert.deepEqual(
    core.linear(floats(1, -1), floats(1, 2, 3, 4, 5, 6), floats(10, 20, 30)),
    floats(9, 19, 29),
  );
  assert.deepEqual(core.relu(floats(-1, 2)), floats(0, 2));
  assert.deepEqual(core.softmax(floats(0, 0, 7, 7), 2), floats(0.5, 0.5, 0.5, 0.5));
  assert.deepEqual(core.logSoftmax(floats(1e4, -1e4), 2), floats(0, -2e4));
  assert.ok(Math.abs(core.crossEntropy(new Float32Array(20), Uint8Array.of(3, 9)) - Math.log(10)) < 1e-6);
  assert.deepEqual(core.oneHot(Uint8Array.of(1, 0), 2), floats(0, 1, 1, 0));
});

test('what does not fit is refused with a code', (t) => {
  const some = new Float32Array(4);
  const refused = (call, code) => assert.throws(call, { code });
  refused(() => new core.Generator(-1), 'E_API_RANGE');
  refused(() => new core.Generator(0.5), 'E_API_RANGE');
  refused(() => seeded(t).randn(1e12), 'E_API_RANGE');
  refused(() => seeded(t).randn(1e9), 'E_API_TOOBIG');
  refused(() => seeded(t).randint(3, 3, 1), 'E_API_RANGE');
  refused(() => core.mm(some, some, 3), 'E_API_LENGTH');
  refused(() => core.linear(some, some, new Float32Array(0)), 'E_API_LENGTH');
  refused(() => core.relu([1, 2]), 'E_API_TYPE');
  const many = new Float32Array(1 << 16); // the product's 2^32 numbers would count as none in 32 bits
  refused(() => core.mm(many, many, 1), 'E_API_TOOBIG');
  refused(() => core.linear(many, many, many), 'E_API_TOOBIG');
  refused(() => core.oneHot(new Uint8Array((1 << 24) + 1), 256), 'E_API_TOOBIG');
  refused(() => core.softmax(some, 0), 'E_API_RANGE');
  refused(() => core.crossEntropy(some, new Uint8Array(3)), 'E_API_LENGTH');
  refused(() => core.crossEntropy(some, Uint8Array.of(0, 2)), 'E_API_LABEL');
  refused(() => core.oneHot(Uint8Array.of(5), 3), 'E_API_LABEL');
});
