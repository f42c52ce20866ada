// "Read wrong? It was …": a drawing is taught to the network, taken back, kept for the next visit, removed.
import type { Page } from '@playwright/test';
import { seven } from './digits.ts';
import { expect, type Inkling, quickRun, retype, test } from './inkling.ts';
import { expectEmptied, seenAtRest } from './settled.ts';

const words = (page: Page) => page.locator('.correction-words');
const note = (page: Page) => page.locator('.corrected-note');
const label = (page: Page, digit: number) =>
  page.getByRole('button', { name: `It was ${digit}`, exact: true });
const cells = (page: Page, row: string) =>
  page.locator('.correction-table').getByRole('row', { name: row }).getByRole('cell').allTextContents();

async function read(inkling: Inkling): Promise<number> {
  await seenAtRest(inkling);
  return inkling.value('prediction');
}

/** From then on the network of the run reads. */
async function step(inkling: Inkling): Promise<void> {
  await inkling.button('Step').click();
  await expect(inkling.button('Reset')).toBeEnabled();
  await expect(inkling.button('Step')).toBeEnabled();
}

/** Draws a seven and calls it another digit than it is read as. */
async function correct(inkling: Inkling): Promise<{ before: number; wanted: number }> {
  await inkling.draw(seven);
  const before = await read(inkling);
  const wanted = before === 4 ? 5 : 4;
  await label(inkling.page, wanted).click();
  await expect(words(inkling.page)).toContainText(`The network has learnt it: ${wanted}.`, {
    timeout: 40_000,
  });
  return { before, wanted };
}

test('a drawing is learnt, its cost is told, and it is taken back', async ({ inkling, page }) => {
  await inkling.open(quickRun);
  await inkling.trainToEnd();
  const accuracy = await inkling.value('test-accuracy');
  await expect(label(page, 4)).toBeHidden();
  const { before, wanted } = await correct(inkling);
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', String(wanted));
  expect(await cells(page, 'Your drawings')).toEqual(['0 of 1', '1 of 1']);
  const [first, second] = await cells(page, 'Test images');
  expect(first).toBe(`${(accuracy * 100).toFixed(2)}%`);
  expect(second).toBe(`${((await inkling.value('test-accuracy')) * 100).toFixed(2)}%`);
  await expect(words(page)).toContainText(/Test images lost, which it read right before: \d+\. Won: \d+\./);
  await expect(note(page)).toContainText('corrected by hand, once');
  await expect(page.locator('.announcer')).toContainText('The network has learnt it');
  await expect(page.getByText('Your labelled drawings (1)')).toBeVisible();

  const undo = page.getByRole('button', { name: 'Take the correction back' });
  await undo.press('Enter');
  await expect(words(page)).toContainText('Undone');
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', String(before));
  await expect(note(page)).toBeHidden();
  await expect(undo).toBeHidden();
  await expect(page.getByRole('heading', { name: 'What it reads' })).toBeFocused();
  await expect(page.getByText('Your labelled drawings')).toBeHidden();
});

test('what the first layer looks for is told anew after a correction', async ({ inkling, page }) => {
  await inkling.open();
  const heading = page.getByRole('heading', { name: 'What the first layer looks for' });
  const unit = page.locator('.unit-words');
  await heading.scrollIntoViewIfNeeded();
  await expect(unit).toContainText('Unit 1 of 128.'); // it has come, and hears what is typed
  await retype(page.locator('.first-layer input[type=number]'), '7');
  await expect(unit).toContainText('Unit 7 of 128.');
  await step(inkling);
  const greatest = async () => /Greatest weight [\d.]+/.exec(await unit.innerText())?.[0];
  const before = await greatest();
  expect(before).toBeTruthy();
  await page.getByRole('heading', { name: 'Train', exact: true }).scrollIntoViewIfNeeded();
  await correct(inkling);
  await heading.scrollIntoViewIfNeeded();
  await expect(unit).toContainText('It answers your drawing with');
  await expect.poll(greatest).not.toBe(before);
});

