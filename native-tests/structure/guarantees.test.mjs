// No guarantee without its tests: each one that is named is there.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { faultId, noticedFile } from '../../guarantees/break.mjs';
import { placeOf } from '../../guarantees/report.mjs';
import { root } from '../../guarantees/results.mjs';
import { guarantees } from '../../guarantees/rows.mjs';

// A name may be put together, and broken over lines: what stands before the first quote or hole is looked for.
const plain = (/** @type {string} */ text) => text.replace(/"\s*\n\s*"/g, '').replace(/\s+/g, ' ');

test('each row is there once, and has tests', () => {
  const rows = guarantees.map(({ row }) => row);
  assert.equal(new Set(rows).size, rows.length);
  for (const { row, tests, full = [] } of guarantees) assert.ok(tests.length + full.length > 0, row);
});

test('each test that is named is there', async () => {
  const missing = [];
  const isRow = (/** @type {string} */ name) => guarantees.some(({ row }) => row === name);
  for (const { row, tests, full = [], control } of guarantees) {
    const controls = control === undefined || isRow(control) ? [] : [control];
    for (const test of [...tests, ...full, ...controls]) {
      const { runner, file, name } = placeOf(test);
      const source = runner === 'script' ? file.split(' ')[0] : file;
      const text = plain(await readFile(`${root}${source}`, 'utf8').catch(() => ''));
      const wanted = runner === 'script' ? (file.split(' ')[1] ?? '') : name;
      if (text === '' || !text.includes(wanted)) missing.push(`${row}: ${test}`);
    }
  }
  assert.deepEqual(missing, []);
});

test('what is changed to break a guarantee stands in its file, once', async () => {
  for (const { row, broken } of guarantees) {
    if (!broken) continue;
    const source = await readFile(`${root}${broken.file}`, 'utf8');
    assert.equal(source.split(broken.text).length, 2, `${row}: ${broken.text}`);
  }
});

test('what is said to have been noticed is the fault that stands there', async () => {
  const noticed = JSON.parse(await readFile(noticedFile, 'utf8'));
  const stale = Object.entries(noticed).flatMap(([row, { fault }]) => {
    const { broken } = guarantees.find((guarantee) => guarantee.row === row) ?? {};
    return broken && faultId(broken) === fault ? [] : [row];
  });
  assert.deepEqual(stale, [], `script/guarantees --break ${stale.join(' ')}`);
});

test('what has no fault has a test that shows that its tests can fail', () => {
  for (const { row, broken, control } of guarantees) assert.ok(broken ?? control, row);
});
