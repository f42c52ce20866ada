// The built page, trained as a person would: with the button, the charts drawn. What it shows is what is measured.
import { withPage } from '../lib/chromium.mjs';

/** Runs in the page: from the click on, what it shows when an epoch is complete. */
function watchEpochs(epochs) {
  const value = (id) => document.querySelector(`output#${id}`).dataset.value;
  return new Promise((resolve) => {
    const seen = [];
    let speed = '';
    let last = performance.now();
    // The speed shown before the epoch changed, during the validation, is that of the whole epoch's training.
    const observer = new MutationObserver(() => {
      const now = performance.now();
      const epoch = Number(value('epoch'));
      if (epoch > seen.length) {
        seen.push({ seconds: 50_000 / Number(speed), wallSeconds: (now - last) / 1000 });
        last = now;
      }
      speed = value('images-per-second');
      if (epoch < epochs) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        // The epochs' table, newest first: number, training loss, validation loss, …
        const losses = [...document.querySelectorAll('tbody tr')].map((row) =>
          Number(row.cells[1].textContent),
        );
        resolve(seen.map((report, i) => ({ ...report, trainLoss: losses.toReversed()[i] })));
      });
    });
    for (const id of ['epoch', 'images-per-second']) {
      observer.observe(document.querySelector(`output#${id}`), { attributeFilter: ['data-value'] });
    }
    document.querySelector('button.train').click();
  });
}

/** Without the headers that would let the page have threads: it is compared with the bare loop on one. */
export const trainInPage = (hash, epochs) =>
  withPage(
    async (page, url) => {
      await page.goto(`${url}dist/${hash}`);
      await page.locator('button.train:enabled').waitFor();
      const seen = await page.evaluate(watchEpochs, epochs);
      if (seen.length !== epochs) throw new Error(`the page showed ${seen.length} of ${epochs} epochs`);
      return seen;
    },
    { isolated: false },
  );
