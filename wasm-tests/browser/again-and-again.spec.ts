// Each way in which the worker can fail, over and over: every time the page says what happened, Restart helps, and nothing
// of the dead worker stays.
import type { Page, Route } from '@playwright/test';
import { figure } from '../figures.mjs';
import { expect, type Inkling, test } from './inkling.ts';

test.describe.configure({ retries: 0 }); // what fails once has failed

const times = 20;

interface Trouble {
  readonly what: string;
  readonly told: RegExp;
  /** Of a page that is ready and trains. */
  readonly cause: (page: Page) => Promise<unknown>;
  /** What lets the next worker live. */
  readonly end?: (page: Page) => Promise<unknown>;
}

/** The page's own, not one of its threads, and the latest. */
const workerOf = (page: Page) => {
  const worker = page
    .workers()
    .filter((each) => /\/worker-[^/]*\.js$/.test(each.url()))
    .at(-1);
  if (!worker) throw new Error('the page has no worker');
  return worker;
};

/** In the worker, at its next look at the clock: each step takes one. */
const failing = (error: string) => (page: Page) =>
  workerOf(page).evaluate((text) => {
    performance.now = () => {
      throw new WebAssembly.RuntimeError(text);
    };
  }, error);

/** The next worker's module. */
const badModule = (answer: (route: Route) => Promise<void>) => async (page: Page) => {
  await page.route('**/*.wasm', answer);
  await failing('unreachable')(page);
  await page.getByRole('button', { name: 'Restart' }).click();
};
const goodModule = (page: Page) => page.unroute('**/*.wasm');

const troubles: readonly Trouble[] = [
  { what: 'a trap', told: /RuntimeError: unreachable/, cause: failing('unreachable') },
  { what: 'an abort', told: /Aborted\(no more memory\)/, cause: failing('Aborted(no more memory)') },
  {
    what: 'a loop without end',
    told: /has not answered/,
    // Not in what evaluate() runs: of that the browser's debugger keeps the worker alive.
    cause: (page) =>
      workerOf(page).evaluate(() => {
        performance.now = () => {
          for (;;);
        };
      }),
  },
  {
    what: 'a module that is not there',
    told: /module could not be loaded/,
    cause: badModule((route) => route.fulfill({ status: 404 })),
    end: goodModule,
  },
  {
    what: 'a page in place of the module',
    told: /module could not be loaded/,
    cause: badModule((route) =>
      route.fulfill({
        status: 200,
        contentType: 'text/html',
        body: '<!doctype html><title>Not found</title>',
      }),
    ),
    end: goodModule,
  },
  {
    what: 'a module with a changed bit',
    told: /module could not be loaded.* is not the file that was built/,
    cause: badModule(async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length - 1] = (body[body.length - 1] ?? 0) ^ 1;
      await route.fulfill({ response, body });
    }),
    end: goodModule,
  },
];

async function expectItToTrain(inkling: Inkling) {
  await inkling.ready();
  await inkling.button('Train').click();
  await expect(inkling.button('Pause')).toBeEnabled();
}

for (const { what, told, cause, end } of troubles) {
  test(`${what}, ${times} times over, is told, and Restart helps each time`, { tag: '@full' }, async ({
    inkling,
    page,
  }) => {
    test.setTimeout(60_000 + times * 20_000);
    inkling.expectedErrors = /./;
    await inkling.open('epochs=1000');
    await expectItToTrain(inkling);
    const alert = page.getByRole('alert');
    for (let n = 0; n < times; n++) {
      await cause(page);
      await expect(alert).toContainText(told, { timeout: 20_000 });
      await end?.(page);
      await inkling.button('Restart').click();
      await expect(alert).toBeHidden();
      await expectItToTrain(inkling);
    }
    const threads = await page.evaluate(() => Math.min(navigator.hardwareConcurrency, 4));
    await expect
      .poll(() => page.workers().map((each) => each.url()), { timeout: 30_000 })
      .toHaveLength(threads);
    figure('E3', `${what}, told and ended by Restart`, times);
  });
}

test(`the right module under a wrong type, ${times} times over, is taken all the same`, {
  tag: '@full',
}, async ({ inkling, page }) => {
  test.setTimeout(60_000 + times * 20_000);
  inkling.expectedErrors = /./;
  let asked = 0;
  await page.route('**/*.wasm', async (route) => {
    asked++;
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-type': 'text/plain' };
    await route.fulfill({ response, headers });
  });
  await inkling.open('epochs=1000');
  await expectItToTrain(inkling);
  const alert = page.getByRole('alert');
  for (let n = 1; n < times; n++) {
    await failing('unreachable')(page);
    await expect(alert).toContainText('RuntimeError: unreachable', { timeout: 20_000 });
    const before = asked;
    await inkling.button('Restart').click();
    await expectItToTrain(inkling);
    await expect(alert).toBeHidden();
    expect(asked).toBeGreaterThan(before);
    const progress = page.locator('.progress-text');
    const at = (await progress.textContent()) ?? '';
    await expect(progress).not.toHaveText(at);
  }
  figure('E3', 'the right module as text/plain, taken', times);
});
