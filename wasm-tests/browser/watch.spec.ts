// Watch, used for real: the axis, the values, files, earlier runs, a look inside, and advice.
import type { Page } from '@playwright/test';
import { expect, type Inkling, test } from './inkling.ts';
import { save } from './saving.ts';

const short = 'epochs=3&train=2000&lr=0.1';

/** To another run, until it is there: a click on Train before that would be one on the Pause of the run before. */
async function goTo(page: Page, hash: string) {
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
  await expect(page.locator('.progress-text')).toHaveText('Nothing trained yet');
  await expect(page.locator('button.train')).toBeEnabled();
}

const watch = (page: Page) => page.locator('#watch').evaluate((card) => card.scrollIntoView());

/** Trains with Watch on the screen until there is this advice, or any. */
async function adviceOf(inkling: Inkling, page: Page, kind: string) {
  await watch(page);
  const advice = page.locator(`.advice [data-kind="${kind}"]`);
  await inkling.page.evaluate(() => document.querySelector<HTMLButtonElement>('button.train')?.click());
  await expect(advice).toBeVisible({ timeout: 30_000 });
  return advice;
}

test('the loss has a logarithmic axis, which is kept, and keys that read its values', async ({
  inkling,
  page,
}) => {
  await inkling.open(short);
  await inkling.trainToEnd();
  const logarithmic = page.getByLabel('Logarithmic loss');
  await logarithmic.check();
  const chart = page.getByRole('slider', { name: 'Chart of the loss over the epochs' });
  await chart.focus();
  await page.keyboard.press('End');
  const last = (await inkling.output('validation-loss').textContent()) ?? '';
  await expect(chart).toHaveAttribute('aria-valuetext', new RegExp(`^Epoch 3\\.00: .* validation ${last}$`));
  await page.keyboard.press('ArrowLeft');
  await expect(chart).toHaveAttribute('aria-valuetext', /^Epoch 2\.9\d: batches \d/);
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuetext', /^Epoch 0\.0\d: batches 2\.\d/);
  await expect(page.locator('.legend-place')).toContainText('at epoch 0.0');
  await chart.blur();
  await expect(page.locator('.legend-place')).toHaveText('latest');
  await page.reload();
  await expect(logarithmic).toBeChecked({ timeout: 20_000 });
});

