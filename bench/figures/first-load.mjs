// What a first visitor downloads besides data.
import { watchLoad } from '../../script/lib/first-load.mjs';
import { withPage } from '../lib/chromium.mjs';

/** The gzipped size of each file that is fetched until training can begin, nothing having been pressed. */
export const firstLoad = () =>
  withPage(async (page, url) => {
    const fetched = watchLoad(page);
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.goto(`${url}dist/`);
    await page.locator('button.train:enabled').waitFor({ timeout: 60_000 });
    return fetched();
  });
