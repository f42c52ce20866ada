// The page in each of its languages: chosen, linked to, or the browser's own; and light or dark by choice.
import type { Page } from '@playwright/test';
import { expectAccessibleEverywhere } from './axe.ts';
import { seven } from './digits.ts';
import { expect, test } from './inkling.ts';
import { settled } from './settled.ts';

const languageChoice = (page: Page) => page.getByLabel('Language');

/** What does not change while the network learns: headings, buttons, labels, hints, and the attributes with words. */
const words = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Array.from(
      document.querySelectorAll(
        'h2, h3, button, label, legend, summary, th[scope=col], dt, .hint:not(.measured-at), [aria-label], [title]',
      ),
      (element) =>
        [
          element.localName,
          element.matches('[aria-label]:not(:empty)')
            ? ''
            : element.textContent?.replaceAll(/[\d.,%]+|(?<= )–$/g, '#'), // a value, or that there is none yet
          element.getAttribute('aria-label'),
          element.getAttribute('title'),
        ].join('|'),
    ),
  );

test('the language changes while it trains: the run goes on, and its words come back the same', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.01&momentum=0.9&train=2000&epochs=1000');
  await inkling.draw(seven);
  await inkling.button('Train').click();
  await expect(inkling.output('epoch')).not.toHaveAttribute('data-value', '0');
  const correction = page.getByRole('button', { name: 'It was 0' }); // it comes with what the drawing is read as
  await expect(correction).toBeVisible();
  // But the number of threads beside the speed: others are tried from time to time.
  const steady = async () => (await words(page)).filter((each) => !each.startsWith('output|'));
  const english = await settled(steady);
  const address = page.url();

  for (const [language, train, title] of [
    ['zh-Hant', '訓練', /^週期 \d+\/1000 · [\d.]+% – Inkling$/],
    ['zh-Hans', '训练', /^第 \d+\/1000 轮 · [\d.]+% – Inkling$/],
  ] as const) {
    await languageChoice(page).selectOption(language);
    await expect(page.getByRole('heading', { name: train, exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: train, exact: true })).toBeDisabled(); // it trains
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page).toHaveTitle(title);
    const epoch = await inkling.value('epoch');
    await expect.poll(() => inkling.value('epoch')).toBeGreaterThan(epoch);
    await expect(inkling.output('prediction')).not.toBeEmpty();
    expect(page.url()).toBe(address);
  }

  await languageChoice(page).selectOption('en');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeEnabled();
  await expect(page).toHaveTitle(/^Epoch \d+\/1000 · [\d.]+% – Inkling$/);
  await expect(correction).toBeVisible();
  await expect.poll(steady).toEqual(english);
});

// Paused, so that nothing is told anew meanwhile.
test('all words change with the language, and come back the same', async ({ inkling, page }) => {
  await inkling.open('lr=0.01&momentum=0.9&train=2000&epochs=1000');
  await inkling.draw(seven);
  await inkling.button('Train').click();
  await expect(inkling.output('epoch')).not.toHaveAttribute('data-value', '0');
  await inkling.button('Pause').click();
  await expect(inkling.button('Train')).toBeEnabled();
  await expect(page.getByRole('button', { name: 'It was 0' })).toBeVisible(); // with what the drawing is read as
  const english = await settled(() => words(page));

  for (const language of ['zh-Hant', 'zh-Hans']) {
    await languageChoice(page).selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect.poll(() => words(page)).toHaveLength(english.length);
    const chinese = await settled(() => words(page));
    const same = english.filter((each, at) => chinese[at] === each && /\|.*[a-z]/i.test(each));
    expect(same).toEqual(['th|Logit||', 'th|F#||', 'label|Dropout||', 'label| Nesterov||']); // the field's own terms
  }

  await languageChoice(page).selectOption('en');
  await expect.poll(() => words(page)).toEqual(english);
});

