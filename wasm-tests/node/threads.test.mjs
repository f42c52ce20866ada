// Guarantee B4: the number of threads changes nothing.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
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

/** @param {number} threads @returns {Promise<{ took: number, fingerprint: string }>} */
async function live(threads) {
  const worker = new Worker(new URL('threads-life.mjs', import.meta.url), { workerData: threads });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      const hang = () => reject(new Error('no word for five seconds'));
      setTimeout(hang, longest).unref();
    });
  } finally {
    const begun = performance.now();
    await worker.terminate();
    assert.ok(performance.now() - begun < longest, 'ended within five seconds');
  }
}
const longest = 5000;

const lives = process.env.INKLING_TEST_FULL === '1' ? 100 : 10;

// They end with the module only, so that is what is begun and ended.
test('threads are begun and ended over and over, and none hangs', {
  timeout: lives * 2 * longest,
}, async () => {
  const all = [];
  for (let life = 0; life < lives; ++life) all.push(await live(4));
  assert.equal(new Set(all.map(({ fingerprint }) => fingerprint)).size, 1);
  figure('F5', 'threads begun and ended in Node.js', 4 * lives);
  figure('F5', 'longest of their lives', Math.max(...all.map(({ took }) => took)), 'ms');
});
