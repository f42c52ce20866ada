// Whether the page stays at hand while it trains as fast as it can, and somebody draws all the time: how long the main
// thread is held up, how many frames ink waits, and how soon Pause has stopped it.
import { setTimeout } from 'node:timers/promises';
import { withPage } from '../lib/chromium.mjs';

/** In the page: for each second the longest time in which nothing else could run, and the frames that ink waited. */
function watch() {
  const watched = { longest: [], waits: [] };
  window.watched = watched;
  const channel = new MessageChannel();
  let second = 0;
  let last = performance.now();
  channel.port1.onmessage = () => {
    const now = performance.now();
    const index = Math.floor(second / 1000);
    watched.longest[index] = Math.max(watched.longest[index] ?? 0, now - last);
    second += now - last;
    last = now;
    channel.port2.postMessage(null);
  };
  channel.port2.postMessage(null);

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
      watched.waits.push(frames - moved);
      moved = undefined;
    }
    return stroke.apply(this, args);
  };
}

/**
 * `longest`: of each second, milliseconds that the main thread was held up at most; `waits`: frames between a movement
 * of the pen and its ink, 0 when it is in the very next; `pauses`: milliseconds from the click until nothing trains.
 */
export const responsiveness = (seconds, pauses) =>
  withPage(async (page, url) => {
    await page.goto(`${url}dist/#epochs=100000`);
    await page.locator('button.train:enabled').click();
    const epoch = () => document.querySelector('output#epoch').dataset.value >= 1;
    await page.waitForFunction(epoch, undefined, { timeout: 60_000 });
    await page.evaluate(watch);
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
    const { longest, waits } = await page.evaluate(() => window.watched);
    const stopped = [];
    for (let n = 0; n < pauses; ++n) {
      await setTimeout(100 + 37 * (n % 7));
      stopped.push(await page.evaluate(pauseTime));
      await page.locator('button.train:enabled').click();
      await page.locator('button.pause:enabled').waitFor();
    }
    return { longest: longest.slice(0, -1), waits, pauses: stopped };
  });

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
