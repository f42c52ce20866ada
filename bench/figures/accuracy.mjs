// From opening the page to a network that reads most digits, Train pressed as soon as it can be.
import { withPage } from '../lib/chromium.mjs';

/** Runs in the page before its own scripts. performance.now() counts from the navigation on. */
function watchAccuracy(wanted) {
  window.reached = {};
  document.addEventListener('DOMContentLoaded', () => {
    const train = document.querySelector('button.train');
    const start = new MutationObserver(() => {
      if (train.disabled) return;
      start.disconnect();
      window.reached.pressed = performance.now() / 1000;
      train.click();
    });
    start.observe(train, { attributeFilter: ['disabled'] });
    const accuracy = document.querySelector('output#validation-accuracy');
    new MutationObserver(() => {
      for (const level of wanted) {
        if (Number(accuracy.dataset.value) >= level) window.reached[level] ??= performance.now() / 1000;
      }
      if (document.querySelector('output#test-accuracy').dataset.value) window.reached.ended = true;
    }).observe(document.querySelector('.status'), { attributeFilter: ['data-value'], subtree: true });
  });
}

/** Seconds by level, with `pressed`; Infinity for a level that the run did not come to. */
export const secondsToAccuracy = (hash, levels) =>
  withPage(async (page, url) => {
    await page.addInitScript(watchAccuracy, levels);
    await page.goto(`${url}dist/${hash}`);
    const isOver = (wanted) => window.reached.ended || wanted.every((level) => level in window.reached);
    await page.waitForFunction(isOver, levels, { polling: 250, timeout: 180_000 });
    const reached = await page.evaluate(() => window.reached);
    const times = Object.fromEntries(
      levels.map((level) => [level, reached[level] ?? Number.POSITIVE_INFINITY]),
    );
    return { pressed: reached.pressed, ...times };
  });
