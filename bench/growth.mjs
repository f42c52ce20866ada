// How time grows with width, batch, depth and threads, against the operations that are to be done.
//
//   node bench/growth.mjs [--json FILE] [--plot FILE.svg]
//
// Each figure is the fastest of three epochs on as many images as take about half a second. Operations are counted as
// if nothing were 0, so that skipping shows as speed.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs, promisify } from 'node:util';
import createCore from '../build/wasm/core.js';
import { dataFolder, loadMnist, root, trainEpoch } from '../wasm-tests/node/support.mjs';
import { plotGrowth } from './lib/plot.mjs';

const { values } = parseArgs({ options: { json: { type: 'string' }, plot: { type: 'string' } } });

const hidden = (width, count) => [784, ...Array(count).fill(width), 10];
const series = {
  width: [32, 64, 128, 256, 512, 1024, 2048].map((width) => ({
    x: width,
    layers: hidden(width, 2),
    batch: 64,
  })),
  batch: [1, 4, 16, 64, 256, 1024].map((batch) => ({ x: batch, layers: [784, 128, 256, 10], batch })),
  depth: [1, 2, 4, 8, 16].map((depth) => ({ x: depth, layers: hidden(128, depth), batch: 64 })),
};

/** Of one image: forward, the gradient of the weights and, but for the first layer, of the input. */
function operations(layers) {
  const products = layers.slice(1).map((width, i) => 2 * width * layers[i]);
  return products.reduce((sum, product, i) => sum + (i === 0 ? 2 : 3) * product, 0);
}

const imagesFor = ({ layers, batch }) => {
  const guess = 2e10 * Math.min(1, (batch + 2) / 32); // operations a second
  return Math.max(batch * 4, Math.min(50_000, Math.round((guess * 0.5) / operations(layers))));
};

async function native(point, threads) {
  const { stdout } = await promisify(execFile)(`${root}build/native/inkling`, [
    ...[
      'train',
      '--data',
      dataFolder,
      '--layers',
      point.layers.join('-'),
      '--batch-size',
      String(point.batch),
    ],
    ...['--train', String(imagesFor(point)), '--valid', '100', '--epochs', '3', '--json'],
    ...['--threads', String(threads)],
  ]);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return Math.min(...lines.filter((line) => 'seconds' in line).map((line) => line.seconds));
}

const core = await createCore();
const session = new core.Session();
await loadMnist(session);
function wasm(point) {
  session.configure(
    `#layers=${point.layers.join('-')}&batch=${point.batch}&train=${imagesFor(point)}&epochs=3`,
  );
  return Math.min(...Array.from({ length: 3 }, () => trainEpoch(session).seconds));
}

const sides = {
  native: (point) => native(point, 1),
  'native, 2 threads': (point) => native(point, 2),
  wasm: async (point) => wasm(point),
};
const measured = {};
for (const [name, points] of Object.entries(series)) {
  measured[name] = [];
  console.log(
    `\n${name.padEnd(6)} ${Object.keys(sides)
      .map((side) => side.padStart(28))
      .join('')}`,
  );
  for (const point of points) {
    const row = { x: point.x, layers: point.layers.join('-'), batch: point.batch };
    for (const [side, measure] of Object.entries(sides)) {
      const seconds = await measure(point);
      row[side] = { imagesPerSecond: imagesFor(point) / seconds };
      row[side].gflops = (row[side].imagesPerSecond * operations(point.layers)) / 1e9;
    }
    measured[name].push(row);
    const cells = Object.keys(sides).map((side) => {
      const { imagesPerSecond, gflops } = row[side];
      return `${Math.round(imagesPerSecond)} images/s ${gflops.toFixed(1).padStart(6)}`.padStart(28);
    });
    console.log(`${String(point.x).padEnd(6)} ${cells.join('')}`);
  }
}
session.delete();
console.log('\nThe second number is GFLOP/s, counted as if nothing were 0.');
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(measured, null, 2)}\n`);
if (values.plot !== undefined) await writeFile(values.plot, plotGrowth(measured, Object.keys(sides)));
