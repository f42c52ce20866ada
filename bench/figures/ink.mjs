// How soon ink follows the pen while the network trains: from the pointer's event, by its own time, until the ink is on
// the canvas, and until the frame that shows it begins to be put together; and how much of that the page's own listeners
// take. A stroke goes on and on, so that what grows with its length would be seen.
import { withPage } from '../lib/chromium.mjs';

function watchInk() {
  const canvas = document.querySelector('canvas.ink');
  window.ink = { drawn: [], shown: [], worked: [], dry: 0 };
  let began = 0;
  window.addEventListener('pointermove', () => (began = performance.now()), { capture: true });
  // After the page's own listener, which draws. The canvas is asked seldom, since that takes time itself.
  canvas.addEventListener('pointermove', (event) => {
    if (event.buttons !== 1) return;
    const now = performance.now();
    window.ink.worked.push(now - began);
    window.ink.drawn.push(now - event.timeStamp);
    requestAnimationFrame(() => window.ink.shown.push(performance.now() - event.timeStamp));
    if (window.ink.drawn.length % 50 !== 0) return;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * canvas.width;
    const y = ((event.clientY - top) / height) * canvas.height;
    if (canvas.getContext('2d').getImageData(x, y, 1, 1).data[3] < 128) window.ink.dry++;
  });
}

/** Milliseconds of so many events of one stroke. */
export const inkMilliseconds = (events) =>
  withPage(async (page, url) => {
    await page.goto(`${url}dist/#epochs=1000`);
    await page.locator('button.train:enabled').click();
    const epoch = () => document.querySelector('output#epoch').dataset.value >= 1;
    await page.waitForFunction(epoch, undefined, { timeout: 60_000 });
    await page.evaluate(watchInk);
    const box = await page.getByLabel('Draw a digit').boundingBox();
    const place = (i) => [
      box.x + box.width * (0.5 + 0.35 * Math.cos(i / 9)),
      box.y + box.height * (0.5 + 0.35 * Math.sin(i / 7)),
    ];
    await page.mouse.move(...place(0));
    await page.mouse.down();
    for (let i = 1; i <= events; ++i) await page.mouse.move(...place(i));
    await page.mouse.up();
    if (await page.locator('button.pause').isDisabled()) throw new Error('the training ended meanwhile');
    const { drawn, shown, worked, dry } = await page.evaluate(() => window.ink);
    if (dry > 0) throw new Error(`${dry} times there was no ink where the pen was`);
    const third = Math.floor(worked.length / 3);
    return { drawn, shown, worked, first: worked.slice(0, third), last: worked.slice(-third) };
  });
