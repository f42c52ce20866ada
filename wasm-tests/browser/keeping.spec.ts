// What the browser keeps of a run: taken up after a reload, after the worker's end, by going back; Reset and its undo.
import type { Page } from '@playwright/test';
import { seven } from './digits.ts';
import type { InWorker } from './in-worker.ts';
import { expect, type Inkling, test } from './inkling.ts';
import { expectEmptied, settled } from './settled.ts';

const run = 'lr=0.01&momentum=0.9&epochs=2&train=6400';
const progressText = (page: Page) => page.locator('.progress-text');
const kept = (page: Page) => page.locator('.kept');
const afterLoading = { timeout: 20_000 };
const notice = (page: Page) => page.locator('.keeping-notice');

/** Each is kept, since nothing goes on after it. */
async function trainSteps(inkling: Inkling, steps: number): Promise<void> {
  for (let step = 1; step <= steps; step++) {
    await inkling.button('Step').click();
    await expect(kept(inkling.page)).toHaveAttribute('data-value', String(step));
  }
}

test('a run is kept when it pauses, and taken up after a reload with its chart, its numbers and the drawing', async ({
  inkling,
  page,
}) => {
  await inkling.open(run);
  await inkling.draw(seven);
  await trainSteps(inkling, 3);
  await expect(page.locator('.legend .batch-loss')).toHaveText(/\d\.\d{3}/); // the chart has come
  const legend = (await settled(() => page.locator('.legend .batch-loss').textContent())) ?? '';
  await page.reload();
  await expect(notice(page)).toContainText(
    'Taken up from its last copy: step 3, kept in this browser at',
    afterLoading,
  );
  await inkling.ready();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^\d$/);
  await inkling.button('Clear').click();
  await expect(progressText(page)).toContainText('Epoch 1: batch 3 of 100');
  await expect(page.locator('.legend .batch-loss')).toHaveText(legend);
  await inkling.trainToEnd();
  await expect(notice(page)).toBeHidden();
  await expect(kept(page)).toHaveAttribute('data-value', '200');
  await page.reload();
  await expect(notice(page)).toContainText('step 200', afterLoading);
  await expect(inkling.output('epoch')).toHaveText('2 of 2');
  await expect(page.locator('.train-hint')).toContainText('press Test to measure it anew');
  await expect(page.getByText('Draw a digit or a number')).toBeVisible();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(inkling.output('test-accuracy')).not.toHaveAttribute('data-value', '');
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
  await expectEmptied(page, 'inkling', 'checkpoints');
  await page.reload();
  await inkling.ready();
  await expect(progressText(page)).toHaveText('Nothing trained yet');
  await expect(notice(page)).toBeHidden();
});

test('after the worker has ended, Restart takes the run up', async ({ inkling, page, inWorker }) => {
  await inkling.open(run);
  await trainSteps(inkling, 3);
  await inWorker(() => {
    performance.now = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
  });
  await inkling.button('Train').click();
  await expect(page.getByRole('alert')).toContainText('Restart takes the run up at step 3');
  await inkling.button('Restart').click();
  await expect(notice(page)).toContainText('Taken up from its last copy: step 3');
  await inkling.trainToEnd();
});

/** Lets the next look for copies fail, or wait for `answer()`, in the worker. */
async function disturbNextLook(inWorker: InWorker, how: 'fails' | 'waits'): Promise<() => Promise<boolean>> {
  await inWorker((fails) => {
    const { getAll } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.getAll = function (...args) {
      IDBObjectStore.prototype.getAll = getAll;
      if (fails) throw new DOMException('busy', 'UnknownError');
      const { db } = this.transaction;
      // idb takes a promise where it expects a request, and waits for it.
      return new Promise((resolve) =>
        addEventListener('let-it-answer', () => {
          const request = db
            .transaction('checkpoints')
            .objectStore('checkpoints')
            .getAll(...args);
          request.onsuccess = () => resolve(request.result);
        }),
      ) as unknown as IDBRequest;
    };
  }, how === 'fails');
  return () => inWorker(() => dispatchEvent(new Event('let-it-answer')));
}

/** Three steps, then another run. */
async function leaveRun(inkling: Inkling): Promise<void> {
  const { page } = inkling;
  await inkling.open(run);
  await trainSteps(inkling, 3);
  await page.getByLabel('Seed', { exact: true }).fill('2');
  await page.getByLabel('Seed', { exact: true }).press('Enter');
  await expect(progressText(page)).toHaveText('Nothing trained yet');
  await expect(inkling.button('Train')).toBeEnabled();
}

test('nothing is trained before it is known whether there is a copy to take up', async ({
  inkling,
  page,
  inWorker,
}) => {
  await leaveRun(inkling);
  const answer = await disturbNextLook(inWorker, 'waits');
  await page.goBack();
  await expect(page.locator('.train-hint')).toHaveText('Looking for a copy of this run in this browser…');
  await expect(inkling.button('Train')).toBeDisabled();
  await expect(inkling.button('Step')).toBeDisabled();
  await answer();
  await expect(notice(page)).toContainText('Taken up from its last copy: step 3', afterLoading);
  await expect(inkling.button('Train')).toBeEnabled();
  await inkling.button('Step').click();
  await expect(kept(page)).toHaveAttribute('data-value', '4');
});

test('a copy that could not be read when its run began is not pushed out by what is trained since', {
  tag: '@full',
}, async ({ inkling, page, context, inWorker }) => {
  await leaveRun(inkling);
  await disturbNextLook(inWorker, 'fails');
  await page.goBack();
  const trouble = page.locator('.keeping-trouble');
  await expect(trouble).toContainText('This run cannot be kept in this browser: UnknownError: busy');
  for (const step of [1, 2]) {
    await inkling.button('Step').click();
    await expect(progressText(page)).toContainText(`Epoch 1: batch ${step} of`);
    await expect(trouble).toContainText('This browser has a copy of this run that is further, at step 3');
    await expect(inkling.button('Step')).toBeEnabled();
  }
  await expect(kept(page)).toHaveAttribute('data-value', '');

  const other = await context.newPage();
  await other.goto(`#${run}`);
  await expect(notice(other)).toContainText('Taken up from its last copy: step 3', afterLoading);
  await other.close();

  await inkling.button('Step').click();
  await expect(kept(page)).toHaveAttribute('data-value', '3');
  await expect(trouble).toBeHidden();
});
