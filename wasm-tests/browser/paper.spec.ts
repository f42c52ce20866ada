// The paper: the way back and forth, the eraser, pens and hands, the keys, and a word about what is unlike a digit.
import type { Locator, Page } from '@playwright/test';
import { type Digit, one, seven, three } from './digits.ts';
import { expect, type Inkling, quickRun, test } from './inkling.ts';
import { seenAtRest } from './settled.ts';

const hint = (page: Page) => page.locator('.drawing-hint');

/** Whether there is ink at this place of the paper. */
const hasInk = (inkling: Inkling, x: number, y: number): Promise<boolean> =>
  inkling.canvas.evaluate(
    (canvas, [x, y]) => {
      if (!(canvas instanceof HTMLCanvasElement)) return false;
      const pixel = canvas.getContext('2d')?.getImageData(x * canvas.width, y * canvas.height, 1, 1).data;
      return (pixel?.[3] ?? 0) > 128;
    },
    [x, y] as const,
  );

test('undo, redo and clear by buttons and keys; clearing can be undone', async ({ inkling, page }) => {
  await inkling.open();
  await inkling.draw(one);
  const oneStroke = await seenAtRest(inkling);
  await inkling.draw(three);
  const both = await seenAtRest(inkling);
  expect(both).not.toEqual(oneStroke);
  await inkling.button('Clear').click();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '');
  await inkling.button('Undo').click();
  await expect.poll(() => inkling.seen()).toEqual(both);
  await page.keyboard.press('Control+z');
  await expect.poll(() => inkling.seen()).toEqual(oneStroke);
  await inkling.button('Redo').click();
  await expect.poll(() => inkling.seen()).toEqual(both);
  await inkling.canvas.focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText('Nothing drawn yet.')).toBeVisible();
  await expect.poll(() => hasInk(inkling, 0.5, 0.5)).toBe(false);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => inkling.seen()).toEqual(both);
  // In a field the keys are the field's.
  await page.getByLabel('Learning rate', { exact: true }).fill('0.5');
  await page.keyboard.press('Control+z');
  expect(await inkling.seen()).toEqual(both);
});

test('the eraser cuts a stroke where it passes, as one thing to undo', async ({ inkling, page }) => {
  await inkling.open();
  const eraser = page.getByRole('button', { name: 'Eraser' });
  await expect(eraser).toBeDisabled();
  await inkling.draw([
    [
      [0.2, 0.5],
      [0.8, 0.5],
    ],
  ]);
  const whole = await seenAtRest(inkling);
  await eraser.click();
  await expect(eraser).toHaveAttribute('aria-pressed', 'true');
  await inkling.draw([
    [
      [0.5, 0.3],
      [0.5, 0.7],
      [0.55, 0.4],
    ],
  ]);
  await expect.poll(() => hasInk(inkling, 0.5, 0.5)).toBe(false); // from the next frame on
  expect(await hasInk(inkling, 0.3, 0.5)).toBe(true);
  expect(await hasInk(inkling, 0.7, 0.5)).toBe(true);
  await inkling.canvas.press('p');
  await expect(eraser).toHaveAttribute('aria-pressed', 'false');
  await inkling.button('Undo').click();
  await expect.poll(() => hasInk(inkling, 0.5, 0.5)).toBe(true);
  await expect.poll(() => inkling.seen()).toEqual(whole);
  await inkling.canvas.press('e');
  await inkling.draw([
    [
      [0.1, 0.5],
      [0.9, 0.5],
    ],
  ]);
  await expect(page.getByText('Nothing drawn yet.')).toBeVisible();
  await expect(eraser).toHaveAttribute('aria-pressed', 'false'); // an empty paper is to be drawn on
});

/** Presses Tab until it has the focus. */
async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let i = 0; i < 60 && !(await isThere()); i++) await target.page().keyboard.press(key);
  await expect(target).toBeFocused();
}

test('a network is trained, a seven drawn and read, with keys alone', async ({ inkling, page }) => {
  await inkling.open(quickRun);
  await tabTo(inkling.button('Train'));
  await page.keyboard.press('Enter');
  await expect(inkling.output('test-accuracy')).not.toHaveAttribute('data-value', '', { timeout: 40_000 });
  await tabTo(inkling.canvas, 'Shift+Tab');
  const press = async (keys: string, times: number) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(keys);
  };
  await press('Shift+ArrowLeft', 2);
  await press('Shift+ArrowUp', 2);
  await page.keyboard.press('Space');
  await expect(page.locator('.pen-status')).toHaveText('Pen down');
  await press('Shift+ArrowRight', 3);
  await press('ArrowRight', 2);
  await press('Shift+End', 1);
  for (let i = 0; i < 4; i++) {
    await press('End', 1);
    await press('ArrowDown', 3);
  }
  await seenAtRest(inkling); // what is spoken is what is read when the pen goes up
  await page.keyboard.press('Space');
  await expect(page.locator('.pen-status')).toHaveText(/^Pen up, reads 7, \d+%\.$/);
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '7');
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.keyboard.press('Tab');
  await expect(inkling.button('Undo')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing drawn yet.')).toBeVisible();
});

interface Pointer {
  readonly type: 'pen' | 'touch' | 'mouse';
  readonly id: number;
  readonly button?: number;
  readonly buttons?: number;
  readonly pressure?: number;
}

type Sent = readonly [kind: string, pointer: Pointer, x: number, y: number];

