// Guarantee E5: when the browser's storage fails, training does not: it goes on, the page says so once, and files can be
// saved.
import type { Page } from '@playwright/test';
import { tally } from '../figures.mjs';
import { expect, type Inkling, test } from './inkling.ts';
import { save } from './saving.ts';

test.describe.configure({ retries: 0 }); // what fails once has failed

const run = 'lr=0.01&train=6400&epochs=1000';
const trouble = (page: Page) => page.locator('.keeping-trouble:visible');
const kept = (page: Page) => page.locator('.kept');
const afterLoading = { timeout: 20_000 };
const outlived = () => tally('E5', 'troubles that training outlived', 1);

/** Waits until the step has come to rest. */
async function step(inkling: Inkling, number: number): Promise<void> {
  await inkling.button('Step').click();
  await expect(inkling.page.locator('.progress-text')).toContainText(`Epoch 1: batch ${number} of`);
  await expect(inkling.button('Step')).toBeEnabled();
}

/** In the worker, where the storage is used. */
const failures: Record<string, () => void> = {
  'has no room': () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  },
  'fails when it commits': () => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...args) {
      const request = put.apply(this, args);
      this.transaction.abort();
      return request;
    };
  },
  'is not allowed': () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('closed', 'InvalidStateError');
    };
  },
  'is held by an older version in another tab': () => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('closed', 'InvalidStateError');
    };
    IDBFactory.prototype.open = () => {
      const request = new EventTarget();
      setTimeout(() => request.dispatchEvent(new IDBVersionChangeEvent('blocked')));
      return request as IDBOpenDBRequest;
    };
  },
};

for (const [what, fail] of Object.entries(failures)) {
  // One in a push: what differs is only where the error comes from.
  const tag = what === 'has no room' ? [] : ['@full'];
  test(`a storage that ${what} is told once, and training goes on`, { tag }, async ({
    inkling,
    page,
    inWorker,
  }) => {
    await inkling.open(run);
    await inWorker(fail);
    await step(inkling, 1);
    await expect(trouble(page)).toContainText('This run cannot be kept in this browser: ');
    await expect(trouble(page)).toContainText('Training goes on');
    await step(inkling, 2);
    await step(inkling, 3);
    await expect(trouble(page)).toHaveCount(1);
    await expect(kept(page)).toHaveAttribute('data-value', '');
    await expect(page.getByRole('alert')).toBeHidden();
    expect((await save(page, 'Save run')).name).toBe('inkling-run.safetensors');
    await inkling.button('Train').click();
    await expect.poll(() => inkling.fractionDone()).toBeGreaterThan(10 / (100 * 1000));
    outlived();
  });
}

test('a storage that works again keeps the run again, and the word about it goes', { tag: '@full' }, async ({
  inkling,
  page,
  inWorker,
}) => {
  await inkling.open(run);
  await inWorker(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      IDBObjectStore.prototype.put = put;
      throw new DOMException('busy', 'UnknownError');
    };
  });
  await step(inkling, 1);
  await expect(trouble(page)).toHaveCount(1);
  await step(inkling, 2);
  await expect(trouble(page)).toHaveCount(0);
  await expect(kept(page)).toHaveAttribute('data-value', '2');
  outlived();
});

test('when the storage is full, copies of earlier runs make room', async ({ inkling, page, inWorker }) => {
  await inkling.open(run);
  await step(inkling, 1);
  await expect(kept(page)).toHaveAttribute('data-value', '1');
  await page.getByLabel('Seed', { exact: true }).fill('2');
  await page.getByLabel('Seed', { exact: true }).press('Enter');
  await expect(page.locator('.progress-text')).toHaveText('Nothing trained yet');
  await inWorker(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      IDBObjectStore.prototype.put = put;
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await step(inkling, 1);
  await expect(kept(page)).toHaveAttribute('data-value', '1');
  await expect(trouble(page)).toHaveCount(0);
  await page.goBack();
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('1');
  await inkling.ready();
  await expect(page.locator('.progress-text')).toHaveText('Nothing trained yet');
  outlived();
});

test('data that is cleared while the page is open does not hold the deletion up, and is kept anew', {
  tag: '@full',
}, async ({ inkling, page }) => {
  await inkling.open(run);
  await step(inkling, 1);
  await expect(kept(page)).toHaveAttribute('data-value', '1');
  const outcome = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase('inkling');
        request.onsuccess = () => resolve('deleted');
        request.onblocked = () => resolve('blocked');
      }),
  );
  expect(outcome).toBe('deleted');
  await step(inkling, 2);
  await expect(kept(page)).toHaveAttribute('data-value', '2');
  await expect(trouble(page)).toHaveCount(0);
  outlived();
});

