// Looks into the network and the data, each used as a person would, with the mouse or with the keyboard alone.
import type { Locator } from '@playwright/test';
import { seven } from './digits.ts';
import { expect, quickRun, test } from './inkling.ts';

/** A number that changes with any pixel. */
const painted = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) return 0;
    const image = element.getContext('2d')?.getImageData(0, 0, element.width, element.height);
    return Array.from(image?.data ?? []).reduce((hash, byte) => (hash * 31 + byte) % 1_000_003, 7);
  });

test('weights form while it trains, and a drawing is followed on its way', { tag: '@full' }, async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.01&momentum=0.9&epochs=100&train=20000');
  const units = page.getByRole('img', { name: /^The weights of the first layer/ });
  await page.getByRole('heading', { name: 'What the first layer looks for' }).scrollIntoViewIfNeeded();
  await expect(page.getByText(/^Unit 1 of 128\./)).toBeVisible();
  const before = await painted(units);
  await page.getByRole('heading', { name: 'Train', exact: true }).scrollIntoViewIfNeeded();
  await inkling.draw(seven);
  await inkling.button('Train').click();
  await units.scrollIntoViewIfNeeded();
  await expect.poll(() => painted(units)).not.toBe(before);
  const early = await painted(units);
  await expect.poll(() => painted(units)).not.toBe(early);
  await expect(
    page.getByText(/It answers your drawing with .* No other unit answers it more\.$/),
  ).toBeVisible();
  await expect.poll(() => inkling.value('epoch'), { timeout: 40_000 }).toBeGreaterThan(1);
  await inkling.button('Pause').click();
  await expect(inkling.button('Train')).toBeEnabled();

  const way = page.getByRole('table', { name: /^The last layer’s logits/ });
  await way.scrollIntoViewIfNeeded();
  const read = await inkling.output('prediction').getAttribute('data-value');
  await expect(way.locator('.is-best th')).toHaveText(String(read));
  await expect(page.getByText('relu1: 128 units')).toBeVisible();
  await expect(page.getByText('relu2: 256 units')).toBeVisible();

  const ink = page.getByRole('img', { name: `Which ink speaks for “${read}”` });
  await expect(ink).toBeVisible();
  const own = await painted(ink);
  await page.getByLabel('For the class').selectOption('3');
  const other = page.getByRole('img', { name: 'Which ink speaks for “3”' });
  await expect.poll(() => painted(other)).not.toBe(own);
});

