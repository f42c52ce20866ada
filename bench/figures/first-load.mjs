// What a first visitor downloads besides data, and how soon there is something to draw on and an answer to what is drawn.
import { gzipSync } from 'node:zlib';
import { withPage } from '../lib/chromium.mjs';

/** A 7, as shares of the paper. */
const stroke = [
  [0.3, 0.25],
  [0.7, 0.25],
  [0.45, 0.8],
];

/** Data sets and ready-made networks are no part of the page. */
const isData = (path) => /\.gz$|\.bin$/.test(path) || path.includes('/data/');

/**
 * `files` has the gzipped size of each; times in milliseconds from the beginning of the navigation: until the paper is on
 * the screen, and until a stroke that was drawn then has been read.
 */
export const firstLoad = () =>
  withPage(async (page, url) => {
    const bodies = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (!isData(pathname)) bodies.push({ pathname, body: response.body().catch(() => Buffer.alloc(0)) });
    });
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.goto(`${url}dist/`, { waitUntil: 'commit' });
    const paper = page.getByLabel('Draw a digit');
    await paper.waitFor();
    await page.waitForFunction(() => document.querySelector('canvas.ink').width > 300); // made sharp: its script runs
    const toPaper = await page.evaluate(() => performance.now());
    const box = await paper.boundingBox();
    const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
    await page.mouse.move(...at(stroke[0]));
    await page.mouse.down();
    for (const point of stroke.slice(1)) await page.mouse.move(...at(point), { steps: 8 });
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector('output#prediction').dataset.value !== '');
    const toReading = await page.evaluate(() => performance.now());
    await page.locator('button.train:enabled').waitFor({ timeout: 60_000 });
    const files = await Promise.all(
      bodies.map(async ({ pathname, body }) => [pathname, gzipSync(await body, { level: 9 }).length]),
    );
    return { files: Object.fromEntries(files), toPaper, toReading };
  });
