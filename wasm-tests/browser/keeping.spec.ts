// What the browser keeps of a run: taken up after a reload, after the worker's end, by going back; Reset and its undo.
import type { Page } from '@playwright/test';
import { expect, type Inkling, test } from './inkling.ts';

const run = 'lr=0.01&momentum=0.9&epochs=2&train=6400';
const progressText = (page: Page) => page.locator('.progress-text');
const kept = (page: Page) => page.locator('.kept');
const notice = (page: Page) => page.locator('.keeping-notice');

/** Each is kept, since nothing goes on after it. */
async function trainSteps(inkling: Inkling, steps: number): Promise<void> {
  for (let step = 1; step <= steps; step++) {
    await inkling.button('Step').click();
    await expect(kept(inkling.page)).toHaveAttribute('data-value', String(step));
  }
}

test('a run is kept when it pauses, and taken up after a reload with its chart and its numbers', async ({
  inkling,
  page,
}) => {
  await inkling.open(run);
  await trainSteps(inkling, 3);
  const legend = await page.locator('.legend .batch-loss').textContent();
  await page.reload();
  await expect(notice(page)).toContainText('Taken up where it was: step 3, kept in this browser at');
  await inkling.ready();
  await expect(progressText(page)).toContainText('Epoch 1: batch 3 of 100');
  await expect(page.locator('.legend .batch-loss')).toHaveText(legend ?? '');
  await inkling.trainToEnd();
  await expect(notice(page)).toBeHidden();
  await page.reload();
  await expect(notice(page)).toContainText('step 200');
  await expect(inkling.output('epoch')).toHaveText('2 of 2');
  await expect(page.getByText('This run is finished.', { exact: false })).toBeVisible();
});

test('Reset begins anew for good, unless it is taken back', async ({ inkling, page }) => {
  await inkling.open(run);
  await trainSteps(inkling, 3);
  await inkling.button('Reset').click();
  await expect(notice(page)).toContainText('Reset dropped 3 steps.');
  await expect(progressText(page)).toHaveText('Nothing trained yet');
  await inkling.button('Bring them back').click();
  await expect(progressText(page)).toContainText('Epoch 1: batch 3 of 100');
  await expect(kept(page)).toHaveAttribute('data-value', '3');
  await inkling.button('Reset').click();
  await expect(notice(page)).toContainText('Reset dropped');
  await expect(kept(page)).toHaveAttribute('data-value', '');
  await page.reload();
  await inkling.ready();
  await expect(progressText(page)).toHaveText('Nothing trained yet');
  await expect(notice(page)).toBeHidden();
});

test('after the worker has ended, Restart takes the run up', async ({ inkling, page }) => {
  await inkling.open(run);
  await trainSteps(inkling, 3);
  const [worker] = page.workers();
  await worker?.evaluate(() => {
    performance.now = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
  });
  await inkling.button('Train').click();
  await expect(page.getByRole('alert')).toContainText('Restart takes the run up at step 3');
  await inkling.button('Restart').click();
  await expect(notice(page)).toContainText('Taken up where it was: step 3');
  await inkling.trainToEnd();
});
