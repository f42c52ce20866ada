import { readFile } from 'node:fs/promises';
import { zero } from './digits.ts';
import { expect, type Inkling, test } from './inkling.ts';

const packed = (name: string) => readFile(new URL(`../../build/data/${name}`, import.meta.url));
const trainImages = '**/data/train-images-idx3-ubyte.gz';
const trainLabels = '**/data/train-labels-idx1-ubyte.gz';
const testImages = '**/data/t10k-images-idx3-ubyte.gz';

async function expectRetryHelps(inkling: Inkling, failed: string, message: RegExp, files = 1): Promise<void> {
  await expect(inkling.page.locator('.data-trouble')).toContainText(message, { timeout: 20_000 });
  await inkling.page.unroute(failed);
  const before = inkling.requests.length;
  await inkling.button('Retry').click();
  await inkling.ready();
  await expect(inkling.page.locator('.data-trouble')).toBeHidden();
  const again = inkling.requests.slice(before).filter((url) => url.endsWith('.gz'));
  expect(again, 'only what failed is fetched again').toHaveLength(files);
}

test('a download that breaks off is told, and Retry fetches that file alone', async ({ inkling, page }) => {
  inkling.expectedErrors = /Failed to load resource/;
  await page.route(trainImages, (route) => route.abort('connectionreset'));
  await page.goto('');
  await expect(inkling.button('Train')).toBeDisabled();
  await expect(page.getByText('Training needs the data.')).toBeVisible();
  await expectRetryHelps(inkling, trainImages, /train-images-idx3-ubyte\.gz: the transfer broke off/);
});

test('a file that is not there is told', async ({ inkling, page }) => {
  inkling.expectedErrors = /Failed to load resource/;
  await page.route(trainLabels, (route) => route.fulfill({ status: 404 }));
  await page.goto('');
  await expectRetryHelps(inkling, trainLabels, /train-labels-idx1-ubyte\.gz: the server answered 404/);
});

test('a truncated file is told', async ({ inkling, page }) => {
  const body = (await packed('train-images-idx3-ubyte.gz')).subarray(0, 1_000_000);
  await page.route(trainImages, (route) => route.fulfill({ body, contentType: 'application/gzip' }));
  await page.goto('');
  await expectRetryHelps(inkling, trainImages, /train-images-idx3-ubyte\.gz/);
});

test('labels in place of images are told', async ({ inkling, page }) => {
  const body = await packed('train-labels-idx1-ubyte.gz');
  await page.route(trainImages, (route) => route.fulfill({ body, contentType: 'application/gzip' }));
  await page.goto('');
  await expectRetryHelps(inkling, trainImages, /train-images-idx3-ubyte\.gz.*label/);
});

test('without the test images one can train all the same', { tag: '@full' }, async ({ inkling, page }) => {
  inkling.expectedErrors = /Failed to load resource/;
  await page.route(testImages, (route) => route.abort());
  await page.goto('#epochs=1&train=640');
  await expect(page.locator('.data-trouble')).toContainText('t10k-images-idx3-ubyte.gz', { timeout: 20_000 });
  await expect(inkling.page.getByRole('button', { name: 'Test', exact: true })).toBeDisabled();
  await inkling.button('Train').click();
  await expect(inkling.output('epoch')).toHaveAttribute('data-value', '1');
  // It is calibrated first.
  await expect(page.locator('.train-hint')).toContainText('This run is finished.', { timeout: 20_000 });
  await expect(page.locator('.train-hint')).not.toHaveClass(/is-trouble/);
  await page.unroute(testImages);
  await inkling.button('Retry').click();
  await inkling.ready({ finished: true });
  await inkling.page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(inkling.output('test-accuracy')).not.toHaveAttribute('data-value', '');
  await expect(inkling.output('epoch')).toHaveAttribute('data-value', '1');
});

