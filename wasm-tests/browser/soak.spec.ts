// Guarantee E8: trained, drawn on, stopped, begun anew, left and come back to for as long as one likes, the page and its
// browser hold as much at the end as at the beginning. INKLING_SOAK_MINUTES says how long; 240 before a release.
import { readdir, readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import { figure } from '../figures.mjs';
import { seven } from './digits.ts';
import { expect, type Inkling, test } from './inkling.ts';

test.describe.configure({ retries: 0 }); // what fails once has failed

const minutes = Number(process.env.INKLING_SOAK_MINUTES ?? 5);
/** Of one run each, which the page is opened with. */
const fewestTurns = 12;

type Sample = Record<
  'heap' | 'nodes' | 'listeners' | 'workers' | 'copies' | 'copiesSize' | 'openFiles' | 'resident',
  number
>;

/** As a person does who tries one thing after the other. */
async function useThePage(inkling: Inkling, page: Page, seed: number): Promise<void> {
  await page.goto('about:blank');
  await inkling.open(`lr=0.01&momentum=0.9&epochs=1000&seed=${seed}`);
  for (let run = 0; run < 2; run++) {
    await inkling.button('Train').click();
    await expect.poll(() => inkling.fractionDone()).toBeGreaterThan(0);
    await inkling.draw(seven);
    await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^\d$/);
    await inkling.button('Pause').click();
    await expect(page.locator('.kept')).not.toHaveAttribute('data-value', '');
    await inkling.button('Clear').click();
    if (run > 0) continue;
    await inkling.button('Reset').click();
    await expect(page.locator('.kept')).toHaveAttribute('data-value', '');
  }
}

/** What is stored, looked at from outside. */
const storedCopies = (page: Page) =>
  page.evaluate(async () => {
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('inkling'));
    const copies = await done(
      database.transaction('checkpoints').objectStore('checkpoints').getAll() as IDBRequest<object[]>,
    );
    database.close();
    const sizes = copies.flatMap((copy) =>
      Object.values(copy).map((value) => (value instanceof Uint8Array ? value.byteLength : 0)),
    );
    return { copies: copies.length, copiesSize: sizes.reduce((sum, size) => sum + size, 0) };
  });

/** Where the system tells; else the processes have no size. */
async function ofProcesses(browser: Browser): Promise<{ openFiles: number; resident: number }> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let resident = 0;
  let openFiles = 0;
  for (const { id, type } of processInfo) {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    resident += Number(status.match(/^VmRSS:\s+(\d+) kB$/m)?.[1] ?? 0) * 1024;
    if (type === 'browser') openFiles += (await readdir(`/proc/${id}/fd`).catch(() => [])).length;
  }
  return { openFiles, resident };
}

async function sampleOf(page: Page, browser: Browser): Promise<Sample> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return {
    heap: metric('JSHeapUsedSize'),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    workers: page.workers().length,
    ...(await storedCopies(page)),
    ...(await ofProcesses(browser)),
  };
}

const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

test('trained, stopped, begun anew and reloaded for long, page and browser hold no more than at first', {
  tag: '@full',
}, async ({ inkling, page, browser }) => {
  test.setTimeout((minutes + 10) * 60_000);
  const end = performance.now() + minutes * 60_000;
  const samples: Sample[] = [];
  for (let turn = 1; turn <= fewestTurns || performance.now() < end; turn++) {
    await useThePage(inkling, page, turn);
    samples.push(await sampleOf(page, browser));
  }
  // Without the first: caches fill, and the store as far as it goes.
  const warm = samples.slice(Math.max(6, Math.floor(samples.length / 4)));
  const third = Math.ceil(warm.length / 3);
  const growth = (of: keyof Sample) => {
    const [early, late] = [warm.slice(0, third), warm.slice(-third)].map((part) =>
      median(part.map((sample) => sample[of])),
    );
    return (late ?? Number.NaN) - (early ?? Number.NaN);
  };
  console.log(`first and last of ${samples.length}:`, warm[0], warm.at(-1));
  figure('E8', 'runs trained, stopped and left', samples.length * 2);
  figure('E8', 'minutes of it', minutes);
  for (const sample of warm) {
    expect(sample.workers, 'the worker and its threads').toBe(warm[0]?.workers);
    expect(sample.copies, 'two copies of six runs').toBeLessThanOrEqual(12);
  }
  expect(growth('copiesSize'), 'bytes of copies').toBeLessThan(1 << 20);
  expect(growth('nodes'), 'nodes of documents').toBeLessThan(200);
  expect(growth('listeners'), 'listeners').toBeLessThan(50);
  expect(growth('openFiles'), 'files that the browser has open').toBeLessThan(20);
  expect(growth('heap'), "bytes of the page's heap").toBeLessThan(1 << 20);
  expect(growth('resident'), 'bytes of all processes').toBeLessThan(128 << 20);
  figure('E8', "the page's heap, growth", growth('heap') / 1e6, 'MB');
  figure('E8', 'all processes, growth', growth('resident') / 1e6, 'MB');
  figure('E8', 'copies of runs in the browser, growth', growth('copiesSize') / 1e6, 'MB');
  figure('E8', 'files open in the browser, growth', growth('openFiles'));
});