test('the numbers are saved as CSV, the charts as a picture', async ({ inkling, page }) => {
  await inkling.open(short);
  await expect(inkling.button('Save as CSV')).toBeDisabled();
  await inkling.trainToEnd();
  const csv = await save(page, 'Save as CSV');
  expect(csv.name).toBe('inkling-lr=0.1_epochs=3_train=2000.csv');
  const lines = csv.bytes.toString().split('\r\n');
  expect(lines[0]).toBe(
    'step,epoch,batch_loss,train_loss,validation_loss,validation_accuracy,train_accuracy',
  );
  expect(lines.at(-1)).toBe('');
  const rows = lines.slice(1, -1).map((line) => line.split(','));
  expect(rows).toHaveLength(96); // 32 batches an epoch
  expect(rows.every((row) => row.length === 7)).toBe(true);
  const last = rows.at(-1) ?? [];
  expect(last.slice(0, 2)).toEqual(['96', '3']);
  expect(last[4]).toBe(await inkling.output('validation-loss').getAttribute('data-value'));
  expect(last[5]).toBe(await inkling.output('validation-accuracy').getAttribute('data-value'));

  const png = await save(page, 'Save as PNG');
  expect(png.name).toBe('inkling-lr=0.1_epochs=3_train=2000.png');
  const { width, height, colors } = await page.evaluate(async (base64) => {
    const response = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([response], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const ctx = canvas.getContext('2d');
    ctx?.drawImage(bitmap, 0, 0);
    const { data } = ctx?.getImageData(0, 0, bitmap.width, bitmap.height) ?? {
      data: new Uint8ClampedArray(),
    };
    const seen = new Map<number, number>();
    for (const pixel of new Uint32Array(data.buffer)) seen.set(pixel, (seen.get(pixel) ?? 0) + 1);
    return {
      width: bitmap.width,
      height: bitmap.height,
      colors: [...seen.values()].filter((count) => count > 300).length,
    };
  }, png.bytes.toString('base64'));
  expect(width).toBe(1920);
  expect(height).toBeGreaterThan(1000);
  expect(colors, 'colours of lines, grid, words and paper').toBeGreaterThan(5);
});

test('the run before another stays as a line, and one can go back to it', async ({ inkling, page }) => {
  await inkling.open('epochs=1&train=2000&lr=0.1');
  await inkling.trainToEnd();
  const accuracy = await inkling.value('validation-accuracy');
  const earlier = page.locator('.earlier-runs');
  await expect(earlier).toBeHidden();

  await goTo(page, 'epochs=1&train=2000&lr=0.5');
  const item = earlier.locator('li');
  await expect(item).toContainText('learning rate 0.1 instead of 0.5, same seed');
  await expect(item).toContainText(`${(accuracy * 100).toFixed(2)}% after epoch 1`);
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('batch 1 of 32');
  const box = item.getByRole('checkbox');
  await box.uncheck();
  await expect(box).not.toBeChecked();
  await box.check();

  await item.getByRole('link', { name: 'Go back to it' }).click();
  await expect(inkling.output('epoch')).toHaveAttribute('data-value', '1');
  expect(await inkling.value('validation-accuracy')).toBe(accuracy);
  await expect(item).toHaveCount(1);
  await expect(item).toContainText('learning rate 0.5 instead of 0.1, same seed');
  await expect(item).toContainText(/loss 2\.\d+ at step 1/);

  await page.reload();
  await inkling.ready({ finished: true });
  await expect(inkling.output('epoch')).toHaveAttribute('data-value', '1');
  await expect(item).toHaveCount(1); // and the run itself is not among them
  await item.getByRole('button', { name: /^Remove/ }).click();
  await expect(earlier).toBeHidden();

  await inkling.button('Reset').click();
  await expect(item).toContainText('The same settings and seed');
  await inkling.button('Train').click();
  await expect(inkling.output('epoch')).toHaveAttribute('data-value', '1');
  await expect(item).toHaveCount(0); // this run has come as far
});

test("the tutorial's curve is behind runs of its kind, and behind all when that is asked for", async ({
  inkling,
  page,
}) => {
  await inkling.open('seed=5');
  const curve = page.locator('.charts .tutorial-loss');
  await expect(curve).toBeVisible();
  await goTo(page, 'lr=0.1');
  await expect(curve).toBeHidden();
  await page.getByLabel("Always show the tutorial's curve").check();
  await expect(curve).toBeVisible();
});

test('a slow run is told so, the network is looked into, and only while that is on the screen', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.0001&epochs=1000'); // so slow that this test is over before the run has got anywhere
  const slow = await adviceOf(inkling, page, 'slow');
  await expect(slow).toContainText('It is slow, not broken: a learning rate of 0.0001');
  const looks = async () => Number(await page.locator('.multiples').getAttribute('data-looks'));
  await expect.poll(looks).toBeGreaterThan(2);
  await page.getByText('The layers as a table').click();
  const rows = page.locator('.inside tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('hidden1');
  for (const cell of await rows.first().locator('td').allTextContents())
    expect(Number.parseFloat(cell), cell).toBeGreaterThanOrEqual(0);
  const norm = Number(await rows.first().locator('td').nth(1).textContent());
  expect(norm).toBeGreaterThan(5);
  expect(norm).toBeLessThan(10);

  await page.locator('.masthead').evaluate((head) => head.scrollIntoView());
  await page.waitForTimeout(700); // a look that was asked for before
  const before = await looks();
  await page.waitForTimeout(1500);
  expect(await looks()).toBeLessThanOrEqual(before + 1); // the card with Train looks every three seconds

  await slow.getByRole('link', { name: 'Try a learning rate of 0.1' }).click();
  await expect(page).toHaveURL(/#lr=0\.1&epochs=1000$/);
  await expect(page.locator('.progress-text')).toHaveText('Nothing trained yet');
});

test('overfitting is told with its epochs, and a run that goes well is left in peace', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.05&momentum=0.9&epochs=30&train=500');
  const advice = await adviceOf(inkling, page, 'overfitting');
  await expect(advice).toContainText(
    /The validation loss was least at epoch \d+ \(0\.\d+\) and has risen to 0\.\d+/,
  );
  await expect(advice.getByRole('link')).toHaveText([
    'Train on all images',
    'Try augmentation, 0.7',
    'Try dropout, 0.2',
  ]);
  await goTo(page, 'lr=0.01&momentum=0.9&epochs=2');
  await adviceOf(inkling, page, 'finished');
  await expect(page.locator('.advice .is-advice')).toHaveCount(0);
});

test('divergence and vanishing gradients are told with what to do', async ({ inkling, page }) => {
  await inkling.open('activation=leaky_relu&lr=100&momentum=0.9');
  const diverged = await adviceOf(inkling, page, 'diverged');
  await expect(diverged).toContainText(/The run diverged at step \d+/);
  await expect(diverged.getByRole('link')).toHaveAttribute(
    'href',
    '#activation=leaky_relu&lr=0.01&momentum=0.9',
  );
  await goTo(page, 'layers=784-64-64-64-64-64-10&activation=sigmoid&lr=0.1');
  const vanishing = await adviceOf(inkling, page, 'vanishing-gradients');
  await expect(vanishing).toContainText('through 5 hidden layers');
  await expect(vanishing.getByRole('link').first()).toHaveText('Try relu as activation');
});