test('the confusion matrix adds up, and a cell sends an image to the paper, by keyboard alone', async ({
  inkling,
  page,
}) => {
  await inkling.open(quickRun);
  await inkling.trainToEnd();
  await page.getByRole('heading', { name: 'What it takes for what' }).scrollIntoViewIfNeeded();
  const measured = page.getByText(/^Of 2,000 test images .* Measured after epoch 2, step 626\.$/);
  await expect(measured).toBeVisible({ timeout: 20_000 }); // it is calibrated first
  const matrix = page.getByRole('table', { name: /^Rows: what it is/ });
  const counts = (await matrix.getByRole('button').allTextContents()).map((text) =>
    Number(text.replace(',', '')),
  );
  expect(counts).toHaveLength(100);
  expect(counts.reduce((sum, number) => sum + number, 0)).toBe(2000);
  const scores = page.getByText('Precision and recall of each class');
  await scores.click();
  await expect(page.getByRole('row', { name: /^Mean of the classes .* 2,000$/ })).toBeVisible();

  const wrong = counts.findIndex((images, cell) => images > 0 && cell % 11 !== 0);
  const [label, taken] = [Math.floor(wrong / 10), wrong % 10];
  await page.getByRole('region', { name: 'Confusion matrix' }).focus();
  await page.keyboard.press('Tab'); // one stop for all of them
  await expect(matrix.getByRole('button').first()).toBeFocused();
  for (let i = 0; i < label; i++) await page.keyboard.press('ArrowDown');
  for (let i = 0; i < taken; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { name: `${label} taken for ${taken}: ${counts[wrong]} images` });
  await expect(heading).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(inkling.button('Close')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(inkling.button('Send to the paper: image').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Paper' })).toBeFocused();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', String(taken));
  const name = new RegExp(`^Image [\\d,]+, a ${label} taken for ${taken}$`);
  const sample = page.getByRole('region', { name: 'Paper' }).getByRole('img', { name });
  await expect(sample).toBeVisible();
  await inkling.button('Clear').click();
  await expect(sample).toBeHidden();
});

test('a network is measured when one asks, and the page says when it has learnt since', async ({
  inkling,
  page,
}) => {
  await inkling.open(quickRun);
  await inkling.button('Step').click();
  const measure = inkling.button('Measure on the test images');
  await measure.scrollIntoViewIfNeeded();
  await expect(page.getByText('Not measured yet for this network.')).toBeVisible();
  await measure.click();
  await expect(page.getByText(/Measured after step 1\.$/)).toBeVisible();
  await expect(measure).toBeHidden();
  await inkling.button('Step').click();
  await page.getByRole('heading', { name: 'What it takes for what' }).scrollIntoViewIfNeeded();
  await expect(page.getByText(/Measured after step 1\. The network has learnt since\.$/)).toBeVisible();
  await expect(measure).toBeEnabled();
});

test('the data is leafed through by keyboard, shown as numbers, and sent to the paper', async ({
  inkling,
  page,
}) => {
  await inkling.open(quickRun);
  await page.getByRole('heading', { name: 'The images' }).scrollIntoViewIfNeeded();
  const data = page.getByRole('region', { name: 'Data', exact: true });
  await expect(data.getByRole('img', { name: 'Training image 0, label 5' })).toBeVisible();
  await expect(data.getByText('[0, 0, 0, 0, 0, 1, 0, 0, 0, 0]')).toBeVisible();
  await expect(data.getByText('28 × 28 bytes')).toBeVisible();
  await expect(data.getByRole('list', { name: 'An image of each class' }).getByRole('button')).toHaveCount(
    10,
  );

  await data.getByRole('combobox', { name: 'Images' }).selectOption('test');
  await data.getByRole('combobox', { name: 'Label' }).selectOption('8');
  await expect(data.getByRole('img', { name: 'Test image 61, label 8' })).toBeVisible();
  await inkling.button('Next image').focus();
  await page.keyboard.press('Enter');
  await expect(data.getByRole('img', { name: 'Test image 84, label 8' })).toBeVisible();
  await inkling.button('Previous image').click();
  await inkling.button('Previous image').click(); // there is none before it
  await expect(data.getByRole('img', { name: 'Test image 61, label 8' })).toBeVisible();

  const numbers = data.getByText('The pixels as numbers');
  await numbers.focus();
  await page.keyboard.press('Enter');
  const cells = data.getByRole('region', { name: 'The pixels as numbers' }).getByRole('cell');
  await expect(cells).toHaveCount(785); // and the corner
  expect((await cells.allTextContents()).some((text) => Number(text) > 200)).toBe(true);
  await data.getByRole('img').hover({ position: { x: 25, y: 4 } });
  await expect(data.getByText(/^Row 0, column \d: 0$/)).toBeVisible();

  await data.getByRole('button', { name: 'Send to the paper' }).focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('region', { name: 'Paper' }).getByRole('img', { name: 'Test image 61, label 8' }),
  ).toBeVisible();
  await expect(inkling.output('prediction')).not.toHaveAttribute('data-value', '');
  await expect.poll(async () => (await inkling.seen()).filter((grey) => grey > 0).length).toBeGreaterThan(60);
});

test('the network is shown as PyTorch prints it; a closed clipboard leaves the script to be selected', async ({
  inkling,
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await inkling.open('layers=784-32-10');
  await page.getByRole('heading', { name: 'Model' }).scrollIntoViewIfNeeded();
  const model = page.getByRole('region', { name: 'The network, as PyTorch prints it' });
  await expect(model).toContainText('Linear(in_features=784, out_features=32, bias=True)');
  await expect(model).toContainText('25450 parameters');
  await inkling.button('Copy as PyTorch').click();
  await expect(page.getByText('The browser keeps the clipboard closed.')).toBeVisible();
  await expect(page.getByLabel('The PyTorch script')).toHaveValue(/import torch/);
});

test('the script goes into the clipboard @chromium', async ({ inkling, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await inkling.open('layers=784-32-10&seed=7');
  await inkling.button('Copy as PyTorch').click();
  await expect(page.getByText('The script is in the clipboard.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^SEED = 7$/m);
});

test('what is not on the screen asks the worker for nothing', async ({ inkling, page }) => {
  await page.addInitScript(() => {
    const asked: string[] = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: { call?: string }) {
      if (message.call) asked.push(message.call);
      post.call(this, message);
    } as typeof post;
    Object.assign(globalThis, { asked });
  });
  await inkling.open(quickRun);
  await inkling.draw(seven);
  await inkling.trainToEnd();
  const asked = await page.evaluate(() => Reflect.get(globalThis, 'asked') as string[]);
  expect(asked).toContain('predict');
  const looks = [
    'firstLayer',
    'activations',
    'saliency',
    'measurement',
    'cellImages',
    'partImage',
    'summary',
  ];
  expect(asked.filter((call) => looks.includes(call))).toEqual([]);
});
