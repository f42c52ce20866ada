// Until what comes some frames after its cause is all there: charts, what is read of a drawing, what is stored.
import type { Page } from '@playwright/test';
import { expect, type Inkling } from './inkling.ts';

/** What is read once two looks, 400 ms apart, are the same. Of values that are compared as JSON. */
export async function settled<T>(read: () => Promise<T>): Promise<T> {
  let last: T | undefined;
  let before: string | undefined;
  await expect
    .poll(
      async () => {
        last = await read();
        const now = JSON.stringify(last);
        const isSame = now === before;
        before = now;
        return isSame;
      },
      { intervals: [400], timeout: 20_000 },
    )
    .toBe(true);
  return last as T;
}

/** What the network sees of the drawing, once it has read all of it. */
export async function seenAtRest(inkling: Inkling): Promise<number[]> {
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^\d/);
  return settled(() => inkling.seen());
}

/** Until a store of the page's, which is there, is empty: the page says so before it is, and may be left too early. */
export async function expectEmptied(page: Page, database: string, store: string): Promise<void> {
  const count = () =>
    page.evaluate(
      ([database, store]) =>
        new Promise<number>((resolve, reject) => {
          const request = indexedDB.open(database);
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const counted = request.result.transaction(store).objectStore(store).count();
            counted.onerror = () => reject(counted.error);
            counted.onsuccess = () => {
              request.result.close();
              resolve(counted.result);
            };
          };
        }),
      [database, store] as const,
    );
  await expect.poll(count, { timeout: 20_000 }).toBe(0);
}
