// Every error arrives as an Error with a code and a message, and changes nothing.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { idxFile, openSession, root } from './support.mjs';

const images = (count) => idxFile([count, 28, 28], (i) => i % 251);
const labels = (count) => idxFile([count], (i) => i % 10);
const points = new Float32Array([10, 10, 20, 20]);
const lengths = new Uint32Array([2]);
const detached = () => {
  const array = new Uint8Array(64);
  structuredClone(array, { transfer: [array.buffer] });
  return array;
};

const refusals = [
  ['an unknown hash name', (s) => s.configure('#speed=9'), 'E_HP_NAME', /"speed"/],
  ['a learning rate with a comma', (s) => s.configure('#lr=0,5'), 'E_HP_LR', /Use a dot/],
  ['training without data', (s) => s.advance(), 'E_API_STATE', /Load the data first/],
  ['testing without data', (s) => s.startTest(), 'E_API_STATE', /Load the data first/],
  ['a role that is none', (s) => s.setData('images', 'a', images(2)), 'E_API_TYPE', /train-images/],
  ['an array for bytes', (s) => s.setData('train-images', 'a', [0, 0, 8, 3]), 'E_API_TYPE', /Uint8Array/],
  ['nothing for bytes', (s) => s.setData('train-images', 'a', undefined), 'E_API_TYPE', /undefined/],
  [
    'another typed array',
    (s) => s.setData('train-images', 'a', new Float32Array(9)),
    'E_API_TYPE',
    /Uint8Array/,
  ],
  ['a detached buffer', (s) => s.setData('train-images', 'a', detached()), 'E_GZ_EMPTY', /empty/],
  ['an empty file', (s) => s.setData('train-images', 'a.gz', new Uint8Array(0)), 'E_GZ_EMPTY', /a\.gz/],
  ['labels for images', (s) => s.setData('train-images', 'a', labels(9)), 'E_IDX_ROLE', /label file/],
  [
    'a truncated file',
    (s) => s.setData('train-images', 'a', images(9).subarray(0, 999)),
    'E_IDX_SHORT',
    /declares/,
  ],
  [
    'a truncated gzip',
    (s) => s.setData('train-images', 'a', gzipSync(images(9)).subarray(0, 99)),
    'E_GZ_TRUNCATED',
    /incomplete/,
  ],
  [
    'an error page',
    (s) => s.setData('train-images', 'a', new TextEncoder().encode('<!doctype html>')),
    'E_GZ_MAGIC',
    /HTML/,
  ],
  ['an array for pixels', (s) => s.predictPixels([0, 1]), 'E_API_TYPE', /Float32Array or a Uint8Array/],
  [
    'pixels of a wider type',
    (s) => s.predictPixels(new Float64Array(784)),
    'E_API_TYPE',
    /Float32Array or a Uint8Array/,
  ],
  ['no pixels', (s) => s.predictPixels(new Float32Array(0)), 'E_API_LENGTH', /784/],
  ['pixels of a detached buffer', (s) => s.predictPixels(detached()), 'E_API_LENGTH', /784/],
  ['pixels of half an image', (s) => s.predictPixels(new Uint8Array(784 + 392)), 'E_API_LENGTH', /784/],
  ['a pixel that is NaN', (s) => s.predictPixels(new Float32Array(784).fill(NaN)), 'E_API_INPUT', /NaN at 0/],
  ['a model that is none', (s) => s.loadModel('a.bin', new Uint8Array(4)), 'E_ST_SHORT', /a\.bin/],
  ['an array for a model', (s) => s.loadModel('a.bin', [1, 2]), 'E_API_TYPE', /Uint8Array/],
  ['points that are no typed array', (s) => s.predict([1, 2], lengths, 300), 'E_API_TYPE', /Float32Array/],
  [
    'more points than the lengths say',
    (s) => s.predict(points, new Uint32Array([1]), 300),
    'E_API_LENGTH',
    /points/,
  ],
  [
    'fewer points than the lengths say',
    (s) => s.predict(points, new Uint32Array([3]), 300),
    'E_API_LENGTH',
    /points/,
  ],
  [
    'a point that is no number',
    (s) => s.predict(new Float32Array([NaN, 1, 2, 3]), lengths, 300),
    'E_INK_POINT',
    /finite/,
  ],
  ['a canvas without size', (s) => s.predict(points, lengths, 0), 'E_INK_CANVAS', /canvas/],
  ['a canvas size that is no number', (s) => s.predict(points, lengths, undefined), 'E_INK_CANVAS', /canvas/],
];

for (const [name, call, code, message] of refusals) {
  test(`${name} is refused with ${code}`, async (t) => {
    const session = await openSession(t);
    assert.throws(
      () => call(session),
      (error) => {
        assert.ok(error instanceof Error);
        assert.equal(error.code, code);
        assert.match(error.message, message);
        return true;
      },
    );
    // The session works on.
    session.setData('train-images', 'a', images(12));
    session.setData('train-labels', 'b', labels(12));
    assert.equal(session.dataSummary().trainCount, 12);
    assert.equal(session.advance().batch, 1);
  });
}

test('the module holds no code that a content security policy would forbid', async () => {
  const glue = await readFile(`${root}build/wasm/core.js`, 'utf8');
  assert.doesNotMatch(glue, /\bnew Function\b|\beval\s*\(/);
});
