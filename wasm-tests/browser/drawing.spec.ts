import type { CDPSession, Page } from '@playwright/test';
import { four, one, seven, sideBySide, three, two } from './digits.ts';
import { expect, type Inkling, quickRun, test } from './inkling.ts';
import { seenAtRest } from './settled.ts';

test('nothing drawn is not read; undo takes the last stroke back, clear all', async ({ inkling, page }) => {
  await inkling.open();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '');
  await expect(inkling.button('Undo')).toBeDisabled();
  await inkling.draw(one);
  const oneStroke = await seenAtRest(inkling);
  await inkling.draw(three);
  await expect.poll(() => inkling.seen()).not.toEqual(oneStroke);
  await inkling.button('Undo').click();
  await expect.poll(() => inkling.seen()).toEqual(oneStroke);
  await inkling.button('Clear').click();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '');
  await expect(page.getByText('Nothing drawn yet.')).toBeVisible();
  expect(await inkSum(inkling)).toBe(0);
});

test('digits side by side are read as a number, each to be looked at', async ({ inkling, page }) => {
  await inkling.open(quickRun);
  await inkling.trainToEnd();
  const digits = page.getByRole('group', { name: 'The digit whose probabilities are shown' });
  const best = page.locator('.probabilities .is-best .digit');
  await inkling.draw(sideBySide(four, two));
  await expect(inkling.output('prediction')).toHaveText('42');
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '42');
  // Of the digit that was drawn last, at first.
  await expect(digits.getByRole('radio', { name: '2, digit 2 of 2' })).toBeChecked();
  await expect(best).toHaveText('2');
  const seenTwo = await inkling.seen();
  await digits.getByRole('radio', { name: '2, digit 2 of 2' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(digits.getByRole('radio', { name: '4, digit 1 of 2' })).toBeChecked();
  await expect(best).toHaveText('4');
  await expect(page.getByRole('list', { name: 'Probability of each label, for digit 1' })).toBeVisible();
  expect(await inkling.seen()).not.toEqual(seenTwo);
  await inkling.button('Undo').click();
  await expect(inkling.output('prediction')).toHaveText('4');
  await expect(digits).toBeHidden();
});

test('a stroke goes on outside the canvas and ends there', async ({ inkling, page }) => {
  await inkling.open();
  await page.mouse.move(...(await inkling.place([0.5, 0.5])));
  await page.mouse.down();
  await page.mouse.move(...(await inkling.place([0.5, 1.3])), { steps: 5 });
  await page.mouse.up();
  const before = await seenAtRest(inkling);
  await page.mouse.move(...(await inkling.place([0.2, 0.2])), { steps: 5 });
  expect(await seenAtRest(inkling)).toEqual(before);
});

test('the size of the canvas, changed half-way too, makes no difference', { tag: '@full' }, async ({
  inkling,
  page,
}) => {
  await inkling.open();
  await inkling.draw(three);
  const wide = await seenAtRest(inkling);
  await inkling.button('Clear').click();

  const points = three[0] ?? [];
  for (const [index, point] of points.entries()) {
    if (index === 6) await page.setViewportSize({ width: 390, height: 844 });
    await page.mouse.move(...(await inkling.place(point)), { steps: index === 6 ? 1 : 4 });
    if (index === 0) await page.mouse.down();
  }
  await page.mouse.up();
  await expect.poll(async () => difference(await inkling.seen(), wide)).toBeLessThan(4);
});

test.describe('by touch @chromium', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 });

  test('one finger draws, a second is ignored, and the page does not scroll', async ({ inkling, page }) => {
    await inkling.open();
    await inkling.canvas.evaluate((canvas) => canvas.scrollIntoView({ block: 'center' }));
    const touch = await page.context().newCDPSession(page);
    const drawings: number[][] = [];
    for (const withSecondFinger of [false, true]) {
      const scroll = await page.evaluate(() => scrollY);
      await drag(touch, inkling, withSecondFinger);
      await expect.poll(() => inkSum(inkling)).toBeGreaterThan(0);
      expect(await page.evaluate(() => scrollY)).toBe(scroll);
      drawings.push(await seenAtRest(inkling));
      await inkling.button('Clear').tap();
    }
    expect(drawings[1]).toEqual(drawings[0]);
  });

  test('a cancelled pointer ends its stroke, and the next one draws', async ({ inkling, page }) => {
    await inkling.open();
    await inkling.canvas.scrollIntoViewIfNeeded();
    const touch = await page.context().newCDPSession(page);
    const [x, y] = await inkling.place([0.5, 0.3]);
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y, id: 0 }] });
    await touch.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: [{ x, y: y + 60, id: 0 }],
    });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
    await expect.poll(() => inkSum(inkling)).toBeGreaterThan(0);
    const before = await seenAtRest(inkling);
    await drag(touch, inkling, false);
    await expect.poll(() => inkling.seen()).not.toEqual(before);
  });
});

test('the drawing is as sharp as the screen', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ deviceScaleFactor: 3, baseURL: baseURL ?? '' });
  await page.goto('');
  await expect.poll(() => pixelRatio(page)).toBeCloseTo(3, 1);
  await page.close();
});

async function drag(touch: CDPSession, inkling: Inkling, withSecondFinger: boolean): Promise<void> {
  const [a, ...others] = seven[0] ?? [];
  if (!a) return;
  const [otherX, otherY] = await inkling.place([0.1, 0.9]);
  const second = withSecondFinger ? [{ x: otherX, y: otherY, id: 1 }] : [];
  const first = async (point: typeof a) => {
    const [x, y] = await inkling.place(point);
    return { x, y, id: 0 };
  };
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [await first(a)] });
  if (withSecondFinger) {
    await touch.send('Input.dispatchTouchEvent', {
      type: 'touchStart',
      touchPoints: [await first(a), ...second],
    });
  }
  for (const point of others) {
    await touch.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: [await first(point), ...second],
    });
  }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

const inkSum = async (inkling: Inkling): Promise<number> =>
  (await inkling.seen()).reduce((sum, grey) => sum + grey, 0);

/** Mean difference of the grey levels. */
const difference = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, grey, i) => sum + Math.abs(grey - (b[i] ?? 0)), 0) / a.length;

const pixelRatio = (page: Page): Promise<number> =>
  page.getByLabel('Draw a digit').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 0;
    return canvas.width / canvas.getBoundingClientRect().width;
  });
