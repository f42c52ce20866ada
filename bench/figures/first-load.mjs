// What a first visitor downloads besides data.
import { gzipSync } from 'node:zlib';
import { withPage } from '../lib/chromium.mjs';

/** Data sets and ready-made networks are no part of the page. */
const isData = (path) => /\.gz$/.test(path);

/** The gzipped size of each file that is fetched until training can begin, nothing having been pressed. */
export const firstLoad = () =>
  withPage(async (page, url) => {
    const bodies = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (!isData(pathname)) bodies.push({ pathname, body: response.body().catch(() => Buffer.alloc(0)) });
    });
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.goto(`${url}dist/`);
    await page.locator('button.train:enabled').waitFor({ timeout: 60_000 });
    const files = await Promise.all(
      bodies.map(async ({ pathname, body }) => [pathname, gzipSync(await body, { level: 9 }).length]),
    );
    return Object.fromEntries(files);
  });
