import { type Digit, three } from './digits.ts';
import { expect, test } from './inkling.ts';
import { pauseMilliseconds } from './pausing.ts';

/** Five crossing lines: no digit in any hand. */
const scribble: Digit = [
  [
    [0.2, 0.2],
    [0.8, 0.75],
    [0.2, 0.6],
    [0.75, 0.2],
    [0.45, 0.85],
    [0.3, 0.15],
    [0.85, 0.5],
    [0.15, 0.45],
    [0.7, 0.85],
    [0.6, 0.1],
  ],
];

test('after training the page says how sure it is, and asks about a scribble', async ({ inkling, page }) => {
  await inkling.open('lr=0.05&momentum=0.9&epochs=3&train=20000');
  // In the page itself: it may be over between two looks from outside.
  const calibrates = page.evaluate(async () => {
    const progress = document.querySelector('.progress-text');
    while (!/^Calibration: \d/.test(progress?.textContent ?? '')) await new Promise(requestAnimationFrame);
  });
  await Promise.all([calibrates, inkling.trainToEnd()]);
  await expect(page.getByText(/^On the validation images it was /)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('img', { name: /^How often it is right/ })).toBeVisible();
  await expect(inkling.button('Find out')).toBeHidden();

  await page.getByText('The same as a table').click();
  const table = page.getByRole('region', { name: 'How sure and how often right' }).getByRole('table');
  const sure = table.getByRole('row', { name: /93% to 100%/ });
  await expect(sure.getByRole('cell').nth(1)).toHaveText(/^9\d\.\d%$/);

  await inkling.draw(three);
  await expect(inkling.output('prediction')).toHaveText('3');
  await inkling.button('Clear').click();
  await inkling.draw(scribble);
  await expect(inkling.output('prediction')).toHaveText('Not a digit?');
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^\d$/);
  await expect(page.getByText(/^If it is one, it looks most like a \d\.$/)).toBeVisible();
});

test('a calibration can be paused, and made when one wants it', { tag: '@full' }, async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.05&momentum=0.9&epochs=3&train=5000');
  await inkling.button('Step').click();
  await pauseMilliseconds(page, 'button.calibrate', /^Calibration: \d/);
  await expect(inkling.button('Train')).toBeEnabled();
  await inkling.button('Find out').click();
  await expect(page.getByText(/^On the validation images it was /)).toBeVisible({ timeout: 60_000 });
  await inkling.button('Step').click(); // another network
  await expect(inkling.button('Find out')).toBeEnabled();
});