test('a pinned drawing is there once in every language', async ({ inkling, page }) => {
  await inkling.open();
  await inkling.draw(seven);
  await page.getByRole('button', { name: 'Pin', exact: true }).click();
  const pins = page.locator('.pins li');
  await expect(pins).toHaveCount(1);
  await languageChoice(page).selectOption('zh-Hans');
  await expect(page.getByRole('heading', { name: '识别结果' })).toBeVisible();
  await expect(pins.locator('.unpin')).toHaveAttribute('title', '取下');
  await expect(pins).toHaveCount(1);
  await languageChoice(page).selectOption('en');
  await pins.getByRole('button', { name: 'Take pinned drawing 1' }).click();
  await expect(page.locator('.pins-card')).toBeHidden();
});

test('a language that was chosen stays, and a link may ask for another', async ({ page }) => {
  await page.goto('');
  await languageChoice(page).selectOption('zh-Hans');
  await expect(page.getByRole('heading', { name: '识别结果' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: '识别结果' })).toBeVisible();
  await page.goto('?lang=zh-Hant#lr=0.01');
  await expect(page.getByRole('heading', { name: '辨識結果' })).toBeVisible();
  await languageChoice(page).selectOption('en');
  await expect(page.getByRole('heading', { name: 'What it reads' })).toBeVisible();
  expect(new URL(page.url()).search).toBe(''); // it would win over the choice
  expect(new URL(page.url()).hash).toBe('#lr=0.01');
});

test('a fault is said in the language of the page, with the words of the core', async ({ page }) => {
  await page.goto('?lang=zh-Hant');
  await expect(page.getByRole('heading', { name: '辨識結果' })).toBeVisible();
  await page.locator('#model input[type=file]').setInputFiles({
    ...{ name: 'notes.safetensors', mimeType: 'application/octet-stream' },
    buffer: Buffer.from('short'),
  });
  await expect(page.locator('.files-fault')).toHaveText(
    /^safetensors 檔案不完整：「.*notes\.safetensors.*」$/,
  );
});

test.describe('a browser in Taiwan', () => {
  test.use({ locale: 'zh-TW' });
  test('has the page in its language at the first visit', async ({ page }) => {
    await page.goto('');
    await expect(page.getByRole('heading', { name: '辨識結果' })).toBeVisible();
  });
});

test('the theme follows the choice, not the system any more, and is kept', async ({ page }) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('');
  await expect.poll(paper).toBe('light dark');
  await page.getByLabel('Theme').selectOption('dark');
  await expect.poll(paper).toBe('dark');
  await page.reload();
  await expect.poll(paper).toBe('dark');
  await page.getByLabel('Theme').selectOption('system');
  await expect.poll(paper).toBe('light dark');
});

test('axe finds nothing serious, and nothing scrolls sideways, in either Chinese and with the tour', {
  tag: '@full',
}, async ({ inkling, page }) => {
  test.setTimeout(120_000);
  await page.goto('?lang=zh-Hant#lr=0.05&momentum=0.9&train=2000&epochs=1');
  await expect(page.locator('.training .train')).toBeEnabled({ timeout: 20_000 });
  await page.locator('.training .step').click();
  await page.locator('.invitation').click();
  await expect(page.locator('#tour-title')).toBeFocused();
  await expectAccessibleEverywhere(page, 'in zh-Hant');
  await languageChoice(page).selectOption('zh-Hans');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expectAccessibleEverywhere(page, 'in zh-Hans');
  expect(inkling.errors).toEqual([]);
});

test('axe finds nothing serious in any language, ready, in training and finished', {
  tag: '@full',
}, async ({ inkling, page }) => {
  test.setTimeout(600_000);
  const inEveryLanguage = async (state: string) => {
    for (const language of ['zh-Hant', 'zh-Hans', 'en']) {
      await languageChoice(page).selectOption(language);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expectAccessibleEverywhere(page, `${state} in ${language}`);
    }
  };
  await inkling.open('lr=0.05&momentum=0.9&train=2000&epochs=3000');
  await inkling.draw(seven);
  await inEveryLanguage('ready');
  await inkling.button('Train').click();
  await expect(inkling.output('epoch')).not.toHaveAttribute('data-value', '0');
  await inEveryLanguage('training');
  await page.goto('#lr=0.05&momentum=0.9&train=2000&epochs=1');
  await expect(inkling.output('epoch')).toHaveText('0 of 1');
  await inkling.trainToEnd();
  await expect(page.getByText(/^On the validation images it was /)).toBeVisible({ timeout: 60_000 });
  await inEveryLanguage('finished');
});