test('of two tabs with the same run one keeps it, and the other says so until it is its turn', async ({
  inkling,
  page,
  context,
}) => {
  await inkling.open(run);
  await step(inkling, 1);
  await expect(kept(page)).toHaveAttribute('data-value', '1');

  const other = await context.newPage();
  const second = new (inkling.constructor as new (page: Page) => Inkling)(other);
  await second.open(run);
  await expect(other.locator('.keeping-notice')).toContainText('Taken up from its last copy: step 1');
  await step(second, 2);
  await expect(trouble(other)).toContainText('Another tab has this run open');
  await step(second, 3);
  await expect(trouble(other)).toHaveCount(1);
  await step(inkling, 2);
  await expect(kept(page)).toHaveAttribute('data-value', '2');

  await page.close();
  await step(second, 4);
  await expect(kept(other)).toHaveAttribute('data-value', '4');
  await expect(trouble(other)).toHaveCount(0);
  await other.close();
  outlived();
});

test('a damaged copy is told, and the one before it is taken up', async ({ inkling, page }) => {
  await inkling.open(run);
  await step(inkling, 1);
  await step(inkling, 2);
  await expect(kept(page)).toHaveAttribute('data-value', '2');
  const damage = (copies: 'newest' | 'all') =>
    page.evaluate(
      (which) =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('inkling');
          request.onsuccess = () => {
            const transaction = request.result.transaction('checkpoints', 'readwrite');
            const store = transaction.objectStore('checkpoints');
            store.getAll().onsuccess = ({ target }) => {
              const found: { bytes: Uint8Array }[] = (target as IDBRequest).result;
              for (const copy of which === 'all' ? found : found.slice(-1)) {
                copy.bytes[copy.bytes.length >> 1] =
                  (copy.bytes[copy.bytes.length >> 1] ?? 0) ^ (which === 'all' ? 2 : 1);
                store.put(copy);
              }
            };
            transaction.oncomplete = () => {
              request.result.close();
              resolve();
            };
          };
        }),
      copies,
    );
  await damage('newest');
  await page.reload();
  await expect(page.locator('.keeping-notice')).toContainText('step 1, kept in this browser', afterLoading);
  await expect(page.locator('.keeping-notice')).toContainText('The newest copy was damaged');
  await damage('all');
  await page.reload();
  await expect(trouble(page)).toContainText('cannot be taken up, so it begins anew. ', afterLoading);
  await inkling.ready();
  await step(inkling, 1);
  await expect(kept(page)).toHaveAttribute('data-value', '1');
  outlived();
});

test('records that somebody else on the origin has forged end nothing, and the run is kept on', {
  tag: '@full',
}, async ({ inkling, page }) => {
  await inkling.open(run);
  await step(inkling, 1);
  await expect(kept(page)).toHaveAttribute('data-value', '1');
  const records = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open('inkling');
        request.onsuccess = () => {
          const transaction = request.result.transaction('checkpoints', 'readwrite');
          const store = transaction.objectStore('checkpoints');
          let records = 0;
          store.getAll().onsuccess = ({ target }) => {
            const [copy] = (target as IDBRequest).result;
            const forge = (fields: object) => store.put({ ...copy, ...fields });
            forge({ losses: {}, step: 1e9 });
            forge({ savedAt: copy.savedAt + 1, bytes: 'none' });
            forge({ savedAt: Number.POSITIVE_INFINITY });
            forge({ savedAt: 'at last' });
            forge({ run: 7, savedAt: 'at last' });
            store.count().onsuccess = (counted) => {
              records = (counted.target as IDBRequest).result;
            };
          };
          transaction.oncomplete = () => {
            request.result.close();
            resolve(records);
          };
        };
      }),
  );
  expect(records).toBe(5);
  for (const next of [2, 3]) {
    await page.reload();
    await inkling.ready();
    await expect(page.locator('.keeping-notice')).toContainText(
      `Taken up from its last copy: step ${next - 1},`,
    );
    await step(inkling, next);
    await expect(kept(page)).toHaveAttribute('data-value', String(next));
  }
  await expect(page.getByRole('alert')).toBeHidden();
  outlived();
});
