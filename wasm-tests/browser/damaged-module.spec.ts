// The module's two parts are the ones that were built, or they are not run: whatever a host, a cache or the way has changed.
import type { Page, Route } from '@playwright/test';
import { figure } from '../figures.mjs';
import { expect, test } from './inkling.ts';

const first = /\/core(_threads)?-[\w-]+\.wasm$/;
const rest = /\/core(_threads)?\.rest-[\w-]+\.wasm$/;

/** One bit of it is another. Counts how often it was asked for. */
async function damage(page: Page, part: RegExp): Promise<() => number> {
  let asked = 0;
  await page.route(part, async (route: Route) => {
    asked++;
    const response = await route.fetch();
    const body = await response.body();
    body[body.length - 1] = (body[body.length - 1] ?? 0) ^ 1;
    await route.fulfill({ response, body });
  });
  return () => asked;
}

test('a module with a changed bit is refused with a word, and Restart helps', async ({ inkling, page }) => {
  inkling.expectedErrors = /./; // the browser and the module's loader say a lot to the console
  const asked = await damage(page, first);
  await page.goto('');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The WebAssembly module could not be loaded');
  await expect(alert).toContainText(/core-[\w-]+\.wasm is not the file that was built/);
  await expect.poll(() => page.workers().length).toBe(0);
  figure('F4', 'damaged modules refused', asked());
  await page.unrouteAll({ behavior: 'wait' });
  await inkling.button('Restart').click();
  await inkling.ready();
  await expect(alert).toBeHidden();
});

test('a second part with a changed bit is refused with a word, and Train works once it is whole', async ({
  inkling,
  page,
}) => {
  inkling.expectedErrors = /./;
  await inkling.open();
  const asked = await damage(page, rest);
  await inkling.button('Train').click();
  const hint = page.locator('.train-hint');
  await expect(hint).toContainText(/The trainer could not be loaded.* is not the file that was built/);
  figure('F4', 'damaged second parts refused', asked());
  await page.unrouteAll({ behavior: 'wait' });
  await inkling.button('Train').click();
  await expect(hint).not.toHaveClass(/is-trouble/);
  await expect.poll(() => inkling.fractionDone()).toBeGreaterThan(0);
});

test('where only what the browser kept is damaged, the module comes anew', async ({ inkling, page }) => {
  inkling.expectedErrors = /integrity/;
  let asked = 0;
  await page.route(first, async (route) => {
    asked++;
    if (asked > 1) return route.continue();
    return route.fulfill({ body: 'spoilt', contentType: 'application/wasm' });
  });
  await inkling.open();
  expect(asked).toBe(2);
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 1 of');
});
