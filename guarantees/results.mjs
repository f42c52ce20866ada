// What the runners said of their tests: build/results/*.xml, as JUnit has it, written by script/test.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const resultsFolder = join(root, 'build', 'results');

/** @typedef {{ name: string, outcome: 'passed' | 'failed' | 'skipped' }} Result */

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
});
const listed = (/** @type {unknown} */ value) =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Suites stand in suites. @param {any} node @returns {Result[]} */
function resultsIn(node) {
  const own = listed(node.testcase).map((test) => ({
    name: String(test.name),
    outcome: /** @type {Result['outcome']} */ (
      'failure' in test || 'error' in test ? 'failed' : 'skipped' in test ? 'skipped' : 'passed'
    ),
  }));
  return [
    ...own,
    ...listed(node.testsuite).flatMap(resultsIn),
    ...listed(node.testsuites).flatMap(resultsIn),
  ];
}

/** By runner: native, wasm, node, reference, browser, npm, script. */
export async function readResults() {
  /** @type {Map<string, Result[]>} */
  const results = new Map();
  const files = await readdir(resultsFolder).catch(() => []);
  for (const file of files.filter((name) => name.endsWith('.xml')))
    results.set(
      file.slice(0, -'.xml'.length),
      resultsIn(parser.parse(await readFile(join(resultsFolder, file), 'utf8'))),
    );
  return results;
}

/** @typedef {{ row: string, what: string, value: number, unit: string, isWasm?: boolean }} Figure */

/** Of script/test whose figures count, each with a file of its own; sanitizers and the like only do the same once more. */
const parts = ['lint', 'native', 'wasm', 'node', 'reference', 'browser', 'npm', 'supply', 'coverage', 'fuzz'];

/**
 * Of lines of JSON the last of each figure, or the sum of those that say that they are parts of one.
 * @param {string} text @returns {Figure[]}
 */
export function figuresIn(text) {
  const figures = new Map();
  for (const line of text.split('\n').filter(Boolean)) {
    const { sum, ...figure } = JSON.parse(line);
    const key = `${figure.row} ${figure.what}`;
    if (sum) figure.value += figures.get(key)?.value ?? 0;
    figures.set(key, figure);
  }
  return [...figures.values()];
}

/** What tests have measured: build/results/*.jsonl. @returns {Promise<Figure[]>} */
export async function readFigures() {
  const figures = new Map();
  for (const part of parts) {
    const text = await readFile(join(resultsFolder, `${part}.jsonl`), 'utf8').catch(() => '');
    const isWasm = part === 'wasm';
    for (const figure of figuresIn(text))
      figures.set(`${figure.row} ${figure.what} ${isWasm}`, { ...figure, isWasm });
  }
  return [...figures.values()];
}
