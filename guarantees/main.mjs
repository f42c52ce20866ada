// The table of guarantees from the results of the last script/test. See guarantees/.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../bench/lib/main.mjs';
import { breakGuarantees, noticedFile } from './break.mjs';
import { catalogueFigures } from './catalogue.mjs';
import { documentOf, plainTable, standing } from './report.mjs';
import { readFigures, readResults, root } from './results.mjs';
import { guarantees } from './rows.mjs';

const usage = `usage: script/guarantees [--full] [--write] | --break [ROW...]

Prints each guarantee with what the last script/test said of its tests, and fails if one is not shown.

  --full    asks for the tests of script/test --full too
  --write   writes docs/guarantees.md, with --full
  --break   puts a fault for each row, or for those named, into the sources, one after the other, and fails if the row's
            tests do not notice; half an hour. What was noticed is written down in guarantees/noticed.json, to be committed.
            Builds are left as the last fault made them: run script/build after it`;

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      full: { type: 'boolean' },
      write: { type: 'boolean' },
      break: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(usage);
  if (values.break) {
    const unnoticed = await breakGuarantees(positionals);
    if (unnoticed.length > 0) throw new Error(`broken, and nobody noticed: ${unnoticed.join(', ')}`);
    return;
  }
  const isFull = values.full ?? false;
  const [results, measured] = await Promise.all([readResults(), readFigures()]);
  const figures = [...measured, ...catalogueFigures(results)];
  console.log(plainTable(results, figures, isFull));
  const open = guarantees.filter((guarantee) => standing(guarantee, results, isFull).missing.length > 0);
  console.log(`\n${guarantees.length - open.length} of ${guarantees.length} guarantees are shown`);
  if (values.write)
    await writeFile(
      join(root, 'docs/guarantees.md'),
      documentOf(
        results,
        figures,
        new Date().toISOString().slice(0, 10),
        JSON.parse(await readFile(noticedFile, 'utf8')),
      ),
    );
  if (open.length > 0) throw new Error(`not shown: ${open.map(({ row }) => row).join(', ')}`);
}

await runMain(main);
