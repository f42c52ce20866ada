// axe-core's rules over the page as it stands; nothing of them is let pass.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect } from './inkling.ts';

const source = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** WCAG 2.2 A and AA, and what axe calls best practice: anything serious or critical is told, with the elements. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.evaluate(source);
  // Half-way between two colours a button has neither's contrast.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  // Of what passes nothing is told, which would be megabytes.
  const violations = await page.evaluate<axe.Result[]>(async () => {
    const options = { resultTypes: ['violations'] } satisfies axe.RunOptions;
    return (await axe.run(document, options)).violations;
  });
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.map(({ id, help, nodes }) => ({
    ...{ id, help },
    nodes: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }));
  expect(found, `what axe finds serious when the page is ${state}`).toEqual([]);
}

/** A second pass of axe in each state is half a minute: a push takes the theme that is looked at less. */
const themes = process.env.INKLING_TEST_FULL === '1' ? (['light', 'dark'] as const) : (['dark'] as const);

/**
 * In both themes (a push: in the dark one) and at each width, with nothing beyond the right edge; all `details` open and every part of the page
 * seen once, so that what is fetched only when it is near is there too.
 */
export async function expectAccessibleEverywhere(
  page: Page,
  state: string,
  { hasData = true } = {},
): Promise<void> {
  await showEverything(page, hasData);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' }); // else colours may still be on their way
    await expectAccessible(page, `${state}, ${colorScheme}`);
  }
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond, `pixels beyond the right edge at ${width}, ${state}`).toBe(0);
  }
}

/** Goes over the page from top to bottom, and waits for what there is to see of the network and the data. */
async function showEverything(page: Page, hasData: boolean): Promise<void> {
  await page.evaluate(async () => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    for (const heading of document.querySelectorAll('main h2, main h3')) {
      heading.scrollIntoView();
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    }
  });
  // Or why there is no network to look into: it has diverged.
  const seen = [
    ['.first-layer', ':is(.unit-words, .fault):not(:empty)'],
    ['.browser', '.examples button'],
    ['.model-text', 'pre:not(:empty)'],
  ] as const;
  for (const [panel, content] of hasData ? seen : []) {
    // What comes while its panel is not near is drawn when it is; and what is filled above it pushes it away.
    await expect(async () => {
      await page.locator(panel).evaluate((found) => found.scrollIntoView());
      await expect(page.locator(panel).locator(content).first()).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
  }
  await page.evaluate(() => scrollTo(0, 0));
}
