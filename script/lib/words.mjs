// The page's words and their translations: which English sentences stand in web/app, which codes faults may have, and
// what a catalog lacks of them or has too much. `node script/lib/words.mjs` prints what is missing, ready to be filled in.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const catalogNames = ['zh-Hant', 'zh-Hans'];

/** @param {string} directory @param {RegExp} name @returns {string[]} */
const filesIn = (directory, name) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** @param {string} text */
const parse = (text) => ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);

/** @param {ts.Node} node @param {(node: ts.Node) => void} visit */
function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The texts that an expression may be; undefined when that cannot be seen. @param {ts.Expression} node @returns {string[] | undefined} */
function literals(node) {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return literals(node.expression);
  if (!ts.isConditionalExpression(node)) return undefined;
  const [yes, no] = [literals(node.whenTrue), literals(node.whenFalse)];
  return yes && no ? [...yes, ...no] : undefined;
}

/**
 * Of every t('…') in TypeScript. A key that is no literal throws, since nobody could look whether it is translated.
 * @param {string} text @returns {string[]}
 */
export function keysInScript(text) {
  /** @type {string[]} */
  const keys = [];
  const source = parse(text);
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 't')
      return;
    const [argument] = node.arguments;
    const found = argument && literals(argument);
    if (!found) throw new Error(`t() must be given a literal: ${node.getText(source).slice(0, 100)}`);
    keys.push(...found);
  });
  return keys;
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', hellip: '…', times: '×' };

/** @param {string} text */
const plain = (text) =>
  text
    .replaceAll(/&(\w+);/g, (whole, name) => Reflect.get(entities, name) ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim();

/** What web/app/i18n/markup.ts translates. Without letters there is nothing to be translated. @param {string} text */
const isWords = (text) => /\p{L}/u.test(text);

/** Texts and attributes of markup, as the page's walk over it finds them. @param {string} html @returns {string[]} */
export function keysInMarkup(html) {
  /** @type {string[]} */
  const keys = [];
  const body = html
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<(script|style|noscript|head)\b.*?<\/\1>/gs, '')
    .replaceAll(/<(\w+)\b[^>]*\btranslate="no"[^>]*>.*?<\/\1>/gs, '');
  for (const [token] of body.matchAll(/<[^>]+>|[^<]+/g)) {
    if (!token.startsWith('<')) keys.push(plain(token));
    else
      for (const [, , value] of token.matchAll(/\s(title|aria-label|placeholder|alt)="([^"]*)"/g))
        keys.push(plain(value));
  }
  for (const [, value] of html.matchAll(/<meta\s+name="description"\s+content="([^"]*)"/g))
    keys.push(plain(value));
  return keys.filter(isWords);
}

/** Codes of faults that may come to the page, as they stand in a source. @param {string} text @returns {string[]} */
export const codesIn = (text) =>
  Array.from(text.matchAll(/["'](E_[A-Z0-9]+(?:_[A-Z0-9]+)*)["']/g), ([, code]) => code);

/** Each with the files that it stands in. @param {string} root @returns {Map<string, Set<string>>} */
export function wordsOfPage(root) {
  /** @type {Map<string, Set<string>>} */
  const words = new Map();
  const app = join(root, 'web', 'app');
  /** @param {string[]} paths @param {(text: string) => string[]} find */
  const collect = (paths, find) => {
    for (const path of paths)
      for (const key of find(readFileSync(path, 'utf8')))
        words.set(key, (words.get(key) ?? new Set()).add(relative(root, path).split(sep).join('/')));
  };
  const catalogs = catalogNames.map((name) => join(app, 'i18n', `${name}.ts`));
  const scripts = filesIn(app, /\.ts$/).filter((path) => !catalogs.includes(path));
  collect(scripts, keysInScript);
  collect([join(app, 'index.html'), ...filesIn(join(app, 'parts'), /\.html$/)], keysInMarkup);
  collect(
    [
      ...filesIn(join(root, 'src', 'inkling'), /\.[ch]pp$/),
      ...filesIn(join(root, 'src', 'bindings'), /\.[ch]pp$/),
    ],
    codesIn,
  );
  collect(
    [
      ...filesIn(join(root, 'web', 'lib'), /\.ts$/).filter((path) => !path.includes(`${sep}core${sep}`)),
      ...scripts,
    ],
    codesIn,
  );
  return words;
}

/** Every entry of a catalog, those that stand there twice too. @param {string} text @returns {[key: string, translation: string][]} */
export function entriesOf(text) {
  /** @type {[string, string][]} */
  const entries = [];
  walk(parse(text), (node) => {
    if (!ts.isPropertyAssignment(node)) return;
    const { name, initializer } = node;
    if ((ts.isStringLiteralLike(name) || ts.isIdentifier(name)) && ts.isStringLiteralLike(initializer))
      entries.push([name.text, initializer.text]);
  });
  return entries;
}

/** @param {string} root @param {string} name @returns {[key: string, translation: string][]} */
export const catalog = (root, name) =>
  entriesOf(readFileSync(join(root, 'web', 'app', 'i18n', `${name}.ts`), 'utf8'));

/** @param {string} text */
const placeholders = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ');

const isCode = (/** @type {string} */ key) => /^E_[A-Z0-9_]+$/.test(key);

/**
 * What is wrong with a catalog, in sentences; what is missing, as lines to be filled in.
 * @param {ReadonlyMap<string, ReadonlySet<string>>} words
 * @param {readonly [key: string, translation: string][]} entries
 */
export function compare(words, entries) {
  const translations = new Map(entries.filter(([, translation]) => translation !== ''));
  const missing = [...words]
    .filter(([key]) => !translations.has(key))
    .map(([key, files]) => `  ${isCode(key) ? key : quoted(key)}: '', // ${[...files].join(', ')}`);
  const keys = entries.map(([key]) => key);
  const wrong = [
    ...keys.filter((key) => !words.has(key)).map((key) => `superfluous: ${key}`),
    ...keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `twice: ${key}`),
    ...[...translations]
      .filter(([key, translation]) => !isCode(key) && placeholders(key) !== placeholders(translation))
      .map(([key, translation]) => `other placeholders: ${key} → ${translation}`),
    ...[...translations]
      .filter(([key, translation]) => isCode(key) && !/^(\{detail\})?$/.test(placeholders(translation)))
      .map(([key, translation]) => `other placeholders than {detail}: ${key} → ${translation}`),
  ];
  return { missing, wrong };
}

/** @param {string} key */
const quoted = (key) => (key.includes("'") ? JSON.stringify(key) : `'${key}'`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const words = wordsOfPage(root);
  for (const name of catalogNames) {
    const { missing, wrong } = compare(words, catalog(root, name));
    console.log([`${name}:`, ...missing, ...wrong].join('\n'));
  }
}
