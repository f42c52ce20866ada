// Every row of the catalogue of bad inputs has a test where it applies, or a reason.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { coverage } from '../hostile/coverage.mjs';
import { acceptedData, refusedData } from '../hostile/data-files.mjs';
import { refusedSaved } from '../hostile/saved-files.mjs';
import { refusedRuns } from '../hostile/saved-runs.mjs';
import { refusedSettings } from '../hostile/settings.mjs';
import { root } from './support.mjs';

const tables = new Set(
  [...acceptedData, ...refusedData, ...refusedSaved, ...refusedRuns, ...refusedSettings].map(
    ({ row }) => row,
  ),
);
const folders = {
  native: 'native-tests',
  node: 'wasm-tests/node',
  browser: 'wasm-tests/browser',
  npm: 'wasm-tests/package',
};

test('the rows 1 to 98 are there, each once', () => {
  const rows = coverage.flatMap((entry) => entry.rows).sort((a, b) => a - b);
  assert.deepEqual(
    rows,
    Array.from({ length: 98 }, (_, i) => i + 1),
  );
});

test('every test that is named exists', async () => {
  const missing = [];
  for (const entry of coverage) {
    for (const [column, folder] of Object.entries(folders)) {
      const place = entry[column];
      if (place === undefined || place.startsWith('- ')) continue;
      if (place === 'table') {
        missing.push(
          ...entry.rows.filter((row) => !tables.has(row)).map((row) => `row ${row} in the tables`),
        );
        continue;
      }
      const [, file, name] = /^([^:]+): (.*)$/.exec(place) ?? [];
      const source = await readFile(`${root}${folder}/${file}`, 'utf8');
      if (!source.includes(name)) missing.push(place);
    }
  }
  assert.deepEqual(missing, []);
});