test('a corrected run and the drawings are there after a reload, and the drawings can be removed', {
  tag: '@full',
}, async ({ inkling, page }) => {
  await inkling.open('lr=0.01&momentum=0.9&train=6400');
  await step(inkling);
  const { wanted } = await correct(inkling);
  await expect(page.locator('.kept')).toHaveAttribute('data-value', '1'); // the store has both
  await page.reload();
  await inkling.ready();
  await expect(note(page)).toContainText('corrected by hand, once');
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', String(wanted));
  await page.getByText('Your labelled drawings (1)').click();
  const remove = page.getByRole('button', { name: `Remove this drawing of ${wanted}` });
  await remove.press('Enter');
  await expect(page.getByText('Your labelled drawings (0)')).toBeFocused(); // not "Remove all"
  await page.getByRole('button', { name: 'Put back what was removed' }).click();
  await expect(page.getByText('Your labelled drawings (1)')).toBeVisible();
  await remove.click();
  await expect(page.getByText('Your labelled drawings (0)')).toBeVisible();
  await inkling.button('Reset').click();
  await expect(note(page)).toBeHidden();
  await expectEmptied(page, 'inkling', 'checkpoints');
  await page.reload();
  await inkling.ready();
  await expect(note(page)).toBeHidden();
  await expect(page.getByText('Your labelled drawings')).toBeHidden();
});

test('training waits for a correction and goes on by itself', async ({ inkling, page }) => {
  await inkling.open('lr=0.01&momentum=0.9&epochs=1000');
  await inkling.button('Train').click();
  await expect.poll(() => inkling.fractionDone()).toBeGreaterThan(0);
  await correct(inkling);
  await expect(inkling.button('Pause')).toBeEnabled();
  const done = await inkling.fractionDone();
  await expect.poll(() => inkling.fractionDone()).toBeGreaterThan(done);
  await inkling.button('Pause').click();
  const paused = await inkling.fractionDone();
  await page.getByRole('button', { name: 'Take the correction back' }).click();
  await expect(words(page)).toContainText('Undone');
  await expect.poll(() => inkling.fractionDone()).toBeLessThan(paused);
});

test('a correction can be cancelled, and what was read right is only kept', { tag: '@full' }, async ({
  inkling,
  page,
}) => {
  await inkling.open('layers=784-2000-2000-10&lr=0.01&train=6400');
  await step(inkling);
  await inkling.draw(seven);
  const before = await read(inkling);
  await label(page, (before + 1) % 10).click();
  const cancel = page.getByRole('button', { name: 'Cancel the correction' });
  await expect(cancel).toBeFocused();
  await cancel.press('Enter');
  await expect(words(page)).toContainText('Cancelled: the network is as it was.');
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', String(before));
  await expect(page.getByText('Your labelled drawings')).toBeHidden();
  await label(page, before).click();
  await expect(words(page)).toContainText(`It was read as ${before} already.`);
  await expect(page.getByText('Your labelled drawings (1)')).toBeVisible();
});

test('what the ready-made network reads is not corrected, and it says why', async ({ inkling, page }) => {
  await inkling.open();
  await inkling.draw(seven);
  await expect(page.locator('.correction-hint')).toContainText('The ready-made network learns no more.');
  await expect(label(page, 4)).toBeDisabled();
  await inkling.button('Step').click();
  await expect(label(page, 4)).toBeEnabled();
});

test('without the training data it says what is missing', async ({ inkling, page }) => {
  inkling.expectedErrors = /Failed to load resource/;
  await page.route('**/data/train-*', (route) => route.abort());
  await page.goto('');
  await inkling.draw(seven);
  await expect(page.locator('.correction-hint')).toContainText(
    'it needs the training data. Load that first.',
  );
  await expect(label(page, 4)).toBeDisabled();
});
