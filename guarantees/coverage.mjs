// How much of the library the native suite reaches, by clang's own count, and that it is no less than what is promised.
//
// usage: node guarantees/coverage.mjs SUMMARY    what `llvm-cov export --summary-only` has printed
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMain } from '../bench/lib/main.mjs';
import { figure } from '../wasm-tests/figures.mjs';
import { root } from './results.mjs';

/** What reads bytes and texts that somebody else has written. */
const parser =
  /\/(data\/(file_kind|gzip|idx|idx_file|pickle_\w+|pickled_\w+|dataset_files|mnist_files)|io\/(safetensors\w*|utf8|model_file)|ink\/strokes_json|core\/number_text|train\/(checkpoint|training_state|small_file|saved_model|calibration_file|run_config|run_changes|schedule))\.cpp$/;

/** In per cent. A condition has two branches: that it holds, and that it does not. */
const groups = [
  {
    name: 'parsers',
    lines: 95,
    branches: 90,
    has: (/** @type {string} */ file) => parser.test(file),
  },
  {
    name: 'the rest of the library',
    lines: 90,
    branches: 90,
    has: (/** @type {string} */ file) => !parser.test(file),
  },
];

const kinds = /** @type {const} */ (['lines', 'branches']);

/** @typedef {{ count: number, covered: number }} Reached */
/** @typedef {Record<'lines' | 'branches', Reached>} Summary */

/** In per cent, of all files together. @param {readonly Summary[]} files */
const sharesOf = (files) =>
  Object.fromEntries(
    kinds.map((kind) => {
      const sum = (/** @type {keyof Reached} */ of) => files.reduce((all, file) => all + file[kind][of], 0);
      return [kind, sum('count') === 0 ? 100 : (100 * sum('covered')) / sum('count')];
    }),
  );

/**
 * What is reached of each group, and whether that is enough. A template counts as what its best instance reaches.
 * @param {{ data: { files: { filename: string, summary: Summary }[] }[] }} exported
 */
export function standing({ data }) {
  const files = data
    .flatMap(({ files }) => files)
    .map(({ filename, summary }) => ({ file: relative(root, filename), summary }))
    .filter(({ file }) => /^src\/inkling\/.*\.[ch]pp$/.test(file));
  return groups.map(({ name, has, ...floors }) => {
    const own = files.filter(({ file }) => has(file));
    const shares = sharesOf(own.map(({ summary }) => summary));
    const least = own
      .map(({ file, summary }) => ({ file, ...sharesOf([summary]) }))
      .sort((a, b) => a.lines + a.branches - b.lines - b.branches);
    // Without a file nothing was counted, however much that would be of it.
    const isEnough = own.length > 0 && kinds.every((kind) => shares[kind] >= floors[kind]);
    return { name, floors, shares, least, isEnough };
  });
}

async function main() {
  const all = standing(JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')));
  for (const { name, floors, shares, least } of all) {
    if (least.length === 0) console.log(`${name}: no file was counted`);
    for (const kind of kinds) {
      console.log(`${name}: ${shares[kind].toFixed(1)} % of the ${kind}; at least ${floors[kind]} %`);
      figure('G1', `${name}: ${kind} that the suite reaches`, shares[kind], '%');
    }
    for (const { file, lines, branches } of least.slice(0, 5))
      console.log(`  ${file}: ${lines.toFixed(1)} % of its lines, ${branches.toFixed(1)} % of its branches`);
  }
  if (all.some(({ isEnough }) => !isEnough)) throw new Error('the suite reaches less than it is to');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(main);
