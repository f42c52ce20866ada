// The settings form, used as a person would: what changes while the network learns, and what begins another run.
import type { Page } from '@playwright/test';
import { refusedSettings } from '../hostile/settings.mjs';
import { expect, test } from './inkling.ts';

const hash = (page: Page) => new URL(page.url()).hash.slice(1);
const mark = (page: Page, field: string) => page.locator(`#${field}-mark`);

test('the learning rate changes while the network learns, and the address leads back to it', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.01&epochs=200');
  await inkling.button('Train').click();
  await expect.poll(() => inkling.fractionDone()).toBeGreaterThan(0);
  await page.getByLabel('Learning rate', { exact: true }).fill('0.1');
  await page.getByLabel('Epochs', { exact: true }).fill('150');
  await expect(mark(page, 'lr')).toHaveText('Applies from the next batch on');
  await inkling.button('Change this run').click();
  await expect.poll(() => hash(page)).toMatch(/^lr=0\.01&epochs=150&at=\d+:lr=0\.1$/);
  const changed = hash(page);
  const changedAt = Number(/at=(\d+)/.exec(changed)?.[1]);
  expect(changedAt).toBeGreaterThan(0);
  await expect(page.getByLabel('Learning rate', { exact: true })).toHaveValue('0.1');
  await expect(inkling.button('Pause')).toBeEnabled(); // it goes on
  await expect(page.locator('.apply')).toBeDisabled();
  await inkling.button('Pause').click();
  await expect(inkling.button('Train')).toBeEnabled();
  await expect(page.locator('.kept')).toContainText('is kept in this browser');

  await page.reload();
  await inkling.ready();
  await expect(page.locator('.keeping-notice')).toContainText('Taken up from its last copy: step');
  expect(hash(page)).toBe(changed);
  await expect(page.getByLabel('Learning rate', { exact: true })).toHaveValue('0.1');

  // The settings as they are now begin anew; the changed run is one step back.
  await inkling.button('Reset').click();
  await expect.poll(() => hash(page)).toBe('lr=0.1&epochs=150');
  await expect(page.getByText('Nothing trained yet')).toBeVisible();
  await page.goBack();
  await expect(page.locator('.keeping-notice')).toContainText('Taken up from its last copy: step');
  expect(hash(page)).toBe(changed);
});

test('a change of a paused run is kept at once, wherever the page ends', async ({ inkling, page }) => {
  await inkling.open('lr=0.01');
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 1 of');
  await page.getByLabel('Momentum', { exact: true }).fill('0.9');
  await page.getByLabel('Nesterov', { exact: true }).check();
  await page.getByLabel('Momentum', { exact: true }).press('Enter');
  await expect.poll(() => hash(page)).toBe('lr=0.01&at=1:momentum=0.9,1:nesterov=1');
  await page.reload();
  await inkling.ready();
  await expect(page.locator('.keeping-notice')).toContainText('Taken up from its last copy: step 1, kept');
  await expect(page.getByLabel('Nesterov', { exact: true })).toBeChecked();

  const lr = page.getByLabel('Learning rate', { exact: true });
  await lr.fill('abc');
  await expect(mark(page, 'lr')).toHaveText('Applies from the next batch on');
  await lr.press('Enter');
  await expect(page.locator('#lr-fault')).toHaveText(/^Learning rate: expected .*"abc"/);
  await expect(mark(page, 'lr')).toBeEmpty();
});

test('rows 69 to 78: what cannot be set is refused beside its field, and the run and its address stay', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.01');
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 1 of');
  const fields = refusedSettings.flatMap(({ label, field, values }) =>
    label ? [{ label, field, values }] : [],
  );
  const widths = [
    ['0', 'found 0'],
    ['8193', 'found 8193'],
    ['abc', 'found "abc"'],
  ] as const;
  for (const { label, field, values } of [
    ...fields,
    { label: 'Width of hidden layer 1', field: 'layers', values: widths },
  ]) {
    const input = page.getByLabel(label, { exact: true });
    const fault = page.locator(`#${field}-fault`);
    const own = await input.inputValue();
    for (const [value, found] of values) {
      await input.fill(value);
      await expect(fault).toBeEmpty();
      await input.press('Enter');
      await expect(fault).toContainText(found);
      await expect(input).toBeFocused();
      expect(hash(page)).toBe('lr=0.01');
    }
    await input.fill(own);
    await expect(fault).toBeEmpty();
  }
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 2 of');
});

