// No test may get lost: how many cases each runner has at least, guarantees/counts.json, beside what the last whole
// script/test ran. A change that takes tests away writes smaller numbers, where everybody sees them.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runMain } from '../bench/lib/main.mjs';
import { readResults, root } from './results.mjs';

const usage = `usage: node guarantees/counts.mjs [--full] [--write]

Fails if a runner of the last whole script/test had fewer cases than guarantees/counts.json says.

  --full    beside the numbers of script/test --full
  --write   makes what ran the numbers of the file; commit it with the change that adds tests or takes them away`;

/** @typedef {Record<string, number>} Counts */

/**
 * By runner, the cases that passed, and those of the reference that were left out, since PyTorch is not on every machine.
 * @param {Map<string, import('./results.mjs').Result[]>} results @returns {Counts}
 */
export function casesRun(results) {
  const counts = [...results]
    .filter(([runner]) => runner !== 'script')
    .map(([runner, cases]) => {
      const isRun = (/** @type {string} */ outcome) =>
        outcome === 'passed' || (outcome === 'skipped' && runner === 'reference');
      return [runner, cases.filter(({ outcome }) => isRun(outcome)).length];
    });
  return Object.fromEntries(counts.sort());
}

/** What is less than it was. @param {Counts} least @param {Counts} found */
export const lost = (least, found) =>
  Object.entries(least)
    .filter(([runner, count]) => (found[runner] ?? 0) < count)
    .map(([runner, count]) => `${runner}: ${found[runner] ?? 0} cases, not ${count}`);

async function main() {
  const { values } = parseArgs({
    options: { full: { type: 'boolean' }, write: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(usage);
  const file = join(root, 'guarantees/counts.json');
  const kind = values.full ? 'full' : 'push';
  const [text, results] = await Promise.all([readFile(file, 'utf8'), readResults()]);
  const counts = JSON.parse(text);
  const found = casesRun(results);
  if (values.write) {
    counts[kind] = found;
    return writeFile(file, `${JSON.stringify(counts, null, 2)}\n`);
  }
  const fewer = lost(counts[kind], found);
  const again = `node guarantees/counts.mjs${values.full ? ' --full' : ''} --write`;
  if (fewer.length > 0)
    throw new Error(
      `tests got lost (guarantees/counts.json):\n  ${fewer.join('\n  ')}\nIf that is meant: ${again}`,
    );
  console.log(
    `cases: ${Object.entries(found)
      .map(([runner, count]) => `${runner} ${count}`)
      .join(', ')}`,
  );
  if (lost(found, counts[kind]).length > 0) console.log(`more than guarantees/counts.json says; ${again}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(main);
