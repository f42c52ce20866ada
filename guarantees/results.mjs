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

/** @typedef {{ row: string, what: string, value: number, unit: string }} Figure */

/** What tests have measured, the latest of each. @returns {Promise<Figure[]>} */
export async function readFigures() {
  const text = await readFile(join(resultsFolder, 'figures.jsonl'), 'utf8').catch(() => '');
  const figures = new Map();
  for (const line of text.split('\n').filter(Boolean)) {
    const figure = JSON.parse(line);
    figures.set(`${figure.row} ${figure.what}`, figure);
  }
  return [...figures.values()];
}
