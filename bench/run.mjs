// Seconds for one epoch of the tutorial (50,000 images, 784-128-256-10, batch 64, plain SGD): Inkling natively, as
// WebAssembly in Node.js and in Chromium, and in its page; and its peers. All in turn, round after round, so that a
// machine whose speed drifts slows them all. One is measured at a time, and the first epoch of each round, in which
// caches and compilers warm up, does not count.
//
//   node bench/run.mjs [--rounds N] [--only id,id…] [--json FILE] [--list]
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { contenders } from './contenders/index.mjs';
import { pytorchVersions } from './contenders/pytorch.mjs';
import { doubtAbout } from './lib/loss.mjs';
import { runMain } from './lib/main.mjs';
import { measurePeak } from './lib/peak.mjs';
import { requireBuilt } from './lib/places.mjs';
import { computeRatios } from './lib/ratios.mjs';
import { allImages, printMachine, printResults } from './lib/report.mjs';
import { summarise } from './lib/statistics.mjs';

const epochsPerRound = 3; // the first is dropped
function parse() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      only: { type: 'string' },
      json: { type: 'string' },
      list: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds needs a number from 1 on');
  const ids = values.only?.split(',') ?? contenders.map(({ id }) => id);
  const unknown = ids.filter((id) => !contenders.some((contender) => contender.id === id));
  if (unknown.length > 0) throw new Error(`there is no contender ${unknown.join(', ')}: --list names them`);
  return { ...values, rounds, chosen: contenders.filter(({ id }) => ids.includes(id)) };
}

/** Those that can run; says why of the others. */
async function present(chosen) {
  requireBuilt(chosen.flatMap(({ needs = [] }) => needs));
  const there = [];
  for (const contender of chosen) {
    const reason = await contender.missing?.();
    if (reason === undefined) there.push(contender);
    else console.log(`Left out: ${contender.name}. ${reason}`);
  }
  return there;
}

/** One round of one contender, the warm-up dropped, as if each epoch had all images. */
async function measure({ name, images, run }) {
  const epochs = await run(epochsPerRound).catch((error) => {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  });
  const doubt = doubtAbout(epochs.map(({ trainLoss }) => trainLoss));
  if (doubt) console.log(`WARNING: ${name}: ${doubt}`);
  const scale = allImages / images;
  return epochs.slice(1).map(({ seconds, wallSeconds, trainLoss }) => ({
    seconds: seconds * scale,
    ...(wallSeconds === undefined ? {} : { wallSeconds: wallSeconds * scale }),
    trainLoss,
  }));
}

async function measureAll(there, rounds) {
  const epochs = Object.fromEntries(there.map(({ id }) => [id, []]));
  for (let round = 1; round <= rounds; ++round) {
    for (const contender of there) {
      process.stderr.write(`round ${round} of ${rounds}: ${contender.name}\n`);
      epochs[contender.id].push(...(await measure(contender)));
    }
  }
  return epochs;
}

const summariseEpochs = (epochs) => ({
  seconds: summarise(epochs.map(({ seconds }) => seconds)),
  ...('wallSeconds' in epochs[0] ? { wallSeconds: summarise(epochs.map((epoch) => epoch.wallSeconds)) } : {}),
});

async function main() {
  const { rounds, chosen, json, list } = parse();
  if (list) {
    for (const { id, name } of contenders) console.log(`${id.padEnd(17)} ${name}`);
    return;
  }
  const there = await present(chosen);
  if (there.length === 0) throw new Error('nothing is left to measure');

  const processor = cpus()[0].model;
  const peak = await measurePeak();
  const pytorch = there.some(({ id }) => id.startsWith('pytorch')) ? await pytorchVersions() : undefined;
  printMachine({ processor, peak, pytorch });

  const epochs = await measureAll(there, rounds);
  const measured = Object.fromEntries(Object.entries(epochs).map(([id, all]) => [id, summariseEpochs(all)]));
  const ratios = computeRatios(measured);
  printResults({ there, measured, ratios });
  if (json !== undefined) {
    const report = { processor, peak, pytorch, measured, ratios, epochs };
    await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  }
}

await runMain(main);
