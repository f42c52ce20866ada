// What run.mjs prints.
import { formatTable } from './table.mjs';

export const allImages = 50_000;
const gflop = (allImages * 2 * (784 * 128 * 2 + 128 * 256 * 3 + 256 * 10 * 3)) / 1e9; // no gradient of the input

export function printMachine({ processor, peak, pytorch }) {
  const peaks = Object.entries(peak ?? {}).map(([set, gflops]) => `${set} ${gflops.toFixed(0)}`);
  const text = peak ? peaks.join(', ') : 'unknown, without a C++ compiler for x86';
  console.log(`${processor}; the most that one core can do, GFLOP/s: ${text}`);
  if (!pytorch) return;
  console.log(`PyTorch ${pytorch.torch} with ${pytorch.blas}`);
  if (pytorch.blas !== 'OpenBLAS') console.log('WARNING: unfair to PyTorch; install libopenblas0-pthread');
}

function row({ name, images }, { seconds, wallSeconds }, reference) {
  return [
    images === allImages ? name : `${name} *`,
    seconds.median.toFixed(3),
    `${seconds.min.toFixed(3)}..${seconds.max.toFixed(3)}`,
    Math.round(allImages / seconds.median).toLocaleString('en'),
    (gflop / seconds.median).toFixed(1),
    (seconds.median / reference).toFixed(2),
    wallSeconds === undefined ? '' : wallSeconds.median.toFixed(3),
  ];
}

export function printResults({ there, measured, ratios }) {
  const reference = there.find(({ id }) => id === 'chromium') ?? there[0];
  const { median, count } = measured[reference.id].seconds;
  const head = ['one epoch', 'seconds', 'min..max', 'images/s', 'GFLOP/s', 'times', 'with validation'];
  const rows = there.map((contender) => row(contender, measured[contender.id], median));
  console.log(`\n${formatTable(head, rows)}\n`);
  console.log(
    `Seconds: medians of ${count} epochs, training alone, on one thread unless a name says otherwise.`,
  );
  console.log(`GFLOP/s: if computed densely. Times: as long as "${reference.name}".`);
  for (const { name, images } of there.filter((contender) => contender.images !== allImages)) {
    console.log(`* ${name}: measured on ${images.toLocaleString('en')} images, scaled to 50,000.`);
  }
  if (ratios.length > 0)
    console.log(`\n${formatTable(['times faster', 'is', 'must', 'aim', ''], ratios.map(ratioRow))}`);
}

const ratioRow = ({ what, ratio, must, aim, met }) => [
  what,
  ...[ratio, must, aim].map((number) => number.toFixed(2)),
  met,
];
