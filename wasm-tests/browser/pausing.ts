import type { Page } from '@playwright/test';
import { expect } from './inkling.ts';

/**
 * Clicks what begins it, then Pause when the progress says what `whenToPause` names, and gives the milliseconds until
 * Pause is grey. All in the page itself: what is waited for may be over between two looks from outside.
 */
export async function pauseMilliseconds(page: Page, begin: string, whenToPause: RegExp): Promise<number> {
  await expect(page.locator(begin)).toBeEnabled();
  return page.evaluate(
    async ([begin, when]) => {
      const progress = document.querySelector('.progress-text');
      const pause = document.querySelector<HTMLButtonElement>('button.pause');
      const button = document.querySelector<HTMLButtonElement>(begin);
      if (!pause || !button) throw new Error(`there is no ${begin}`);
      button.click();
      // While Pause is grey, what the progress says may be of the pause before.
      while (pause.disabled || !when.test(progress?.textContent ?? ''))
        await new Promise(requestAnimationFrame);
      const start = performance.now();
      pause.click();
      while (!pause.disabled) await new Promise(requestAnimationFrame);
      return performance.now() - start;
    },
    [begin, whenToPause] as const,
  );
}