test('loading can be cancelled, which is told, and Retry goes on with what is missing', async ({
  inkling,
  page,
}) => {
  await page.route(trainImages, () => {}); // never answered
  await page.goto('');
  await expect(page.getByText(/Loading MNIST: (?!0\.0)\d\.\d of [\d.]+ MB/)).toBeVisible(); // the smaller files come first
  await inkling.button('Cancel').click();
  await expect(inkling.button('Retry')).toBeFocused();
  const missing = page.getByText(/^MNIST: [1-4] of 4 files could not be loaded\.$/);
  await expect(missing).toBeVisible();
  const files = Number(/\d/.exec((await missing.textContent()) ?? '')?.[0]);
  await expect(inkling.button('Cancel')).toBeHidden();
  await expectRetryHelps(inkling, trainImages, /^\s*Loading was cancelled\.\s*Retry\s*$/, files);
});

test('after a trap the page says so, and Restart begins anew with settings and drawing', async ({
  inkling,
  page,
  inWorker,
}) => {
  inkling.expectedErrors = /^RuntimeError: unreachable\b/; // the trap itself, which Firefox tells the console of
  await inkling.open('lr=0.01&seed=5');
  await inkling.draw(zero);
  await page.getByLabel('Epochs', { exact: true }).fill('9');
  await inkling.button('Train').click();
  await expect(inkling.button('Pause')).toBeEnabled();
  await inWorker(() => {
    performance.now = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
  });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('RuntimeError: unreachable');
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '');
  await expect(inkling.button('Train')).toBeDisabled();
  await expect(inkling.button('Pause')).toBeDisabled();
  const kept = Number(/at step ([\d,]+)/.exec(await alert.innerText())?.[1]?.replaceAll(',', '') ?? 0);
  const batches = 313; // of an epoch
  await inkling.button('Restart').click();
  await expect(alert).toBeHidden();
  await inkling.ready();
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('5');
  await expect(page.getByLabel('Epochs', { exact: true })).toHaveValue('9');
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^\d$/);
  await inkling.button('Step').click();
  // The one after the last that was kept before the trap.
  await expect(page.locator('.progress-text')).toContainText(
    `Epoch ${Math.floor(kept / batches) + 1}${(kept + 1) % batches === 0 ? ' is complete' : `: batch ${(kept % batches) + 1} of`}`,
  );
  // The new worker with its threads, four in all at most; the dead one and its own are gone.
  const threads = await page.evaluate(() => Math.min(navigator.hardwareConcurrency, 4));
  await expect.poll(() => page.workers().length).toBe(threads);
});

test('when memory runs out in training the page says so, and Restart goes on from the last copy', async ({
  inkling,
  page,
  inWorker,
}) => {
  inkling.expectedErrors = /not enough memory/; // the error itself, which Firefox tells the console of
  await inkling.open('lr=0.01&seed=6');
  for (let batch = 1; batch <= 2; batch++) {
    await inkling.button('Step').click();
    await expect(page.locator('.kept')).toContainText(`step ${batch}`);
  }
  await inkling.button('Train').click();
  await inWorker(() => {
    performance.now = () => {
      throw Object.assign(new Error('not enough memory'), { code: 'E_MEMORY' });
    };
  });
  await expect(page.getByRole('alert')).toContainText('not enough memory');
  await expect(inkling.button('Pause')).toBeDisabled();
  await inkling.button('Restart').click();
  await inkling.ready();
  await expect(page.getByRole('alert')).toBeHidden();
  await inkling.button('Step').click();
  const batch = async () =>
    Number(/batch (\d+) of/.exec((await page.locator('.progress-text').textContent()) ?? '')?.[1]);
  await expect.poll(batch, 'after the last copy').toBeGreaterThan(2);
});

test('the page opens the threads: a worker that opens them itself may sleep for good in Firefox', async ({
  inkling,
  page,
}) => {
  await page.addInitScript(() => {
    const opened: string[] = [];
    Reflect.set(window, 'opened', opened);
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        opened.push(options?.name ?? '');
      }
    };
  });
  await inkling.open();
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 1 of');
  const threads = await page.evaluate(() => Math.min(navigator.hardwareConcurrency, 4));
  const opened = () => page.evaluate(() => Reflect.get(window, 'opened'));
  await expect.poll(opened).toEqual(['inkling', ...Array(threads - 1).fill('em-pthread')]);
});

