// What a visitor of the built page feels: how soon it reads digits, how quickly while it trains, how much is
// downloaded, and how much memory it takes.
//
//   node bench/page-figures.mjs [--hash '#…'] [--seeds N] [--samples N] [--seconds N] [--minutes N] [--json FILE]
//
// --seconds: of training during which somebody draws; --minutes: of training during which the heap is watched.
//
// Files come from this machine, so that the network takes no part.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { secondsToAccuracy } from './figures/accuracy.mjs';
import { firstLoad } from './figures/first-load.mjs';
import { firstSeconds } from './figures/first-seconds.mjs';
import { heapGrowth } from './figures/heap.mjs';
import { inkMilliseconds } from './figures/ink.mjs';
import { peakMemory } from './figures/memory.mjs';
import { readingMilliseconds } from './figures/prediction.mjs';
import { responsiveness } from './figures/responsiveness.mjs';
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
      seconds: { type: 'string', default: '60' },
      minutes: { type: 'string', default: '10' },
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
  say('the first seconds');
  const firsts = [];
  for (let i = 0; i < 5; ++i) firsts.push(await firstSeconds());
  say('predictions while training');
  const readings = await readingMilliseconds(Number(values.samples));
  say('ink while training');
  const ink = await inkMilliseconds(inkEvents);
  say('memory');
  const memory = await peakMemory();
  say('a first visit');
  const files = await firstLoad();
  const downloaded = Object.values(files).reduce((sum, size) => sum + size, 0);
  say(`drawing while it trains, ${values.seconds} s`);
  const felt = await responsiveness(Number(values.seconds), Number(values.samples));
  say(`the heap, ${values.minutes} minutes`);
  const heap = await heapGrowth(Number(values.minutes));

  const [to97, to98] = levels.map((level) => summarise(runs.map((run) => run[level])));
  const reading = summarise(readings);
  const held = summarise(felt.longest);
  const pauses = summarise(felt.pauses);
  const ready = summarise(firsts.map((first) => first.ready));
  const read = summarise(firsts.map((first) => first.read));
  const drawn = summarise(ink.drawn);
  const shown = summarise(ink.shown);
  const range = ({ min, max }, digits) => `${min.toFixed(digits)}..${max.toFixed(digits)}`;
  // [what, is, must at most, aim at most, digits, range]
  const figures = [
    ['page open to 97 %, s', to97.median, 5, 2, 2, range(to97, 2)],
    ['page open to 98 %, s', to98.median, 12, 5, 2, range(to98, 2)],
    ['page open to the first stroke, s', ready.median, 1, 0.5, 2, range(ready, 2)],
    ['page open to the first reading, s', read.median, 2, 1, 2, range(read, 2)],
    ['one prediction while training, p95, ms', reading.p95, 30, 8, 1, range(reading, 1)],
    ['longest task of a second, p99, ms', held.p99, 50, 25, 1, range(held, 1)],
    ['pointer to ink while training, p99, ms', drawn.p99, 16, 8, 1, range(drawn, 1)],
    ['pointer to frame while training, p99, ms', shown.p99, 33, 20, 1, range(shown, 1)],
    ['Pause, p95, ms', pauses.p95, 200, 50, 1, range(pauses, 1)],
    ["the page's heap, MB in ten minutes", heap.growth, 1, 0.2, 2, ''],
    ['first load without data, gzip, kB', downloaded / 1e3, 200, 150, 1, ''],
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
      `${JSON.stringify({ hash: values.hash, runs, firsts, readings, ink, memory, files, felt, heap }, null, 2)}\n`,
    );
  }
}

await runMain(main);
