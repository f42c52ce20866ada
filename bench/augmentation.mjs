// What augmentation costs: images/s of 784-128-256-10 in batches of 64, with none, the affine kinds, and all of them.
//
//   node bench/augmentation.mjs [--rounds N] [--json FILE]
//
// All in turn, round after round, natively and as WebAssembly in Node.js, on one thread. The fastest epoch of each
// counts, since what else runs on the machine only slows it; the ratio is to the one without, of the same run.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runMain } from './lib/main.mjs';
import { dataFolder, nativeProgram, requireBuilt } from './lib/places.mjs';
import { runJsonLines } from './lib/process.mjs';
import { formatTable } from './lib/table.mjs';

const images = 10_000;
const epochs = 3;
const kinds = {
  none: {},
  affine: { augment: 1 },
  thickness: { thickness: 1 },
  elastic: { elastic: 1 },
  all: { augment: 1, thickness: 1, elastic: 1 },
};

async function native(kind) {
  const options = Object.entries({ train: images, epochs, ...kind });
  const lines = await runJsonLines(nativeProgram, [
    ...['train', '--data', dataFolder, '--json'],
    ...options.flatMap(([name, value]) => [`--${name}`, String(value)]),
  ]);
  return lines.filter((line) => 'seconds' in line).map(({ seconds }) => seconds);
}

async function openWasm() {
  const { default: createCore } = await import('../build/wasm/core.js');
  const { loadMnist, trainEpoch } = await import('../wasm-tests/node/support.mjs');
  const session = new (await createCore()).Session();
  await loadMnist(session);
  return async (kind) => {
    session.configure(`#${new URLSearchParams({ train: images, epochs, ...kind })}`);
    return Array.from({ length: epochs }, () => trainEpoch(session).seconds);
  };
}

async function main() {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '5' }, json: { type: 'string' } },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds needs a number from 1 on');
  requireBuilt(['build/native/inkling', 'build/wasm/core.js']);
  const sides = { native, wasm: await openWasm() };
  const fastest = Object.fromEntries(Object.keys(sides).map((side) => [side, {}]));
  for (let round = 1; round <= rounds; ++round) {
    process.stderr.write(`round ${round} of ${rounds}\n`);
    for (const [side, measure] of Object.entries(sides)) {
      for (const [name, kind] of Object.entries(kinds)) {
        const seconds = Math.min(...(await measure(kind)));
        fastest[side][name] = Math.min(fastest[side][name] ?? seconds, seconds);
      }
    }
  }
  const measured = Object.fromEntries(
    Object.entries(fastest).map(([side, seconds]) => [
      side,
      Object.fromEntries(
        Object.entries(seconds).map(([name, time]) => [
          name,
          { imagesPerSecond: images / time, ratio: seconds.none / time },
        ]),
      ),
    ]),
  );
  const rows = Object.keys(kinds).map((name) => [
    name,
    ...Object.values(measured).flatMap((side) => [
      String(Math.round(side[name].imagesPerSecond)),
      side[name].ratio.toFixed(2),
    ]),
  ]);
  console.log(formatTable(['augmentation', 'native images/s', 'ratio', 'wasm images/s', 'ratio'], rows));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(measured, null, 2)}\n`);
}

await runMain(main);