test('a worker that vanishes without a word is missed, and Restart helps', async ({ inkling, page }) => {
  await page.addInitScript(() => {
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        addEventListener('kill-worker', () => this.terminate());
      }
    };
  });
  await inkling.open();
  await inkling.button('Train').click();
  await page.evaluate(() => dispatchEvent(new Event('kill-worker')));
  await expect(page.getByRole('alert')).toContainText('has not answered', { timeout: 15_000 });
  await inkling.button('Restart').click();
  await inkling.ready();
  await expect(page.getByRole('alert')).toBeHidden();
});

test('a worker that never starts is missed, and Restart helps', { tag: '@full' }, async ({
  inkling,
  page,
}) => {
  const script = '**/assets/worker-*.js';
  await page.route(script, () => {}, { times: 1 }); // never answered; the second worker's is
  await page.goto('', { waitUntil: 'commit' }); // Firefox counts the worker's script to what is loaded
  await expect(page.getByRole('alert')).toContainText('has not answered', { timeout: 15_000 });
  await inkling.button('Restart').click();
  await inkling.ready();
  await expect(page.getByRole('alert')).toBeHidden();
});

test('a worker that is busy for long is not given up', { tag: '@full' }, async ({
  inkling,
  page,
  inWorker,
}) => {
  await inkling.open();
  const busy = inWorker(() => {
    const end = performance.now() + 12_000;
    while (performance.now() < end);
  });
  await expect(page.getByRole('alert')).toContainText('has not answered', { timeout: 15_000 });
  await busy;
  await expect(page.getByRole('alert')).toBeHidden();
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 1 of');
});

test('a module that cannot be loaded is told, and Restart helps', async ({ inkling, page }) => {
  inkling.expectedErrors = /./; // the module's loader says a lot to the console
  await page.route('**/*.wasm', (route) => route.fulfill({ status: 404 }));
  await page.goto('');
  await expect(page.getByRole('alert')).toContainText('The WebAssembly module could not be loaded');
  await page.unroute('**/*.wasm');
  await inkling.button('Restart').click();
  await inkling.ready();
});

test('a learning rate at which training diverges stops it with a word', async ({ inkling, page }) => {
  await inkling.open('layers=784-128-128-128-10&lr=100&momentum=0.9');
  await inkling.draw(zero);
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^\d$/);
  await inkling.button('Train').click();
  await expect(page.locator('.train-hint')).toContainText('smaller learning rate', { timeout: 20_000 });
  await expect(inkling.button('Pause')).toBeDisabled();
  await expect(page.locator('.reading-note')).toContainText('diverged');
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '');
  await expect(page.locator('.train-hint')).toContainText('smaller learning rate');

  await inkling.button('Reset').click();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^\d$/);
  await expect(page.locator('.reading-note')).toContainText('ready-made network');
});

test('a run whose rate is raised until it diverges is taken up where it was last finite', async ({
  inkling,
  page,
}) => {
  await inkling.open('layers=784-128-128-128-10&lr=0.01&momentum=0.9');
  for (let batch = 1; batch <= 3; batch++) {
    await inkling.button('Step').click();
    await expect(page.locator('.kept')).toHaveAttribute('data-value', String(batch));
  }
  await page.getByLabel('Learning rate', { exact: true }).fill('100');
  await inkling.button('Change this run').click();
  await expect.poll(() => new URL(page.url()).hash).toContain('at=3:lr=100');
  await inkling.button('Train').click();
  await expect(page.locator('.train-hint')).toContainText('smaller learning rate', { timeout: 20_000 });
  await expect(page.locator('.kept')).toHaveAttribute('data-value', '3'); // what was trained since is not finite
  await page.reload();
  await inkling.ready();
  await expect(page.locator('.keeping-notice')).toContainText('Taken up from its last copy: step 3,');
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 3 of');
  await expect(page.locator('.train-hint')).not.toHaveClass(/is-trouble/);
});
