// What is drawn or written some frames after it happened: charts, what is read of a drawing.
import { expect } from './inkling.ts';

/** What is read once it has been the same for half a second. Of values that are compared as JSON. */
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
      { intervals: [500] },
    )
    .toBe(true);
  return last as T;
}
