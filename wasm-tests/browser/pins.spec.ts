// Pinned drawings: what the network makes of them is charted while it learns, and they are there on the next visit.
import type { Page } from '@playwright/test';
import { one, seven } from './digits.ts';
import { expect, type Inkling, test } from './inkling.ts';
import { expectEmptied, seenAtRest } from './settled.ts';

const card = (page: Page) => page.getByRole('region', { name: 'Pinned drawings' });
const rows = (page: Page) => card(page).locator('tbody tr');

/** As it is read as a whole, not in the middle of a stroke. */
async function pin(inkling: Inkling): Promise<void> {
  await seenAtRest(inkling);
  await inkling.page.getByRole('button', { name: 'Pin', exact: true }).click();
}

test('a pinned drawing is watched while the network learns, and kept for the next visit', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.01&momentum=0.9&epochs=3&train=6400');
  await expect(card(page)).toBeHidden();
  await inkling.draw(seven);
  await pin(inkling);
  await inkling.button('Clear').click();
  await inkling.draw(one);
  await pin(inkling);
  await expect(card(page).getByRole('listitem')).toHaveCount(2);
  await card(page).getByLabel('What pinned drawing 1 is meant to be').selectOption('7');
  await card(page).getByLabel('What pinned drawing 2 is meant to be').selectOption('1');
  await card(page).getByText('The probabilities as a table').click();
  await expect(rows(page)).toHaveCount(1);
  await inkling.trainToEnd();
  await expect.poll(() => rows(page).count()).toBeGreaterThanOrEqual(3); // each epoch's end at least
  const [first, last] = [rows(page).last(), rows(page).first()];
  const share = async (row: typeof first) =>
    Number.parseFloat((await row.locator('td').nth(2).innerText()) ?? '');
  await expect(last.locator('td').first()).toHaveText('300');
  await expect(first.locator('td').first()).toHaveText('0');
  expect(await share(last)).toBeGreaterThan(await share(first));
  await expect(card(page).locator('.pins-plot canvas')).toBeVisible();

  await page.reload();
  await inkling.ready({ finished: true });
  await expect(card(page).getByRole('listitem')).toHaveCount(2);
  await expect(card(page).getByLabel('What pinned drawing 1 is meant to be')).toHaveValue('7');
  await card(page).getByRole('button', { name: 'Put pinned drawing 2, a 1, back on the paper' }).click();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '1');
  await card(page).getByRole('button', { name: 'Take pinned drawing 1, a 7, off' }).press('Enter');
  await expect(card(page).getByRole('listitem')).toHaveCount(1);
  await expect(card(page).getByRole('button', { name: 'Take pinned drawing 1, a 1, off' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(card(page)).toBeHidden();
  await expectEmptied(page, 'inkling-pins', 'pins');
  await page.reload();
  await inkling.ready({ finished: true });
  await expect(inkling.button('Reset')).toBeEnabled();
  await expect(card(page)).toBeHidden();
});
