// Whether the page's own memory grows while it trains: after a collection of garbage, every so often, and the straight
// line through what is left.
import { setTimeout } from 'node:timers/promises';
import { withPage } from '../lib/chromium.mjs';

const settled = 60; // seconds until caches and compiled code are what they will be

/** Megabytes in ten minutes, and the sizes that it was computed from. */
export const heapGrowth = (minutes, everySeconds = 15) =>
  withPage(async (page, url) => {
    await page.goto(`${url}dist/#epochs=100000`);
    await page.locator('button.train:enabled').click();
    const devtools = await page.context().newCDPSession(page);
    await setTimeout(settled * 1000);
    const sizes = [];
    const begin = performance.now();
    while (performance.now() - begin < minutes * 60_000) {
      await devtools.send('HeapProfiler.collectGarbage');
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      sizes.push({ minutes: (performance.now() - begin) / 60_000, megabytes: usedSize / 1e6 });
      await setTimeout(everySeconds * 1000);
    }
    if (await page.locator('button.pause').isDisabled()) throw new Error('the training ended meanwhile');
    return { growth: 10 * slope(sizes.map((size) => [size.minutes, size.megabytes])), sizes };
  });

/** Of the line of least squares. */
function slope(points) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(([minute]) => minute));
  const y = mean(points.map(([, size]) => size));
  const over = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return over / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}
