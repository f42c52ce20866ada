// What a visitor meets before the data is there, and before anything was trained.
import { seven, three } from './digits.ts';
import { expect, quickRun, test } from './inkling.ts';

const readyMade = 'Read by a ready-made network. Press Train to grow your own.';

test('the first drawing is read before any data is there; then one trains a reader of one’s own', async ({
  inkling,
  page,
}) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/data/*.gz', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`#${quickRun}`);
  await inkling.draw(seven); // whether the worker is up or not
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '7');
  await expect(page.getByText(readyMade)).toBeVisible();
  await expect(inkling.button('Train')).toBeDisabled();
  await expect(page.getByText('Training can begin when the data is here.')).toBeVisible();
  expect(inkling.requests.some((url) => /ready-made-[0-9a-f]{8}\.bin$/.test(url))).toBe(true);
  release();
  await inkling.ready();
  await expect(page.getByText(readyMade)).toBeVisible();
  await inkling.button('Train').click();
  await expect(page.getByText(readyMade)).toBeHidden();
  await expect(inkling.output('test-accuracy')).not.toHaveAttribute('data-value', '', { timeout: 40_000 });
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '7');
  await inkling.button('Reset').click();
  await expect(page.getByText(readyMade)).toBeVisible();
});

test('without the ready-made network the untrained one guesses, and says so', async ({ inkling, page }) => {
  inkling.expectedErrors = /ERR_FAILED|NetworkError/;
  await page.route('**/ready-made-*', (route) => route.abort());
  await inkling.open();
  await inkling.draw(three);
  await expect(page.getByText('An untrained network can only guess.')).toBeVisible();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^\d+$/);
});
