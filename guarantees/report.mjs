// The table of guarantees: row by row what has passed, and what was measured on the way.
import { guarantees } from './rows.mjs';

/** @typedef {import('./rows.mjs').Guarantee} Guarantee */
/** @typedef {import('./results.mjs').Result} Result */
/** @typedef {import('./results.mjs').Figure} Figure */

const runners = [
  ['native-tests/structure/', 'structure'],
  ['native-tests/', 'native'],
  ['wasm-tests/node/', 'node'],
  ['wasm-tests/reference/', 'reference'],
  ['wasm-tests/browser/', 'browser'],
  ['wasm-tests/package/', 'npm'],
  ['script/', 'script'],
];

/** A test's runner, and the beginning of its name there. @param {string} test */
export function placeOf(test) {
  const [, runner = ''] = runners.find(([start = '']) => test.startsWith(start)) ?? [];
  const split = test.indexOf(': ');
  return {
    runner,
    file: split < 0 ? test : test.slice(0, split),
    name: split < 0 ? test : test.slice(split + 2),
  };
}

/** The native suite runs as WebAssembly too, with some cases that only are there. @param {string} runner */
const runsOf = (runner) => (runner === 'native' ? ['native', 'wasm'] : [runner]);

/**
 * How a row stands: all of its tests have passed, or which have not, and how many cases that were.
 * @param {Guarantee} guarantee @param {Map<string, Result[]>} results @param {boolean} isFull
 */
export function standing(guarantee, results, isFull) {
  const tests = [...guarantee.tests, ...(isFull ? (guarantee.full ?? []) : [])];
  const missing = [];
  let passed = 0;
  for (const test of tests) {
    const { runner, name } = placeOf(test);
    const cases = runsOf(runner)
      .flatMap((run) => results.get(run) ?? [])
      .filter((result) => result.name.includes(name));
    const good = cases.filter(({ outcome }) => outcome === 'passed');
    passed += good.length;
    const bad = cases.find(({ outcome }) => outcome === 'failed');
    if (bad) missing.push(`failed: ${bad.name}`);
    else if (good.length === 0) missing.push(`${cases.length > 0 ? 'skipped' : 'not run'}: ${name}`);
  }
  return { passed, missing };
}

const digits = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
/** Counts are exact. @param {Figure} figure */
function valueText({ value, unit }) {
  const isTiny = value !== 0 && Math.abs(value) < 1e-3;
  const text = Number.isInteger(value)
    ? value.toLocaleString('en')
    : isTiny
      ? value.toExponential(1)
      : digits.format(value);
  return unit ? `${text} ${unit}` : text;
}

/** The suite measures the same twice: natively and as WebAssembly. @param {string} row @param {readonly Figure[]} figures */
export function figuresOf(row, figures) {
  const own = figures.filter((figure) => figure.row === row);
  return [...new Set(own.map(({ what }) => what))].map((what) => {
    const [native, wasm] = [false, true].map((isWasm) =>
      own.find((figure) => figure.what === what && (figure.isWasm ?? false) === isWasm),
    );
    if (!native) return wasm ? `${what}, as WebAssembly: ${valueText(wasm)}` : what;
    if (!wasm) return `${what}: ${valueText(native)}`;
    const isSame = valueText(native) === valueText(wasm);
    return `${what}: ${valueText(native)}, as WebAssembly ${isSame ? 'too' : valueText(wasm)}`;
  });
}

/** For the terminal. @param {Map<string, Result[]>} results @param {readonly Figure[]} figures @param {boolean} isFull */
export function plainTable(results, figures, isFull) {
  return guarantees
    .map((guarantee) => {
      const { passed, missing } = standing(guarantee, results, isFull);
      const verdict = missing.length === 0 ? 'pass' : 'FAIL';
      const cases = `${passed} ${passed === 1 ? 'case' : 'cases'}`;
      const details = [...missing, ...figuresOf(guarantee.row, figures)];
      return [
        `${guarantee.row}  ${verdict}  ${cases.padStart(10)}  ${guarantee.promise}`,
        ...details.map((text) => `      ${text}`),
      ].join('\n');
    })
    .join('\n');
}

const escaped = (/** @type {string} */ text) => text.replaceAll('|', '\\|');
const link = (/** @type {string} */ file) => `[${file.split('/').at(-1)}](../${file})`;

/**
 * docs/guarantees.md.
 * @param {Map<string, Result[]>} results @param {readonly Figure[]} figures @param {string} date
 * @param {Record<string, { date: string }>} noticed by row, when its fault was last seen by its tests
 */
export function documentOf(results, figures, date, noticed) {
  const rows = guarantees.map((guarantee) => {
    const { passed, missing } = standing(guarantee, results, true);
    const tests = [...guarantee.tests, ...(guarantee.full ?? [])].map((test) => {
      const { file, name } = placeOf(test);
      return name === file ? `\`${file}\`` : `${link(file)}: ${escaped(name)}`;
    });
    const state =
      missing.length === 0 ? `passed, ${passed}` : `**not shown**: ${escaped(missing.join('; '))}`;
    const measured = [state, ...figuresOf(guarantee.row, figures).map(escaped)].join('<br>');
    const promise = guarantee.left ? `${guarantee.promise} *${guarantee.left}*` : guarantee.promise;
    return `| ${guarantee.row} | ${escaped(promise)} | ${tests.join('<br>')} | ${measured} | ${brokenText(guarantee, noticed[guarantee.row])} |`;
  });
  return `# What Inkling guarantees

Each row is shown by tests. The last column has a fault that makes them fail, and the day on which \`script/guarantees --break\` last
saw that, or the test that shows that they can. This file is made by \`script/test --full\` from what the tests printed on ${date}; the
rows are in [guarantees/rows.mjs](../guarantees/rows.mjs).

| | guarantee | shown by | cases and figures | fails when |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** @param {Guarantee} guarantee @param {{ date: string } | undefined} noticed */
function brokenText({ broken, control }, noticed) {
  if (broken)
    return `\`${escaped(broken.text)}\` in ${link(broken.file)} becomes \`${escaped(broken.by) || ' '}\`${noticed ? `; seen on ${noticed.date}` : ''}`;
  if (!control) return '';
  const { file, name } = placeOf(control);
  return guarantees.some(({ row }) => row === control) ? `see ${control}` : `${link(file)}: ${escaped(name)}`;
}
