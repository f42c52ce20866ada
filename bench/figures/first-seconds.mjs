// From opening the page to the first reading, by the ready-made network: a pen that waits and draws as soon as it can.
import { withPage } from '../lib/chromium.mjs';

/** Runs in the page before its own scripts. performance.now() counts from the navigation on. */
function drawAtOnce() {
  window.first = {};
  const points = [
    [0.3, 0.25],
    [0.7, 0.25],
    [0.55, 0.5],
    [0.45, 0.8],
  ];
  document.addEventListener('DOMContentLoaded', () => {
    const canvas = document.querySelector('canvas.ink');
    const prediction = document.querySelector('output#prediction');
    const undo = document.querySelector('button.undo');
    const down = () => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      for (const [i, [x, y]] of points.entries())
        canvas.dispatchEvent(
          new PointerEvent(i === 0 ? 'pointerdown' : 'pointermove', {
            ...{ pointerId: 1, isPrimary: true, button: i === 0 ? 0 : -1 },
            ...{ clientX: left + x * width, clientY: top + y * height },
          }),
        );
    };
    const look = () => {
      if (undo.disabled) {
        down(); // until somebody listens: the page takes strokes from then on
        requestAnimationFrame(look);
        return;
      }
      window.first.ready ??= performance.now() / 1000;
    };
    look();
    new MutationObserver(() => {
      if (prediction.dataset.value === '7') window.first.read ??= performance.now() / 1000;
    }).observe(prediction, { attributeFilter: ['data-value'] });
  });
}

/** Seconds until a stroke is taken and on the paper (`ready`), and until it is read (`read`). */
export const firstSeconds = () =>
  withPage(async (page, url) => {
    await page.addInitScript(drawAtOnce);
    await page.goto(`${url}dist/`);
    await page.waitForFunction(() => window.first.read !== undefined, undefined, { timeout: 20_000 });
    return page.evaluate(() => window.first);
  });
