// The command line and the module, trained alike.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { loadMnist, root, trainEpoch } from '../node/support.mjs';

export { dataFolder, loadMnist, mnistFile, openSession, root } from '../node/support.mjs';

/** Set by script/test --full: as many epochs, seeds and runs as the guarantees name, instead of a sample. */
export const full = process.env.INKLING_TEST_FULL === '1';

export const referenceFile = `${root}assets/reference/tutorial.safetensors`;

/** Runs build/native/inkling. @param {string[]} args */
export async function inkling(...args) {
  const { stdout } = await promisify(execFile)(`${root}build/native/inkling`, args, { maxBuffer: 1 << 24 });
  return stdout;
}

/** One line each, parsed. @param {string[]} args */
export const inklingJson = async (...args) =>
  (await inkling(...args, '--json'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Trains the module on MNIST for some epochs; their reports. */
export async function trainSession(session, hash, epochs) {
  await loadMnist(session);
  session.configure(hash);
  return Array.from({ length: epochs }, () => trainEpoch(session));
}

/** Tests all 10,000 test images; the digit that each was taken for. */
export function testPredictions(session) {
  session.startTest();
  while (!session.advanceTest().done) {
    // a batch a call
  }
  return session.testPredictions();
}

/** SHA-256 of bytes and of numbers, as they lie in memory. @param {ArrayBufferView[]} parts */
export function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return hash.digest('hex');
}
