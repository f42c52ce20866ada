// How long the page takes to read what is drawn while it trains: from the moment when the pen comes down on an empty
// paper until the digit is in the document. A reading begins with the first point of a stroke, not with its end, and
// goes on with every other; on an empty paper alone can it be told to which point the digit that is shown belongs.
import { setTimeout } from 'node:timers/promises';
import { withPage } from '../lib/chromium.mjs';

const stroke = [
  [0.3, 0.25],
  [0.7, 0.25],
  [0.55, 0.5],
  [0.45, 0.8],
];

function watchReadings() {
  const prediction = document.querySelector('output#prediction');
  window.readings = [];
  let down;
  document.querySelector('canvas.ink').addEventListener('pointerdown', ({ timeStamp }) => (down = timeStamp));
  new MutationObserver(() => {
    if (down === undefined || prediction.dataset.value === '') return;
    window.readings.push(performance.now() - down);
    down = undefined;
  }).observe(prediction, { attributeFilter: ['data-value'] });
}

async function draw(page) {
  const box = await page.getByLabel('Draw a digit').boundingBox();
  for (const [i, [x, y]] of stroke.entries()) {
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** Milliseconds of each reading. */
export const readingMilliseconds = (samples) =>
  withPage(async (page, url) => {
    await page.goto(`${url}dist/#epochs=1000`);
    await page.locator('button.train:enabled').click();
    const epoch = () => document.querySelector('output#epoch').dataset.value >= 1;
    await page.waitForFunction(epoch, undefined, { timeout: 60_000 });
    await page.evaluate(watchReadings);
    for (let i = 1; i <= samples; ++i) {
      await draw(page);
      await page.waitForFunction((count) => window.readings.length === count, i);
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.locator('output#prediction[data-value=""]').waitFor({ state: 'attached' });
      await setTimeout(100 + 37 * (i % 7)); // not in step with the frames, or with the training's slices
    }
    if (await page.locator('button.pause').isDisabled()) throw new Error('the training ended meanwhile');
    return page.evaluate(() => window.readings);
  });
