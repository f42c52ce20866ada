// The service worker: visits without the network, isolation without the host's headers, and new versions.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { figure } from '../figures.mjs';
import { seven, three } from './digits.ts';
import { expect, type Inkling, quickRun, test } from './inkling.ts';
import { type StaticServer, serveDist } from './static-server.ts';

test.use({ serviceWorker: true });

const afterLoading = { timeout: 20_000 };

let server: StaticServer;
test.beforeEach(async () => {
  server = await serveDist('/some/where/');
});
test.afterEach(() => server.close());

/** The page, its service worker and its data are all in this browser. */
async function firstVisit(inkling: Inkling, page: Page): Promise<void> {
  await inkling.open(quickRun, server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), afterLoading)
    .toBe(true);
  const kept = () => page.evaluate(async () => (await (await caches.open('inkling-data')).keys()).length);
  await expect.poll(kept, afterLoading).toBe(4);
}

const pageCaches = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('inkling-page')));

test('after the first visit it draws, reads and trains without its host, on threads that the host did not allow', async ({
  inkling,
  page,
}) => {
  await firstVisit(inkling, page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await server.close();
  await page.reload();
  await inkling.draw(seven);
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '7', afterLoading);
  await inkling.ready();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await inkling.trainToEnd();
  expect(await inkling.value('test-accuracy')).toBeGreaterThan(0.9);
});

test('when the network goes after the page has loaded, it trains, tests and saves, and no cookie was set @chromium', async ({
  inkling,
  page,
  context,
}) => {
  await firstVisit(inkling, page);
  await server.close();
  const before = server.requests.length;
  await inkling.trainToEnd();
  expect(await inkling.value('test-accuracy')).toBeGreaterThan(0.9);
  for (const [button, name] of [
    ['Save network', 'inkling-network.safetensors'],
    ['Save ONNX', 'inkling-network.onnx'],
  ] as const) {
    const saved = page.waitForEvent('download');
    await inkling.button(button).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe(name);
    expect((await readFile(await download.path())).length).toBeGreaterThan(500_000);
  }
  expect(server.requests).toHaveLength(before);
  const cookies = await context.cookies();
  expect(cookies).toEqual([]);
  figure('F2', 'requests while it trained and saved without the network', server.requests.length - before);
  figure('F2', 'cookies', cookies.length);
});

test('the service worker comes after the page, and fetches nothing twice', async ({ inkling, page }) => {
  await firstVisit(inkling, page);
  const timesOf = (name: RegExp) => server.requests.filter((path) => name.test(path)).length;
  const used = [/index-.*\.js$/, /index-.*\.css$/, /worker-.*\.js$/, /core-.*\.wasm$/, /ready-made-.*\.bin$/];
  for (const name of used) expect(timesOf(name), String(name)).toBe(1);
  expect(timesOf(/\.gz$/)).toBe(4);
  const worker = server.requests.indexOf('/some/where/sw.js');
  expect(server.requests.findIndex((path) => /core-.*\.wasm$/.test(path))).toBeLessThan(worker);
  // Its own cache does not hold MNIST a second time.
  const names = await page.evaluate(async () => {
    const [name = ''] = (await caches.keys()).filter((key) => key.startsWith('inkling-page'));
    return (await (await caches.open(name)).keys()).map(({ url }) => url);
  });
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((url) => url.endsWith('.gz'))).toEqual([]);
});

test('that the network is gone is told, and taken back @chromium', async ({ inkling, page, context }) => {
  await firstVisit(inkling, page);
  await context.setOffline(true);
  await expect(page.getByText('Offline: everything here works without the network.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Offline: everything here works without the network.')).toBeVisible();
  await inkling.ready();
  await context.setOffline(false);
  await expect(page.getByText(/^Offline/)).toHaveCount(0);
});

test('a new version waits until it is asked for, comes whole, and keeps run and drawing', async ({
  inkling,
  page,
}) => {
  await firstVisit(inkling, page);
  const [before] = await pageCaches(page);
  await inkling.button('Step').click();
  await inkling.draw(three);
  await publishAnother();
  const look = () =>
    page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.update()));
  await look();
  const news = page.getByText('A new version of this page is here.');
  await expect(news).toBeVisible({ timeout: 20_000 }); // when all of it has been fetched
  await page.reload(); // by hand: it is the old version still, and whole
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Inkling');
  await expect(news).toBeVisible({ timeout: 20_000 }); // when the page has asked its service worker
  await inkling.ready();
  await inkling.draw(three);
  await inkling.button('Reload').click();
  await expect(heading).toHaveText('Another', afterLoading);
  await inkling.ready();
  await expect(news).toBeHidden();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /\d/); // of the drawing
  await expect(page.locator('.keeping-notice')).toContainText('step 1');
  await expect.poll(() => pageCaches(page)).toHaveLength(1);
  expect(await pageCaches(page)).not.toEqual([before]);
  await server.close();
  await page.reload();
  await expect(heading).toHaveText('Another');
  await inkling.ready();
});

test('an older page that is still open keeps its parts, whatever newer ones are opened', {
  tag: '@full',
}, async ({ inkling, page, context }) => {
  await firstVisit(inkling, page);
  await publishAnother();
  const heading = (one: Page) => one.getByRole('heading', { level: 1 });
  const second = await context.newPage();
  await second.goto(server.url);
  await expect(heading(second)).toHaveText('Inkling');
  await second.getByRole('button', { name: 'Reload' }).click();
  await expect(heading(second)).toHaveText('Another', afterLoading);
  await second.close();
  const third = await context.newPage();
  await third.goto(server.url);
  await expect(heading(third)).toHaveText('Another');
  await expect(third.getByText(/^MNIST: .* to test$/)).toBeVisible(afterLoading);
  await third.waitForTimeout(500);
  expect(await pageCaches(third)).toHaveLength(2);
  await third.close();
  await page.reload();
  await expect(heading(page)).toHaveText('Another');
  await expect.poll(() => pageCaches(page)).toHaveLength(1);
});

/** The same page with another heading, as a build would leave it. */
async function publishAnother(): Promise<void> {
  const read = (name: string) => readFile(new URL(`../../dist/${name}`, import.meta.url), 'utf8');
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const [html, script] = await Promise.all([read('index.html'), read('sw.js')]);
  const another = html.replace(/(<h1[^>]*>).*(<\/h1>)/, '$1Another$2');
  server.replaced.set('index.html', another);
  server.replaced.set(
    'sw.js',
    script.replace(digest(html), digest(another)).replace(/"version":"\w+"/, '"version":"another"'),
  );
}