/** Events as a browser would send them, of pointers that tests have not; at once, since it matters how soon they come. */
const send = (inkling: Inkling, ...events: readonly Sent[]): Promise<void> =>
  inkling.canvas.evaluate((canvas, events) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    for (const [kind, { type, id, button = 0, buttons = 1, pressure = 0.5 }, x, y] of events) {
      const place = { clientX: left + x * width, clientY: top + y * height };
      const pointer = { pointerType: type, pointerId: id, button, buttons, pressure, isPrimary: true };
      canvas.dispatchEvent(new PointerEvent(kind, { bubbles: true, cancelable: true, ...pointer, ...place }));
    }
  }, events);

const across = (pointer: Pointer, y: number): readonly Sent[] => [
  ['pointerdown', pointer, 0.2, y],
  ['pointermove', pointer, 0.5, y],
  ['pointermove', pointer, 0.8, y],
  ['pointerup', pointer, 0.8, y],
];

test('a hand on the paper draws nothing beside a pen, whose other end erases', async ({ inkling, page }) => {
  await inkling.open();
  const hand: Pointer = { type: 'touch', id: 71 };
  const pen: Pointer = { type: 'pen', id: 72 };
  await send(
    inkling,
    // The hand comes first: its stroke goes when the pen comes down.
    ['pointerdown', hand, 0.8, 0.9],
    ['pointermove', hand, 0.7, 0.9],
    ...across(pen, 0.3),
    ['pointermove', hand, 0.2, 0.9],
    ...across({ type: 'touch', id: 73 }, 0.8), // and as long as the pen is near
  );
  await expect.poll(() => hasInk(inkling, 0.5, 0.3)).toBe(true);
  for (const [x, y] of [
    [0.8, 0.9],
    [0.5, 0.9],
    [0.5, 0.8],
  ] as const)
    await expect.poll(() => hasInk(inkling, x, y)).toBe(false); // what goes, goes with the next frame
  await send(inkling, ...across({ type: 'mouse', id: 1, button: 2, buttons: 2 }, 0.6));
  expect(await hasInk(inkling, 0.5, 0.6)).toBe(false);
  await send(inkling, ...across({ ...pen, button: 5, buttons: 32 }, 0.3));
  await expect(page.getByText('Nothing drawn yet.')).toBeVisible();
  await page.waitForTimeout(800); // the pen is put away
  await send(inkling, ...across(hand, 0.7));
  await expect.poll(() => hasInk(inkling, 0.5, 0.7)).toBe(true);
});

test('row 96: a pen that tells no pressure draws as well, and its stroke ends where it is lifted', async ({
  inkling,
}) => {
  await inkling.open();
  const pen: Pointer = { type: 'pen', id: 72, pressure: 0 };
  const hovering = { ...pen, buttons: 0, button: -1 };
  await send(inkling, ...across(pen, 0.3), ['pointermove', hovering, 0.8, 0.9]);
  await expect.poll(() => hasInk(inkling, 0.5, 0.3)).toBe(true);
  await seenAtRest(inkling);
  expect(await hasInk(inkling, 0.8, 0.7)).toBe(false);
});

test('a stroke ends where the window loses the pointer', async ({ inkling, page }) => {
  await inkling.open();
  await page.mouse.move(...(await inkling.place([0.5, 0.2])));
  await page.mouse.down();
  await page.mouse.move(...(await inkling.place([0.5, 0.5])), { steps: 4 });
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await page.mouse.move(...(await inkling.place([0.5, 0.9])), { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => hasInk(inkling, 0.5, 0.4)).toBe(true);
  expect(await hasInk(inkling, 0.5, 0.8)).toBe(false);
});

/** Smaller, around its middle, and moved. */
const placed = (digit: Digit, scale: number, dx = 0, dy = 0): Digit =>
  digit.map((stroke) =>
    stroke.map(([x, y]) => [0.5 + (x - 0.5) * scale + dx, 0.5 + (y - 0.5) * scale + dy] as const),
  );

test('a word about a drawing that is tiny or cut off, and none about a digit', { tag: '@full' }, async ({
  inkling,
  page,
}) => {
  await inkling.open();
  await inkling.draw(placed(seven, 0.13));
  await expect(hint(page)).toHaveText('Very small: draw it as large as the paper.');
  await inkling.button('Clear').click();
  await expect(hint(page)).toBeHidden();
  await inkling.draw(placed(seven, 1, 0, 0.25));
  await expect(hint(page)).toContainText('leave some paper around it');
  await inkling.button('Undo').click();
  await inkling.draw(seven);
  await seenAtRest(inkling);
  await page.waitForTimeout(500);
  await expect(hint(page)).toBeHidden();
});

test('how the drawing became what the network sees is shown when asked for', async ({ inkling, page }) => {
  await inkling.open();
  await inkling.draw(placed(seven, 0.5, -0.2, -0.2));
  const seen = await seenAtRest(inkling);
  await page.getByText('How it got there').click();
  const stages = page.locator('.stages canvas');
  const pixels = (index: number) =>
    stages.nth(index).evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return [];
      const { width, height } = canvas;
      const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      return Array.from(data).filter((_, i) => i % 4 === 0);
    });
  await expect.poll(() => pixels(3)).toEqual(seen);
  expect(await pixels(2)).toHaveLength(400);
  const ink = async (index: number) => (await pixels(index)).filter((grey) => grey > 127).length;
  expect(await ink(1)).toBeGreaterThan(2 * (await ink(0)));
});
