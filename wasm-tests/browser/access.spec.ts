// The page for everyone: axe finds nothing serious in any state, light or dark, wide or narrow; and nothing scrolls sideways.
import { expectAccessibleEverywhere } from './axe.ts';
import { seven } from './digits.ts';
import { expect, test } from './inkling.ts';

test('axe finds nothing serious while it loads, ready, in training, paused, finished and with a drawing', async ({
  inkling,
  page,
}) => {
  test.setTimeout(300_000);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/data/train-images*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('#lr=0.05&momentum=0.9&train=2000&epochs=3000');
  await expect(inkling.button('Cancel')).toBeVisible();
  await expectAccessibleEverywhere(page, 'loading', { hasData: false });
  release();
  await inkling.ready();
  await expectAccessibleEverywhere(page, 'ready');
  await inkling.button('Train').click();
  await inkling.draw(seven);
  await expect(inkling.output('epoch')).not.toHaveAttribute('data-value', '0');
  await expectAccessibleEverywhere(page, 'training');
  await inkling.button('Pause').click();
  await expect(inkling.button('Train')).toBeEnabled();
  await expectAccessibleEverywhere(page, 'paused');
});

test('axe finds nothing serious when the run is finished and calibrated', { tag: '@full' }, async ({
  inkling,
  page,
}) => {
  test.setTimeout(300_000);
  await inkling.open('lr=0.05&momentum=0.9&train=2000&epochs=1');
  await inkling.trainToEnd();
  await expect(page.getByText(/^On the validation images it was /)).toBeVisible({ timeout: 60_000 });
  await inkling.draw(seven);
  await inkling.button('Pin').click();
  await expect(page.getByRole('region', { name: 'Pinned drawings' })).toBeVisible();
  const cell = page.getByRole('button', { name: /^\d taken for \d: [1-9]\d* images/ }).nth(1);
  // What comes above it pushes it away, and it only comes where it is near.
  await expect(async () => {
    await page.getByRole('heading', { name: 'What it takes for what' }).scrollIntoViewIfNeeded();
    await expect(cell).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await cell.click();
  await expect(page.getByRole('heading', { name: /images, (worst|least sure) first/ })).toBeFocused();
  await expectAccessibleEverywhere(page, 'finished');
});

test('axe finds nothing serious when the run diverges, is refused, or the data does not come', {
  tag: '@full',
}, async ({ inkling, page }) => {
  test.setTimeout(300_000);
  inkling.expectedErrors = /404/;
  await inkling.open('lr=100&momentum=0.9&wd=100');
  await inkling.button('Train').click();
  const card = page.getByRole('region', { name: 'Train', exact: true });
  await expect(card.getByRole('link', { name: 'Try a learning rate of 0.01' })).toBeVisible();
  await expect(card.getByRole('status').filter({ hasText: 'The run diverged at step' })).toHaveCount(1);
  await expectAccessibleEverywhere(page, 'diverged');
  await page.goto('#lr=none');
  await expect(page.getByText('The address of this page asks')).toBeVisible();
  await page.route('**/data/*', (route) => route.fulfill({ status: 404 }));
  await page.evaluate(() => caches.delete('inkling-data'));
  await page.reload();
  await expect(inkling.button('Retry')).toBeVisible();
  await expectAccessibleEverywhere(page, 'without data', { hasData: false });
});

test('the loop needs no scrolling at 1280 × 720', async ({ inkling, page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await inkling.open('lr=0.05&momentum=0.9&train=2000&epochs=1');
  await inkling.trainToEnd();
  await inkling.draw(seven);
  for (const heading of ['Paper', 'What it reads', 'Train']) {
    const section = page.getByRole('region', { name: heading, exact: true });
    const box = await section.boundingBox();
    expect(
      (box?.y ?? 0) + (box?.height ?? Number.POSITIVE_INFINITY),
      `foot of "${heading}"`,
    ).toBeLessThanOrEqual(720);
  }
  const paper = await inkling.canvas.boundingBox();
  expect(paper?.width).toBeCloseTo(paper?.height ?? 0, 0);
  expect(paper?.width).toBeGreaterThanOrEqual(420);
});
