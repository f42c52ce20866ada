// What a visitor of the built page feels: how soon it reads digits, how quickly while it trains, how much is
// downloaded, and how much memory it takes.
//
//   node bench/page-figures.mjs [--hash '#…'] [--seeds N] [--samples N] [--json FILE]
//
// Files come from this machine, so that the network takes no part.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { secondsToAccuracy } from './figures/accuracy.mjs';
import { inkMilliseconds } from './figures/ink.mjs';
import { peakMemory } from './figures/memory.mjs';
import { readingMilliseconds } from './figures/prediction.mjs';
import { measureSizes } from './figures/sizes.mjs';
import { runMain } from './lib/main.mjs';
import { requireBuilt } from './lib/places.mjs';
import { verdict } from './lib/ratios.mjs';
import { summarise } from './lib/statistics.mjs';
import { formatTable } from './lib/table.mjs';

const levels = [0.97, 0.98];
const inkEvents = 1500;

async function main() {
  const { values } = parseArgs({
    options: {
      hash: { type: 'string', default: '#layers=784-256-10&lr=0.1&momentum=0.9&batch=128&epochs=20' },
      seeds: { type: 'string', default: '5' },
      samples: { type: 'string', default: '30' },
      json: { type: 'string' },
    },
  });
  requireBuilt(['dist/index.html']);

  const say = (text) => process.stderr.write(`${text}\n`);
  const runs = [];
  for (let seed = 1; seed <= Number(values.seeds); ++seed) {
    say(`accuracy, seed ${seed}`);
    runs.push(await secondsToAccuracy(`${values.hash}&seed=${seed}`, levels));
  }
  say('predictions while training');
  const readings = await readingMilliseconds(Number(values.samples));
  say('ink while training');
  const ink = await inkMilliseconds(inkEvents);
  say('memory');
  const memory = await peakMemory();
  const sizes = await measureSizes();

  const [to97, to98] = levels.map((level) => summarise(runs.map((run) => run[level])));
  const reading = summarise(readings);
  const drawn = summarise(ink.drawn);
  const shown = summarise(ink.shown);
  const range = ({ min, max }, digits) => `${min.toFixed(digits)}..${max.toFixed(digits)}`;
  // [what, is, must at most, aim at most, digits, range]
  const figures = [
    ['page open to 97 %, s', to97.median, 5, 2, 2, range(to97, 2)],
    ['page open to 98 %, s', to98.median, 12, 5, 2, range(to98, 2)],
    ['one prediction while training, p95, ms', reading.p95, 30, 8, 1, range(reading, 1)],
    ['pointer to ink while training, p99, ms', drawn.p99, 16, 8, 1, range(drawn, 1)],
    ['pointer to frame while training, p99, ms', shown.p99, 33, 20, 1, range(shown, 1)],
    ['wasm, brotli, kB', sizes.wasm / 1e3, 150, 80, 1, ''],
    ['scripts, gzip, kB', sizes.scripts / 1e3, 90, 60, 1, ''],
    ["the wasm's memory, MB", memory / 1e6, 160, 96, 1, ''],
  ];
  const rows = figures.map(([what, is, must, aim, digits, spread]) => [
    ...[what, is.toFixed(digits), spread, String(must), String(aim), verdict(is <= must, is <= aim)],
  ]);
  console.log(formatTable(['', 'is', 'min..max', 'must', 'aim', ''], rows));
  const pressed = summarise(runs.map((run) => run.pressed));
  console.log(
    `\nMedians of ${runs.length} seeds with ${values.hash}; MNIST was there and Train pressed after`,
  );
  console.log(
    `${pressed.median.toFixed(2)} s. ${readings.length} predictions, median ${reading.median.toFixed(1)} ms.`,
  );
  if (values.json !== undefined) {
    await writeFile(
      values.json,
      `${JSON.stringify({ hash: values.hash, runs, readings, ink, memory, sizes }, null, 2)}\n`,
    );
  }
}

await runMain(main);
