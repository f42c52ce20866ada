// Whether the page stays at hand while it trains as fast as it can, and somebody draws all the time: how long the tasks
// of the main thread are, how many frames ink waits, and how soon Pause has stopped it.
import { setTimeout } from 'node:timers/promises';
import { withPage } from '../lib/chromium.mjs';

/** In the page: the frames that ink waited. */
function watch() {
  window.waits = [];
  let frames = 0;
  const count = () => {
    frames++;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  let moved;
  const canvas = document.querySelector('canvas.ink');
  canvas.addEventListener('pointermove', () => (moved ??= frames), { capture: true });
  const { stroke } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.stroke = function (...args) {
    if (this.canvas === canvas && moved !== undefined) {
      window.waits.push(frames - moved);
      moved = undefined;
    }
    return stroke.apply(this, args);
  };
}

/**
 * `longest`: of each second, milliseconds of the longest task of the main thread, by Chromium's own record, the time in
 * which the machine ran something else in its place counted in; `waits`: frames between a movement
 * of the pen and its ink, 0 when it is in the very next; `pauses`: milliseconds from the click until nothing trains.
 */
export const responsiveness = (seconds, pauses) =>
  withPage(async (page, url) => {
    await page.goto(`${url}dist/#epochs=100000`);
    await page.locator('button.train:enabled').click();
    const epoch = () => document.querySelector('output#epoch').dataset.value >= 1;
    await page.waitForFunction(epoch, undefined, { timeout: 60_000 });
    await page.evaluate(watch);
    const browser = page.context().browser();
    await browser.startTracing(page, { categories: ['__metadata', 'disabled-by-default-devtools.timeline'] });
    const box = await page.getByLabel('Draw a digit').boundingBox();
    const end = performance.now() + seconds * 1000;
    for (let n = 0; performance.now() < end; ++n) {
      const at = (share) => [
        box.x + box.width * (0.3 + 0.4 * share),
        box.y + box.height * (0.2 + 0.06 * (n % 10)),
      ];
      await page.mouse.move(...at(0));
      await page.mouse.down();
      await page.mouse.move(...at(1), { steps: 25 });
      await page.mouse.up();
      if (n % 3 === 2) await page.getByRole('button', { name: 'Clear' }).click();
    }
    const longest = longestTasks(JSON.parse((await browser.stopTracing()).toString()).traceEvents);
    const waits = await page.evaluate(() => window.waits);
    const stopped = [];
    for (let n = 0; n < pauses; ++n) {
      await setTimeout(100 + 37 * (n % 7));
      stopped.push(await page.evaluate(pauseTime));
      await page.locator('button.train:enabled').click();
      await page.locator('button.pause:enabled').waitFor();
    }
    return { longest: longest.slice(0, -1), waits, pauses: stopped };
  });

/** Of the main thread that had most to do: the other one is that of a page about nothing. Milliseconds, by second. */
function longestTasks(events) {
  const thread = ({ pid, tid }) => `${pid}:${tid}`;
  const isMain = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain';
  const tasks = new Map(events.filter(isMain).map((event) => [thread(event), []]));
  for (const event of events) if (event.name === 'RunTask') tasks.get(thread(event))?.push(event);
  const [most = []] = [...tasks.values()].sort((a, b) => b.length - a.length);
  const start = most.reduce((first, { ts }) => Math.min(first, ts), Number.POSITIVE_INFINITY);
  const longest = [];
  for (const { ts, dur } of most) {
    const second = Math.floor((ts - start) / 1e6);
    longest[second] = Math.max(longest[second] ?? 0, dur / 1000);
  }
  return longest;
}

/** In the page: presses Pause; the buttons change when the worker has said that nothing goes on. */
function pauseTime() {
  const pause = document.querySelector('button.pause');
  const start = performance.now();
  return new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!pause.disabled) return;
      observer.disconnect();
      resolve(performance.now() - start);
    }).observe(pause, { attributeFilter: ['disabled'] });
    pause.click();
  });
}
