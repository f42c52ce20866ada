// Guarantee E6: a hidden tab trains on and has kept its run at once, a frozen one wakes up where it was, and going away
// and coming back loses nothing that was kept.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure } from '../figures.mjs';
import { ChromiumProcess } from './chromium-process.ts';
import { expect, test } from './inkling.ts';

test.describe.configure({ retries: 0 }); // what fails once has failed

const isFull = process.env.INKLING_TEST_FULL === '1';
const seconds = isFull ? 60 : 6;

test('a hidden tab trains on as fast, keeps its run at once, and a frozen one goes on', {
  tag: '@full',
}, async ({ baseURL }) => {
  test.setTimeout(240_000);
  const profile = await mkdtemp(join(tmpdir(), 'inkling-profile-'));
  const url = new URL('#lr=0.01&epochs=5000', baseURL).href;
  const chromium = await ChromiumProcess.open(profile, url, () => {});
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const trained = () =>
    chromium.evaluate<number>(`Number(document.querySelector('.run-progress progress').value)`);
  const keptStep = () => chromium.evaluate<number>(`Number(document.querySelector('.kept').dataset.value)`);
  async function rate(): Promise<number> {
    const [start, before] = [performance.now(), await trained()];
    await wait(seconds * 500);
    return ((await trained()) - before) / (performance.now() - start);
  }
  try {
    await chromium.evaluate(`(async () => {
      const train = document.querySelector('button.train');
      while (train.disabled) await new Promise((r) => setTimeout(r, 50));
      train.click();
      while (document.querySelector('.run-progress progress').value === 0) await new Promise((r) => setTimeout(r, 50));
    })()`);
    // Seen and hidden by turns, so that what else the machine does hits both.
    const rates: Record<'visible' | 'hidden', number[]> = { visible: [], hidden: [] };
    let slowest = 0;
    for (let turn = 0; turn < 2; turn++) {
      rates.visible.push(await rate());
      const before = await keptStep();
      await chromium.setHidden(true);
      const milliseconds = await chromium.evaluate<number>(`(async () => {
        while (!document.hidden) await new Promise((r) => setTimeout(r, 5));
        const hidden = Date.now();
        const kept = document.querySelector('.kept');
        while (Number(kept.dataset.value) <= ${before}) await new Promise((r) => setTimeout(r, 20));
        const opened = indexedDB.open('inkling');
        await new Promise((r) => (opened.onsuccess = r));
        const keys = opened.result.transaction('checkpoints').objectStore('checkpoints').getAllKeys();
        await new Promise((r) => (keys.onsuccess = r));
        opened.result.close();
        return keys.result.at(-1)[1] - hidden;
      })()`);
      expect(milliseconds, 'from the hiding to the copy').toBeLessThan(500);
      slowest = Math.max(slowest, milliseconds);
      rates.hidden.push(await rate());
      await chromium.setHidden(false);
      await chromium.evaluate(
        `(async () => { while (document.hidden) await new Promise((r) => setTimeout(r, 5)); })()`,
      );
    }
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const ratio = sum(rates.hidden) / sum(rates.visible);
    expect(ratio, 'hidden : visible').toBeGreaterThan(isFull ? 0.9 : 0.6);
    figure('E6', 'speed of training, hidden : visible', ratio);
    figure('E6', 'from the hiding, looked for every 5 ms, to the copy, at most', slowest, 'ms');

    const before = await keptStep();
    await chromium.setFrozen(true);
    await wait(1000);
    await chromium.setFrozen(false);
    const thawed = await trained();
    await wait(1000);
    expect(await trained()).toBeGreaterThan(thawed);
    expect(await keptStep()).toBeGreaterThanOrEqual(before);
  } finally {
    await chromium.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

// A push shows a reload in keeping.spec.ts, and ends worker and browser in killed.spec.ts.
test('reloading, going away and coming back lose nothing that was kept', { tag: '@full' }, async ({
  inkling,
  page,
}) => {
  test.setTimeout(180_000);
  await inkling.open('lr=0.01&epochs=200');
  const kept = () => page.locator('.kept').getAttribute('data-value').then(Number);
  let newest = 0;
  let left = 0;
  for (let turn = 0; turn < (isFull ? 10 : 2); turn++) {
    await inkling.button('Train').click();
    await expect(inkling.button('Pause')).toBeEnabled();
    await page.waitForTimeout(Math.random() * 500);
    await inkling.button('Pause').click();
    await expect.poll(kept).toBeGreaterThan(newest);
    newest = await kept();
    await inkling.button('Train').click();
    await page.waitForTimeout(Math.random() * 500);
    newest = Math.max(newest, await kept());
    if (turn % 2 === 0) await page.reload();
    else {
      await page.goto('about:blank');
      await page.goBack();
    }
    await inkling.ready({ finished: true });
    await expect.poll(kept).toBeGreaterThanOrEqual(newest);
    newest = await kept();
    left++;
    if (await inkling.button('Pause').isEnabled()) await inkling.button('Pause').click();
    await expect(inkling.button('Train')).toBeEnabled();
  }
  figure('E6', 'times that the page was left and come back to', left);
});

test('nothing listens to "unload" or asks before the page is left', async () => {
  const web = fileURLToPath(new URL('../../web/', import.meta.url));
  const files = (await readdir(web, { recursive: true })).filter((name) =>
    /^(lib|app)\/[^.]*\.(ts|html)$/.test(name),
  );
  expect(files.length).toBeGreaterThan(30);
  for (const name of files)
    expect(await readFile(join(web, name), 'utf8'), name).not.toMatch(/['"](before)?unload/);
});
