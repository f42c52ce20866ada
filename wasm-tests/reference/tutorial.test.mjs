// docs/tutorial.md says what its two programs do: its code stands in them, and they print what it shows.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { dataFolder, root } from './support.mjs';

const run = promisify(execFile);
const document = await readFile(`${root}docs/tutorial.md`, 'utf8');

/** The fenced blocks of a language, in their order. @param {string} language */
const blocks = (language) =>
  [...document.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code);

/** Lines without their indentation: a block stands deeper in a program than in a document. */
const unindented = (/** @type {string} */ code) => code.replace(/^[ \t]+/gm, '');

for (const [language, file] of [
  ['cpp', 'examples/tutorial.cpp'],
  ['js', 'examples/tutorial.mjs'],
]) {
  test(`every ${language} block stands in ${file}`, async () => {
    const program = unindented(await readFile(`${root}${file}`, 'utf8'));
    assert.ok(blocks(language).length >= 6);
    for (const block of blocks(language)) {
      assert.ok(program.includes(unindented(block)), `not in ${file}:\n${block}`);
    }
  });
}

const shown = blocks('text').join('');
const programs = {
  'C++': [`${root}build/native/tutorial`, dataFolder],
  JavaScript: [process.execPath, `${root}examples/tutorial.mjs`, dataFolder],
};
for (const [name, [program, ...args]] of Object.entries(programs)) {
  test(`the ${name} program prints what the document shows`, async () => {
    const { stdout } = await run(program, args);
    assert.equal(stdout, shown);
  });
}
