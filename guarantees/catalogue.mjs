// How many rows of the catalogue of bad inputs (guarantee D3) were shown where, by the tests that passed.
import { coverage } from '../wasm-tests/hostile/coverage.mjs';

/** @typedef {import('./results.mjs').Result} Result */
/** @typedef {import('./results.mjs').Figure} Figure */

/** The tests that drop all rows of the tables on the page. */
const drops = ['every bad set of files is refused by the drop zone too', 'every bad saved file is refused'];

const places = /** @type {const} */ ([
  ['native', 'natively'],
  ['node', 'as WebAssembly'],
  ['browser', 'in the page'],
  ['npm', 'by the npm package'],
]);

/** @param {readonly Result[]} cases @param {(name: string) => boolean} isMeant */
function havePassed(cases, isMeant) {
  const meant = cases.filter(({ name }) => isMeant(name));
  return (
    meant.some(({ outcome }) => outcome === 'passed') && meant.every(({ outcome }) => outcome !== 'failed')
  );
}

/** @param {string} runner @param {number} row @param {string | undefined} place as in coverage @param {readonly Result[]} cases */
function isShown(runner, row, place, cases) {
  if (place === undefined || place.startsWith('- ')) return false;
  if (runner === 'node' && havePassed(cases, (name) => name.startsWith(`row ${row}:`))) return true;
  if (place === 'table')
    return runner === 'browser' && drops.every((drop) => havePassed(cases, (name) => name.includes(drop)));
  const named = place.slice(place.indexOf(': ') + 2);
  return havePassed(cases, (name) => name.includes(named));
}

/** @param {Map<string, Result[]>} results @returns {Figure[]} */
export function catalogueFigures(results) {
  const shown = new Set();
  const figures = places.map(([runner, where]) => {
    const rows = coverage.flatMap((entry) =>
      entry.rows.filter((row) => isShown(runner, row, entry[runner], results.get(runner) ?? [])),
    );
    for (const row of rows) shown.add(row);
    return { row: 'D3', what: `rows refused ${where}`, value: rows.length, unit: '' };
  });
  return [
    { row: 'D3', what: 'rows of the catalogue with a test that passed', value: shown.size, unit: '' },
    ...figures,
  ];
}