test('rows 69 to 78: an address that asks for what cannot be set says so, and the run stays', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.01');
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 1 of');
  const trouble = page.locator('.settings-trouble');
  const goTo = (text: string) =>
    page.evaluate((wanted) => {
      location.hash = wanted;
    }, text);
  const isFull = process.env.INKLING_TEST_FULL === '1'; // else those that the form cannot ask for
  for (const { field, values } of refusedSettings.filter(({ label }) => isFull || !label)) {
    for (const [value, found] of values) {
      await goTo('decoy=1'); // whose words then give way
      await expect(trouble).toContainText('found "decoy"');
      await goTo(`${field}=${encodeURIComponent(value)}`);
      await expect(trouble).toContainText(`asks for a run that cannot be. ${field}: expected`);
      await expect(trouble).toContainText(found);
    }
  }
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 2 of');
});

test('layers are chips that are added, changed and removed', async ({ inkling, page }) => {
  await inkling.open();
  await page.locator('#settings').scrollIntoViewIfNeeded(); // with which its form comes
  await expect(inkling.button('Add layer')).toBeEnabled();
  await inkling.button('Add layer').press('Enter');
  await expect(page.getByLabel('Width of hidden layer 3')).toBeFocused();
  await page.keyboard.type('32');
  await page.getByRole('button', { name: 'Remove hidden layer 1' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Remove hidden layer 1' })).toBeFocused();
  await expect(page.locator('#layers')).toHaveAttribute('data-value', '784-256-32-10');
  await page.getByLabel('Width of hidden layer 1').fill('0');
  await page.getByLabel('Width of hidden layer 1').press('Enter');
  await expect(page.locator('#layers-fault')).toContainText('a whole number from 1 to 8192');
  await expect(page.getByLabel('Width of hidden layer 1')).toBeFocused();
  await page.getByLabel('Width of hidden layer 1').fill('100');
  await page.getByLabel('Width of hidden layer 1').press('Enter');
  await expect.poll(() => hash(page)).toBe('layers=784-100-32-10');
  await inkling.button('Step').click();
  await inkling.button('Add layer').click();
  await expect(mark(page, 'layers')).toHaveText('Needs a new run');
  await expect(inkling.button('Begin a new run')).toBeEnabled();
});

test('what does not apply is greyed and says why', async ({ inkling, page }) => {
  await inkling.open('lr=0.001&momentum=0.9&nesterov=1');
  await page.getByLabel('Optimizer', { exact: true }).selectOption('adamw');
  await expect(page.getByLabel('Momentum', { exact: true })).toBeDisabled();
  await expect(page.locator('#momentum-hint')).toContainText('AdamW has its own');
  await expect(page.getByLabel('Nesterov', { exact: true })).toBeDisabled();
  await inkling.button('Apply').click();
  await expect.poll(() => hash(page)).toBe('optimizer=adamw');
  await expect(page.getByLabel('Weight decay', { exact: true })).toHaveValue('0.01');
  await page.getByLabel('Optimizer', { exact: true }).selectOption('sgd');
  await expect(page.getByLabel('Momentum', { exact: true })).toBeEnabled();
  await expect(page.locator('#nesterov-hint')).toHaveText('Only with a momentum above 0');
});

test('the schedule is drawn and told before it is trained with', async ({ inkling, page }) => {
  await inkling.open('lr=0.1');
  const words = page.locator('.schedule-preview figcaption');
  await page.locator('.schedule-preview').scrollIntoViewIfNeeded();
  await expect(words).toHaveText('The rate stays at 0.1.');
  await page.getByLabel('Schedule', { exact: true }).selectOption('onecycle');
  await expect(words).toHaveText('The rate rises from 0.004 to 0.1 after 7.5 epochs, and falls to 4e-7.');
  await page.getByLabel('Schedule', { exact: true }).selectOption('step');
  await page.getByLabel('Times').fill('0.5');
  await page.getByLabel('After so many epochs').fill('12');
  await expect(words).toHaveText('The rate falls from 0.1 to 0.025.');
  await page.getByLabel('After so many epochs').fill('0');
  await expect(words).toHaveText('No such schedule can be.');
  await page.getByLabel('After so many epochs').press('Enter');
  await expect(page.locator('#schedule-fault')).toContainText('a step of at least one epoch');
  await page.getByLabel('After so many epochs').fill('12');
  await page.getByLabel('After so many epochs').press('Enter');
  await expect.poll(() => hash(page)).toBe('lr=0.1&schedule=step:12:0.5');
});

test('what is typed stays while the network learns; the rate goes up and down by thirds', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.01&epochs=1000');
  await inkling.button('Train').click();
  await page.getByRole('button', { name: 'Raise the rate' }).click();
  await expect(page.getByLabel('Learning rate', { exact: true })).toHaveValue('0.03');
  await page.getByLabel('Learning rate', { exact: true }).press('ArrowDown');
  await page.getByLabel('Learning rate', { exact: true }).press('ArrowDown');
  await expect(page.getByLabel('Learning rate', { exact: true })).toHaveValue('0.003');
  await page.getByLabel('Augmentation').fill('0.5');
  await page.getByText('Each kind by itself').click();
  await expect(page.getByLabel('Rotation')).toHaveValue('0.5');
  await inkling.button('New seed').click();
  await expect(page.getByLabel('Seed', { exact: true })).not.toHaveValue('1');
  const seed = await page.getByLabel('Seed', { exact: true }).inputValue();
  const before = await inkling.fractionDone();
  await expect.poll(() => inkling.fractionDone()).toBeGreaterThan(before);
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue(seed);
  await expect(page.getByText('Each drops what was typed in the settings')).toBeVisible();
  await inkling.button('Begin a new run').click();
  await expect.poll(() => hash(page)).toBe(`lr=0.003&epochs=1000&seed=${seed}&augment=0.5`);
});

test('beside Train the rate is changed before and while it learns, and a finished run goes on for more epochs', async ({
  inkling,
  page,
}) => {
  await inkling.open('layers=784-512-512-10&lr=0.01&momentum=0.9&epochs=1&train=8000'); // slow: ten epochs are to last
  await page.getByLabel('Weight decay').fill('0.001'); // not applied, and it stays so
  await inkling.button('Raise the learning rate').click();
  await expect.poll(() => hash(page)).toBe('layers=784-512-512-10&lr=0.03&momentum=0.9&epochs=1&train=8000');
  await inkling.trainToEnd();
  const more = inkling.button('10 more epochs');
  await expect(more).toBeEnabled({ timeout: 60_000 });
  await more.click();
  await expect(inkling.output('epoch')).toHaveText(/of 11$/);
  await expect(inkling.button('Lower the learning rate')).toBeFocused();
  await inkling.button('Lower the learning rate').click();
  await expect.poll(() => hash(page)).toMatch(/^layers=[\d-]+&lr=0\.03&.*&epochs=11&.*at=\d+:lr=0\.01$/);
  await expect(page.locator('.rate-value')).toHaveText('0.01');
  await expect(page.getByLabel('Weight decay')).toHaveValue('0.001');
});

test('the link to a run is copied with a word @chromium', async ({ inkling, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await inkling.open('lr=0.03&epochs=2');
  await inkling.button('Copy link').click();
  await expect(page.getByText('The link to this run is in the clipboard.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
});
