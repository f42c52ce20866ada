// What is made of the runners' reports: tests that got lost are told, and figures in parts are added up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueFigures } from '../../guarantees/catalogue.mjs';
import { casesRun, lost } from '../../guarantees/counts.mjs';
import { standing } from '../../guarantees/coverage.mjs';
import { figuresOf } from '../../guarantees/report.mjs';
import { figuresIn, root } from '../../guarantees/results.mjs';

const cases = (/** @type {string[]} */ ...outcomes) =>
  outcomes.map((outcome, i) => ({ name: `${i}`, outcome }));

test('only what passed counts as run, and what needs PyTorch where there is none', () => {
  const results = new Map([
    ['node', cases('passed', 'failed', 'skipped', 'passed')],
    ['reference', cases('passed', 'skipped')],
    ['script', cases('passed')],
  ]);
  assert.deepEqual(casesRun(results), { node: 2, reference: 2 });
});

test('a case less is told, a runner that did not run too, and more is no fault', () => {
  assert.deepEqual(lost({ native: 7, node: 3 }, { native: 7, node: 3 }), []);
  assert.deepEqual(lost({ native: 7, node: 3 }, { native: 6, node: 4 }), ['native: 6 cases, not 7']);
  assert.deepEqual(lost({ native: 7, node: 3 }, { native: 7 }), ['node: 0 cases, not 3']);
});

test('of a figure the last stands, and parts of one are added up', () => {
  const line = (/** @type {object} */ more) =>
    JSON.stringify({ row: 'A1', what: 'cases', unit: '', ...more });
  const figure = { row: 'A1', what: 'cases', unit: '' };
  assert.deepEqual(figuresIn(`${line({ value: 2 })}\n${line({ value: 3 })}\n`), [{ ...figure, value: 3 }]);
  const parts = [2, 3, 4].map((value) => line({ value, sum: true }));
  assert.deepEqual(figuresIn(parts.join('\n')), [{ ...figure, value: 9 }]);
  assert.deepEqual(figuresIn('{"row":"A1","what":"cases","unit":"","value":1e999}'), [
    { ...figure, value: Number.POSITIVE_INFINITY },
  ]);
});

test('a count is shown whole, a measure in four digits, and both suites beside each other', () => {
  const of = (/** @type {number} */ value, isWasm = false) => ({
    ...{ row: 'A1', what: 'worst', unit: 'ulp', value, isWasm },
  });
  assert.deepEqual(figuresOf('A1', [of(1567298545)]), ['worst: 1,567,298,545 ulp']);
  assert.deepEqual(figuresOf('A1', [of(2.04349), of(2.04351, true)]), [
    'worst: 2.043 ulp, as WebAssembly 2.044 ulp',
  ]);
  assert.deepEqual(figuresOf('A1', [of(1.23456e-7), of(1.234e-7, true)]), [
    'worst: 1.2e-7 ulp, as WebAssembly too',
  ]);
  assert.deepEqual(figuresOf('A1', [of(5, true)]), ['worst, as WebAssembly: 5 ulp']);
});

test('a row of the catalogue counts where its test has passed', () => {
  const value = (
    /** @type {Map<string, { name: string, outcome: string }[]>} */ results,
    /** @type {string} */ where,
  ) => catalogueFigures(results).find(({ what }) => what.endsWith(where))?.value;
  const of = (/** @type {string} */ outcome) =>
    new Map([['node', [{ name: 'row 3: a file is refused', outcome }]]]);
  assert.equal(value(of('passed'), 'as WebAssembly'), 1);
  assert.equal(value(of('failed'), 'as WebAssembly'), 0);
  assert.equal(value(of('passed'), 'in the page'), 0);
  assert.equal(value(of('passed'), 'that passed'), 1);
});

const of100 = (/** @type {number} */ covered) => ({ count: 100, covered });
const reached = (/** @type {string} */ filename, lines = 100, branches = 100) => ({
  ...{ filename, summary: { lines: of100(lines), branches: of100(branches) } },
});
const areEnough = (/** @type {ReturnType<typeof reached>[]} */ ...files) =>
  standing({ data: [{ files }] }).map(({ isEnough }) => isEnough);

test('lines and branches that no test reaches are told, by what kind of file they stand in', () => {
  const parser = `${root}src/inkling/data/idx.cpp`;
  const other = `${root}src/inkling/nn/linear.cpp`;
  const of = (/** @type {number} */ lines, /** @type {number} */ branches, file = parser) =>
    areEnough(reached(file, lines, branches), reached(file === parser ? other : parser));
  assert.deepEqual(of(95, 90), [true, true]);
  assert.deepEqual(of(94, 90), [false, true]);
  assert.deepEqual(of(95, 89), [false, true]);
  assert.deepEqual(of(90, 90, other), [true, true]);
  assert.deepEqual(of(89, 90, other), [true, false]);
  for (const file of ['schedule', 'run_changes'])
    assert.deepEqual(areEnough(reached(`${root}src/inkling/train/${file}.cpp`, 94), reached(other)), [
      false,
      true,
    ]);
});

test('where no file of a kind was counted, that is not enough', () => {
  const elsewhere = reached('/usr/include/c++/12/vector');
  assert.deepEqual(areEnough(elsewhere), [false, false]);
  assert.deepEqual(areEnough(elsewhere, reached(`${root}src/inkling/io/utf8.cpp`)), [true, false]);
});
