// Guarantee B4: the number of threads changes nothing.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { figure } from '../figures.mjs';

const program = fileURLToPath(new URL('threads-run.mjs', import.meta.url));

/** @param {string[]} args */
const run = async (...args) =>
  (await promisify(execFile)(process.execPath, [program, ...args], { timeout: 60_000 })).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('any number of threads trains to the same bits, and the module without threads too', async () => {
  const [alone, ...threaded] = [
    ...(await run('core', '1')),
    ...(await run('core_threads', '1', '2', '4', '8', '3')),
  ];
  assert.deepEqual(alone.taken, [1]);
  for (const { fingerprint } of threaded) assert.equal(fingerprint, alone.fingerprint);
  assert.deepEqual(
    threaded.map(({ threads }) => threads),
    [1, 2, 4, 8, 3],
  );
  // Each number was tried, and so computed some of the steps.
  assert.deepEqual(
    threaded.map(({ taken }) => taken.toSorted()),
    [[1], [1, 2], [1, 2, 4], [1, 2, 4, 8], [1, 2, 3]],
  );
  console.log(`# fingerprint of all: ${alone.fingerprint}`);
  figure('B4', 'numbers of threads in Node.js', threaded.length);
  figure('B4', 'steps of each in Node.js', Math.min(alone.steps, ...threaded.map(({ steps }) => steps)));
  figure('F5', 'runs with threads or without that ended alike', threaded.length + 1);
});

test('the module without threads takes one, whatever is asked for', async () => {
  const [{ threads, taken }] = await run('core', '4');
  assert.equal(threads, 1);
  assert.deepEqual(taken, [1]);
});
