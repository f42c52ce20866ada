import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  catalog,
  catalogNames,
  codesIn,
  compare,
  entriesOf,
  keysInMarkup,
  keysInScript,
  wordsOfPage,
} from '../../script/lib/words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const words = wordsOfPage(root);

for (const name of catalogNames) {
  test(`${name} has every sentence of the page and every fault, and nothing else`, () => {
    const { missing, wrong } = compare(words, catalog(root, name));
    assert.equal(missing.join('\n'), '', `web/app/i18n/${name}.ts lacks:\n${missing.join('\n')}\n`);
    assert.equal(wrong.join('\n'), '', `web/app/i18n/${name}.ts:\n${wrong.join('\n')}\n`);
  });
}

test('sentences are found in scripts, both sides of a choice too', () => {
  assert.deepEqual(keysInScript("setText(a, t('One {n}', { n })); b = t(c ? 'Two' : `Three`);"), [
    'One {n}',
    'Two',
    'Three',
  ]);
  assert.throws(() => keysInScript('t(message)'), /literal/);
  assert.throws(() => keysInScript("t('a' + b)"), /literal/);
});

test('sentences are found in markup, without what is not to be translated', () => {
  const html = `<!-- Not this --><p title="A title">Of two
    lines &amp; more</p><code translate="no">train()</code><span>7 × 7</span><img alt="" /><noscript>Nor this</noscript>`;
  assert.deepEqual(keysInMarkup(html), ['A title', 'Of two lines & more']);
});

test('codes are found, but no beginnings of codes', () => {
  assert.deepEqual(codesIn(`throw Error{"E_IDX_MAGIC", where}; starts_with("E_HP_"); 'E_DROP'`), [
    'E_IDX_MAGIC',
    'E_DROP',
  ]);
});

test('what a catalog lacks, repeats, or says with other values is found', () => {
  const some = new Map([
    ['One', new Set(['a.ts'])],
    ['Two {n}', new Set(['b.ts'])],
    ['E_DROP', new Set(['c.cpp'])],
  ]);
  const entries = entriesOf(
    "export const catalog = { One: '', 'Two {n}': '二 {m}', Three: '三', Three: '三', E_DROP: '{why}' };",
  );
  const { missing, wrong } = compare(some, entries);
  assert.deepEqual(missing, ["  'One': '', // a.ts"]);
  assert.deepEqual(wrong, [
    'superfluous: Three',
    'superfluous: Three',
    'twice: Three',
    'other placeholders: Two {n} → 二 {m}',
    'other placeholders than {detail}: E_DROP → {why}',
  ]);
});
