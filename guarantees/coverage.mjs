// How much of the library the native suite reaches, by gcc's own count, and that it is no less than what is promised.
//
// usage: node guarantees/coverage.mjs BUILD_FOLDER
import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMain } from '../bench/lib/main.mjs';
import { figure } from '../wasm-tests/figures.mjs';
import { root } from './results.mjs';

/** What reads bytes and texts that somebody else has written. */
const parser =
  /\/(data\/(file_kind|gzip|idx|idx_file|pickle_\w+|pickled_\w+|dataset_files|mnist_files)|io\/(safetensors\w*|utf8|model_file)|ink\/strokes_json|core\/number_text|train\/(checkpoint|training_state|small_file|saved_model|calibration_file|run_config))\.cpp$/;

/** In per cent. Branches that only an exception takes are not counted: each allocation has one. */
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
    branches: 0,
    has: (/** @type {string} */ file) => !parser.test(file),
  },
];

const kinds = /** @type {const} */ (['lines', 'branches']);

/**
 * @typedef {{ count: number, throw: boolean }} Branch
 * @typedef {{ line_number: number, count: number, branches: Branch[] }} Line
 * @typedef {{ lines: Map<number, boolean>, branches: Map<string, boolean> }} Reached
 */

/** A template's line stands there once for each of its types: it is reached where one of them is. @param {Reached} reached @param {Line} line */
function add({ lines, branches }, line) {
  lines.set(line.line_number, (lines.get(line.line_number) ?? false) || line.count > 0);
  const own = line.branches.filter((branch) => !branch.throw);
  if (own.length < 2) return; // one way alone is no branch
  for (const [index, { count }] of own.entries()) {
    const name = `${line.line_number} ${index}`;
    branches.set(name, (branches.get(name) ?? false) || count > 0);
  }
}

/** Of the library's own sources. @param {string} text a line of gcov's JSON for each object file @returns {Map<string, Reached>} */
export function reachedIn(text) {
  /** @type {Map<string, Reached>} */
  const files = new Map();
  for (const line of text.split('\n').filter(Boolean))
    for (const { file, lines } of JSON.parse(line).files) {
      const name = relative(root, resolve(root, file));
      if (!/^src\/inkling\/.*\.cpp$/.test(name)) continue;
      const reached = files.get(name) ?? { lines: new Map(), branches: new Map() };
      files.set(name, reached);
      for (const counted of lines) add(reached, counted);
    }
  return files;
}

/** @param {string} folder @returns {Promise<Map<string, Reached>>} */
async function readCoverage(folder) {
  const counts = (await readdir(folder, { recursive: true }))
    .filter((name) => name.includes('inkling.dir/') && name.endsWith('.gcda'))
    .map((name) => join(folder, name));
  if (counts.length === 0) throw new Error(`no program of ${folder} has counted anything`);
  const run = spawnSync('gcov', ['--json-format', '--branch-probabilities', '--stdout', ...counts], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (run.status !== 0) throw new Error(`gcov: ${run.stderr}`);
  return reachedIn(run.stdout);
}

/** In per cent. @param {boolean[]} reached */
const share = (reached) =>
  reached.length === 0 ? 100 : (100 * reached.filter(Boolean).length) / reached.length;

/** @param {readonly Reached[]} files */
const sharesOf = (files) =>
  Object.fromEntries(
    kinds.map((kind) => [kind, share(files.flatMap((reached) => [...reached[kind].values()]))]),
  );

/** What is reached of each group, and whether that is enough. @param {Map<string, Reached>} files */
export function standing(files) {
  return groups.map(({ name, has, ...floors }) => {
    const own = [...files].filter(([file]) => has(file));
    const shares = sharesOf(own.map(([, reached]) => reached));
    const least = own
      .map(([file, reached]) => ({ file, ...sharesOf([reached]) }))
      .sort((a, b) => a.lines + a.branches - b.lines - b.branches);
    return { name, floors, shares, least, isEnough: kinds.every((kind) => shares[kind] >= floors[kind]) };
  });
}

async function main() {
  const all = standing(await readCoverage(resolve(process.argv[2] ?? '')));
  for (const { name, floors, shares, least } of all) {
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
