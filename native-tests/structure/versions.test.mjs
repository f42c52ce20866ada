// docs/dependencies.md names each npm package that the project takes, in the version that it takes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const document = read('docs/dependencies.md');
const rows = new Map(
  [...document.matchAll(/^\| (.+?) \| (\S+) \|/gm)].map(([, name, version]) => [name.toLowerCase(), version]),
);

test("the page's and the tests' packages stand in the table", () => {
  const { devDependencies } = JSON.parse(read('package.json'));
  for (const [name, version] of Object.entries(devDependencies)) {
    if (name.startsWith('@types/')) continue;
    const [scope, unscoped] = /^(?:@(.+?)\/)?(.+)$/.exec(name)?.slice(1) ?? [];
    assert.equal(rows.get(unscoped) ?? rows.get(scope), version, name);
  }
});

test("the npm package's checkers and bundlers stand in the text", () => {
  const { devDependencies } = JSON.parse(read('wasm-tests/package/package.json'));
  for (const [name, version] of Object.entries(devDependencies))
    assert.ok(document.includes(`${name} ${version}`), `${name} ${version}`);
});
