// The tour of the page, gone through for real: it notices what was done, covers nothing, and needs no mouse.
import { chapters } from '../../web/app/learn/chapters.ts';
import { expectAccessible } from './axe.ts';
import { seven } from './digits.ts';
import { expect, test } from './inkling.ts';

const done = '.tour-done';

test('the tour notices a drawing, a step, and an epoch, and is taken up where it was left', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.1&train=2000&epochs=2');
  const title = page.locator('#tour-title');
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await page.getByRole('button', { name: 'New here? Take the tour' }).click();
  await expect(title).toHaveText('What it learns from');
  await expect(page.locator(done)).toHaveText(/^Done|^Here they are: 24,000 images/);
  await next.click();
  await expect(title).toHaveText('From pixels to a tensor');
  await expect(page.locator(done)).toBeEmpty();
  await inkling.draw(seven);
  await expect(page.locator(done)).toHaveText('Done: your writing has become 28 × 28 = 784 numbers.');
  await next.click();
  await expect(page.locator(done)).toHaveText(/^Done: its first choice is \d, with [\d.]+%\.$/);
  await next.click();
  await expect(page.locator(done)).toHaveText("This run's network: 784-128-256-10.");
  await next.click();
  await expect(page.locator(done)).toBeEmpty();
  await inkling.button('Step').click();
  await expect(page.locator(done)).toHaveText('Done: step 1 of 32 in an epoch, with 64 images a step.');
  await next.click();
  await expect(page.locator(done)).toHaveText(
    /^Done: this run began with a loss of about 2\.[23]\d{2,}; ln 10 is/,
  );
  await next.click();
  await inkling.button('Train').click();
  await expect(page.locator(done)).toHaveText(
    /^Done: after epoch \d it reads [\d.]+% of the validation images right\.$/,
  );
  await next.click();
  await expect(page.locator(done)).toHaveText(/^Done: with lr 0\.1 it is at /);
  await page.getByRole('link', { name: 'lr 0.001' }).click();
  await expect(page.getByLabel('Learning rate', { exact: true })).toHaveValue('0.001');
  await expectAccessible(page, 'on the tour');

  await page.reload();
  await expect(title).toHaveText('Why 0.001 crawls and 0.1 flies');
  await page.getByRole('button', { name: 'Learn', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Batches and the DataLoader, done' })).toBeVisible();
  await page.getByRole('button', { name: 'Where to go on' }).click();
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('region', { name: 'The tour' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Where to go on, done' })).toBeFocused();
});

test('each chapter shows the control that it speaks of', async ({ inkling, page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await inkling.open();
  await page.getByRole('button', { name: 'New here? Take the tour' }).click();
  for (const [index, { shows }] of chapters.entries()) {
    await expect(page.locator('.tour-place')).toHaveText(`${index + 1} of ${chapters.length}`);
    await expect(page.locator(shows), shows).toHaveCount(1);
    await page.getByRole('button', { name: 'Show me' }).click();
    await expect(page.locator(shows)).toHaveClass(/is-shown/);
    await expect(page.locator(shows)).toBeInViewport();
    await page.getByRole('button', { name: /^(Next|Finish)$/ }).click();
  }
});

test('the tour covers nothing of the loop at 1280 × 720, and on a phone leaves the buttons of training', async ({
  inkling,
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await inkling.open('lr=0.1&train=2000&epochs=2');
  await page.getByRole('button', { name: 'New here? Take the tour' }).click();
  const tour = page.getByRole('region', { name: 'The tour' });
  await expect(tour).toBeVisible();
  const left = (await tour.boundingBox())?.x ?? 0;
  for (const name of ['Paper', 'What it reads', 'Train']) {
    const box = await page.getByRole('region', { name, exact: true }).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? Number.POSITIVE_INFINITY), `right edge of "${name}"`).toBeLessThan(
      left,
    );
    expect(
      (box?.y ?? 0) + (box?.height ?? Number.POSITIVE_INFINITY),
      `foot of "${name}"`,
    ).toBeLessThanOrEqual(720);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await inkling.button('Step').click();
  await expect(inkling.button('Reset')).toBeEnabled();
  await page.getByRole('button', { name: 'Fold' }).click();
  const folded = await tour.boundingBox();
  expect(folded?.height).toBeLessThan(120);
});

test('the tour needs no mouse, and Escape comes back to it from the control that it shows', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.1&train=2000&epochs=2');
  const invitation = page.getByRole('button', { name: 'New here? Take the tour' });
  const title = page.locator('#tour-title');
  await invitation.focus();
  await page.keyboard.press('Enter');
  await expect(title).toBeFocused();
  const next = page.getByRole('button', { name: 'Next', exact: true });
  for (const chapter of [
    'From pixels to a tensor',
    'Labels, one-hot and softmax',
    'The network',
    'Batches and the DataLoader',
  ]) {
    await next.focus();
    await page.keyboard.press('Enter');
    await expect(title).toHaveText(chapter);
    await expect(title).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Previous' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(inkling.button('Step')).toBeFocused();
  await expect(inkling.button('Step')).toHaveClass(/is-shown/);
  await page.keyboard.press('Enter');
  await expect(page.locator(done)).toHaveText(/^Done: step 1 of 32/);
  await page.keyboard.press('Escape');
  await expect(title).toBeFocused();
  await page.getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('Enter');
  await expect(invitation).toBeFocused();
});
