// How much of the library the native suite reaches, by gcc's own count, and that it is no less than what is promised.
//
// usage: node guarantees/coverage.mjs BUILD_FOLDER
import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
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

/** Of the library's own sources. @param {string} folder @returns {Promise<Map<string, Reached>>} */
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
  /** @type {Map<string, Reached>} */
  const files = new Map();
  for (const text of run.stdout.split('\n').filter(Boolean))
    for (const { file, lines } of JSON.parse(text).files) {
      const name = relative(root, resolve(root, file));
      if (!/^src\/inkling\/.*\.cpp$/.test(name)) continue;
      const reached = files.get(name) ?? { lines: new Map(), branches: new Map() };
      files.set(name, reached);
      for (const line of lines) add(reached, line);
    }
  return files;
}

const share = (/** @type {boolean[]} */ reached) =>
  reached.length === 0 ? 100 : (100 * reached.filter(Boolean).length) / reached.length;

const files = await readCoverage(resolve(process.argv[2] ?? ''));
let isEnough = true;
for (const { name, has, ...floor } of groups) {
  const own = [...files].filter(([file]) => has(file));
  const of = (/** @type {'lines' | 'branches'} */ kind) =>
    own.flatMap(([, reached]) => [...reached[kind].values()]);
  for (const kind of /** @type {const} */ (['lines', 'branches'])) {
    const reached = share(of(kind));
    console.log(`${name}: ${reached.toFixed(1)} % of ${of(kind).length} ${kind}; at least ${floor[kind]} %`);
    figure('C1', `${name}: ${kind} that the suite reaches`, reached, '%');
    if (reached < floor[kind]) isEnough = false;
  }
  const least = own
    .map(([file, reached]) => ({
      file,
      lines: share([...reached.lines.values()]),
      branches: share([...reached.branches.values()]),
    }))
    .sort((a, b) => a.lines + a.branches - b.lines - b.branches)
    .slice(0, 5);
  for (const { file, lines, branches } of least)
    console.log(`  ${file}: ${lines.toFixed(1)} % of its lines, ${branches.toFixed(1)} % of its branches`);
}
if (!isEnough) throw new Error('the suite reaches less than it is to');
