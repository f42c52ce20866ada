// The controls that no other suite uses, each used for real: every field of the settings at once, the ready-made ones,
// the way over the page, and the steppers of what is looked into.
import { expect, test } from './inkling.ts';
import { expectEmptied } from './settled.ts';

test('every field of the settings begins the run that it says, which the address leads back to', async ({
  inkling,
  page,
}) => {
  await inkling.open();
  const field = (name: string) => page.locator('#settings').getByLabel(name, { exact: true });
  await field('Activation').selectOption('gelu');
  await field('Batch norm').check();
  await field('Dropout').fill('0.25');
  await field('Batch size').fill('32');
  await field('Epochs').fill('2');
  await field('Training images').fill('640');
  await field('Seed').fill('3');
  await field('Learning rate').fill('0.05');
  await inkling.button('Lower the rate').click();
  await field('Momentum').fill('0.8');
  await field('Nesterov').check();
  await field('Weight decay').fill('0.001');
  await field('Schedule').selectOption('cosine');
  await field('Written by Inkling').fill('0.2');
  await page.getByText('Each kind by itself').click();
  const kinds = ['rotation', 'scale', 'shear', 'shift', 'thickness', 'elastic'];
  for (const [index, kind] of kinds.entries()) await page.locator(`#${kind}`).fill(String((index + 1) / 10));
  await field('Weight decay').press('Enter');
  const hash = () => new URL(page.url()).hash.slice(1);
  const expected = {
    ...{ activation: 'gelu', batchnorm: '1', dropout: '0.25', batch: '32', epochs: '2', train: '640' },
    ...{ seed: '3', lr: '0.03', momentum: '0.8', nesterov: '1', wd: '0.001', schedule: 'cosine' },
    ...{ synthetic: '0.2', rotation: '0.1', scale: '0.2', shear: '0.3', shift: '0.4' },
    ...{ thickness: '0.5', elastic: '0.6' },
  };
  await expect.poll(() => Object.fromEntries(new URLSearchParams(hash()))).toEqual(expected);
  await inkling.trainToEnd();
  const accuracy = await inkling.value('test-accuracy');
  expect(accuracy).toBeGreaterThan(0.2);
  await inkling.button('Reset').click();
  await expect(page.locator('.keeping-notice')).toContainText('Reset dropped');
  await expectEmptied(page, 'inkling', 'checkpoints'); // else the reload takes the run up
  await page.reload();
  await inkling.ready();
  await expect(field('Dropout')).toHaveValue('0.25');
  await expect(page.locator('#elastic')).toHaveValue('0.6');
  await inkling.trainToEnd();
  expect(await inkling.value('test-accuracy')).toBe(accuracy);
});

test('each ready-made setting is a run that can be stepped', async ({ inkling, page }) => {
  await inkling.open();
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 1 of');
  const links = page.locator('.presets a');
  const names = await links.allTextContents();
  expect(names).toEqual(['The tutorial', 'Fast', 'Reads drawings', 'Accurate', 'Overfit on purpose']);
  for (const name of names.slice(1)) {
    const link = links.filter({ hasText: name });
    await link.click();
    await expect(page.locator('.progress-text')).toHaveText('Nothing trained yet');
    await inkling.button('Step').click();
    await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 1 of');
    const settings = (hash: string | null) => Object.fromEntries(new URLSearchParams(hash?.slice(1)));
    expect(settings(new URL(page.url()).hash)).toEqual(settings(await link.getAttribute('href')));
  }
});

test('the way over the page leads to each part and its heading, and the steppers of what is looked into step', async ({
  inkling,
  page,
}) => {
  await inkling.open('layers=784-300-10&train=2000');
  const way = page.getByRole('navigation', { name: 'On this page' });
  for (const name of ['Watch', 'Model', 'Settings', 'Learn', 'Understand']) {
    await way.getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('heading', { name, exact: true })).toBeInViewport();
  }
  await page.mouse.move(0, 0); // over the units it would choose one
  const words = page.locator('.unit-words');
  await expect(words).toContainText('Unit 1 of 300.');
  await page.getByLabel('Unit', { exact: true }).press('ArrowUp');
  await expect(words).toContainText('Unit 2 of 300.');
  await expect(inkling.button('Previous units')).toBeDisabled();
  await inkling.button('Next units').click();
  await expect(page.getByText('Units 129 to 256 of 300')).toBeVisible();
  await expect(words).toContainText('Unit 129 of 300.');
  await inkling.button('Next units').click();
  await expect(page.getByText('Units 257 to 300 of 300')).toBeVisible();
  await inkling.button('Previous units').click();
  await expect(page.getByText('Units 129 to 256 of 300')).toBeVisible();

  await way.getByRole('button', { name: 'Data', exact: true }).click();
  const data = page.getByRole('region', { name: 'Data', exact: true });
  await data.getByRole('combobox', { name: 'Images' }).selectOption('validation');
  await expect(data.getByRole('img', { name: /^Validation image 0, label \d$/ })).toBeVisible();
  const index = data.getByRole('spinbutton', { name: 'Image', exact: true });
  await index.press('ArrowUp');
  await expect(data.getByRole('img', { name: /^Validation image 1, label \d$/ })).toBeVisible();
  // By chance it is the same one again; ten times in a row it is not.
  for (let i = 0; i < 10 && (await index.inputValue()) === '1'; i++) {
    await inkling.button('Random image').click();
    await page.waitForTimeout(100);
  }
  await expect(index).not.toHaveValue('1');
  const three = data.getByRole('list', { name: 'An image of each class' }).getByRole('button', { name: '3' });
  await three.click();
  await expect(data.getByRole('img', { name: /^Training image [\d,]+, label 3$/ })).toBeVisible();
});
