// The bad inputs of the tables beside this file as files, for the fuzzers to begin with: `node seeds.mjs FOLDER`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusedData } from './data-files.mjs';
import { refusedSaved } from './saved-files.mjs';

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('usage: node seeds.mjs FOLDER');

// Longer ones are as bad for the same reason as shorter ones, and slow.
const longest = 4096;
/** @param {string} target @param {string} name @param {Uint8Array} bytes */
function put(target, name, bytes) {
  if (bytes.length > longest) return;
  mkdirSync(join(folder ?? '', target), { recursive: true });
  writeFileSync(join(folder ?? '', target, name), bytes);
}

for (const [index, { row, files }] of refusedData.entries()) {
  for (const target of row <= 16 ? ['gzip', 'idx'] : ['idx', 'pickled_mnist']) {
    for (const [at, { bytes }] of files.entries()) put(target, `row-${row}-${index}-${at}`, bytes);
  }
}
for (const [index, { row, bytes }] of refusedSaved.entries()) {
  for (const target of ['safetensors', 'checkpoint']) put(target, `row-${row}-${index}`, bytes);
}

// Rows 69-78, as the page's address has them.
const fields = [
  ...[
    'lr=',
    'lr=nan',
    'lr=inf',
    'lr=0',
    'lr=-1',
    'lr=abc',
    'lr=1e999',
    'lr=101',
    'lr=0,5',
    'momentum=-0.1',
    'momentum=1',
  ],
  ...[
    'nesterov=1',
    'wd=-1',
    'dropout=-0.1',
    'dropout=1',
    'batch=0',
    'batch=-1',
    'batch=2.5',
    'batch=4294967296',
  ],
  ...[
    'epochs=0',
    'epochs=-1',
    'epochs=1e9',
    'layers=',
    'layers=784-0-10',
    'layers=784-8193-10',
    'layers=784-8192-8192-10',
  ],
  ...[
    `layers=${'1-'.repeat(33)}10`,
    'seed=-1',
    'seed=1.5',
    'seed=9007199254740993',
    'at=5',
    'at=5:lr=',
    'at=1:seed=2',
    '%',
    'lr=1&lr=2',
  ],
];
for (const [index, field] of fields.entries())
  put('run_hash', `row-${index}`, new Uint8Array(Buffer.from(field)));
for (const [index, text] of [
  '',
  '{',
  '[[]]',
  '[{}]',
  '[{"strokes":[[1,2]]}]',
  '[{"strokes":[[[1,"2"]]],"label":1.5}]',
  '[{"strokes":[[[1e999,0]]]}]',
  '[{"strokes":[[[1e38,-1e38]]]}]',
].entries())
  put('strokes', `row-${index}`, new Uint8Array(Buffer.from(text)));
