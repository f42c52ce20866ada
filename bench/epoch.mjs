// Seconds for one epoch of the tutorial (50,000 images, 784-128-256-10, batch 64, plain SGD): natively and as
// WebAssembly under Node.js, in turn, so that a machine whose speed drifts slows both. The first epoch of each, in
// which caches and V8's optimising compiler warm up, does not count.
//
//   node bench/epoch.mjs [--rounds N] [--json FILE]
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs, promisify } from 'node:util';
import createCore from '../build/wasm/core.js';
import { dataFolder, loadMnist, root, trainEpoch } from '../wasm-tests/node/support.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, json: { type: 'string' } },
});
const rounds = Number(values.rounds);
const epochsPerRound = 3; // the first is dropped

async function nativeEpochs() {
  const options = ['train', '--data', dataFolder, '--epochs', String(epochsPerRound), '--json'];
  const { stdout } = await promisify(execFile)(`${root}build/native/inkling`, options);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return lines.filter((line) => 'seconds' in line).map((line) => line.seconds);
}

const core = await createCore();
const session = new core.Session();
await loadMnist(session);

function wasmEpochs() {
  session.configure(`#epochs=${epochsPerRound}`);
  return Array.from({ length: epochsPerRound }, () => trainEpoch(session).seconds);
}

const sides = { native: nativeEpochs, wasm: wasmEpochs };
const seconds = { native: [], wasm: [] };
for (let round = 0; round < rounds; ++round) {
  for (const [side, measure] of Object.entries(sides)) seconds[side].push(...(await measure()).slice(1));
}
session.delete();

const gflop = (50_000 * 2 * (784 * 128 * 2 + 128 * 256 * 3 + 256 * 10 * 3)) / 1e9; // no gradient of the input
const summary = Object.fromEntries(
  Object.entries(seconds).map(([side, all]) => {
    const sorted = all.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    return [side, { median, min: sorted[0], max: sorted.at(-1), epochs: all.length, gflops: gflop / median }];
  }),
);
for (const [side, { median, min, max, epochs, gflops }] of Object.entries(summary)) {
  console.log(
    `${side.padEnd(6)} ${median.toFixed(2)} s an epoch (median of ${epochs}; ${min.toFixed(2)} to ${max.toFixed(2)}), ` +
      `${Math.round(50_000 / median)} images/s, ${gflops.toFixed(1)} GFLOP/s if computed densely`,
  );
}
console.log(`wasm / native ${(summary.wasm.median / summary.native.median).toFixed(2)}`);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(summary, null, 2)}\n`);
