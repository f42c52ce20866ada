// Breaks guarantees, one after the other: puts the fault of a row into the sources, runs the row's command, which must then
// fail by a test, and takes the fault out again. What was noticed is written down in noticed.json; commit it.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root } from './results.mjs';
import { guarantees } from './rows.mjs';

// What runners say of a test that failed; a fault that does not even compile says something else.
const noticed = [
  /test cases: +\d+ .*failed/, // Catch2
  /^# fail [1-9]/m, // node --test, as TAP
  /ℹ fail [1-9]/,
  /^\s+\d+ failed/m, // Playwright
  /(Address|Thread)Sanitizer:|runtime error:|SUMMARY: libFuzzer/,
  /^error: .* differ/m,
  /RuntimeError: memory access out of bounds/, // a stack that overflows, where nothing checks it
];

/** Which faults were noticed: row by row the date, and the fault that it was, so that another one is to be shown anew. */
export const noticedFile = join(root, 'guarantees/noticed.json');

/** @param {{ file: string, text: string, by: string, run: string }} broken */
export const faultId = ({ file, text, by, run }) =>
  createHash('sha256').update([file, text, by, run].join('\0')).digest('hex').slice(0, 16);

/** @param {import('./rows.mjs').Guarantee} guarantee */
async function keepNoticed({ row, broken }) {
  if (!broken) return;
  const kept = JSON.parse(await readFile(noticedFile, 'utf8').catch(() => '{}'));
  kept[row] = { fault: faultId(broken), date: new Date().toISOString().slice(0, 10) };
  const known = guarantees.flatMap(({ row }) => (kept[row] ? [[row, kept[row]]] : []));
  await writeFile(noticedFile, `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`);
}

/** Of the working tree that git knows: a fault must not be taken for somebody's change, or be lost among them. */
function requireClean() {
  const changed = execFileSync(
    'git',
    ['status', '--porcelain', '--untracked-files=no', '--', `:!${relative(root, noticedFile)}`],
    {
      cwd: root,
    },
  ).toString();
  if (changed) throw new Error(`commit or stash first, since sources are changed here:\n${changed}`);
}

/** @param {readonly string[]} rows of all that have a fault if there are none; resolves with those that nobody noticed */
export async function breakGuarantees(rows) {
  requireClean();
  const unnoticed = [];
  for (const guarantee of guarantees) {
    const { row, broken } = guarantee;
    if (!broken || (rows.length > 0 && !rows.includes(row))) continue;
    const file = join(root, broken.file);
    const source = await readFile(file, 'utf8');
    if (source.split(broken.text).length !== 2)
      throw new Error(`${row}: "${broken.text}" stands not once in ${broken.file}`);
    const begun = performance.now();
    let output = '';
    let status = null;
    try {
      await writeFile(
        file,
        source.replace(broken.text, () => broken.by),
      );
      const run = spawnSync('bash', ['-c', `source script/lib/common.sh; use_toolchain; ${broken.run}`], {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      output = run.stdout + run.stderr;
      status = run.status;
    } finally {
      await writeFile(file, source);
    }
    const isNoticed = status !== 0 && noticed.some((words) => words.test(output));
    console.log(
      `${row}  ${isNoticed ? 'noticed' : 'NOT NOTICED'}  ${Math.round((performance.now() - begun) / 1000)} s  ${broken.run}`,
    );
    if (isNoticed) {
      await keepNoticed(guarantee);
      continue;
    }
    unnoticed.push(row);
    console.log(output.slice(-2000));
  }
  return unnoticed;
}
