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
  const { violations } = await page.evaluate<axe.AxeResults>(() => axe.run(document));
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.map(({ id, help, nodes }) => ({
    ...{ id, help },
    nodes: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }));
  expect(found, `what axe finds serious when the page is ${state}`).toEqual([]);
}
