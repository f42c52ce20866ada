import { readdir, readFile } from 'node:fs/promises';
import { figure } from '../figures.mjs';
import { zero } from './digits.ts';
import { expect, quickRun, test } from './inkling.ts';
import { expectEmptied } from './settled.ts';
import { serveDist } from './static-server.ts';

test('it works below any path of a host that sets no headers and does not inflate', { tag: '@full' }, async ({
  inkling,
  page,
}) => {
  const server = await serveDist('/some/where/else/');
  try {
    await inkling.open(quickRun, server.url);
    await inkling.trainToEnd();
    expect(await inkling.value('validation-accuracy')).toBeGreaterThan(0.9);
    await inkling.draw(zero);
    await expect(inkling.output('prediction')).toHaveAttribute('data-value', '0');
    expect(inkling.requests.every((url) => url.startsWith(server.url))).toBe(true);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    expect(await page.context().cookies()).toEqual([]);
  } finally {
    await server.close();
  }
});

test('with threads, without, and where they cannot be had, it trains to the same loss', async ({
  inkling,
  page,
}) => {
  inkling.expectedErrors = /ERR_FAILED|wasm/;
  const modules: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.wasm')) modules.push(pathname.replace(/.*\/|-.*/g, ''));
  });
  const losses: number[] = [];
  const train = async (url: string) => {
    await inkling.open('lr=0.05&momentum=0.9&epochs=1&train=20000', url);
    await inkling.trainToEnd();
    losses.push(await inkling.value('validation-loss'));
    await inkling.button('Reset').click(); // else the next visit takes the run up
    await expect(page.locator('.keeping-notice')).toContainText('Reset dropped');
    await expectEmptied(page, 'inkling', 'checkpoints');
  };
  const server = await serveDist('/');
  try {
    server.isolated = true;
    await train(server.url);
    await page.route('**/core_threads-*.wasm', (route) => route.abort());
    await train(`${server.url}?no-such-file`);
    server.isolated = false;
    await train(`${server.url}?not-isolated`);
  } finally {
    await server.close();
  }
  const single = ['core', 'core.rest'];
  expect(modules).toEqual(['core_threads', 'core_threads.rest', ...single, ...single]);
  expect(losses[0]).toBeGreaterThan(0);
  expect(losses).toEqual([losses[0], losses[0], losses[0]]);
  figure('F5', 'visits with threads or without that ended alike', losses.length);
});

test('where memory cannot be shared, or no thread starts, it trains to the same loss', {
  tag: ['@full', '@chromium'],
}, async ({ inkling, page }) => {
  inkling.expectedErrors = /no thread here/;
  await page.addInitScript(() => {
    const { search } = location;
    const opened: string[] = [];
    Reflect.set(window, 'opened', opened);
    if (search === '?nothing-shared') Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        opened.push(options?.name ?? '');
        if (options?.name === 'em-pthread' && search === '?threads-throw') throw new Error('no thread here');
        super(url, options);
        if (options?.name !== 'em-pthread' || search !== '?threads-fail') return;
        this.terminate();
        setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'no thread here' })), 10);
      }
    };
  });
  const server = await serveDist('/');
  server.isolated = true;
  const modules = () => server.requests.filter((path) => /\/core(_threads)?\.rest-[\w-]+\.wasm$/.test(path));
  const visits: Record<string, { loss: number; module: string; threads: number }> = {};
  const train = async (search: string) => {
    await inkling.open('lr=0.05&momentum=0.9&epochs=1&train=20000', `${server.url}${search}`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await inkling.trainToEnd();
    const opened = await page.evaluate((): string[] => Reflect.get(window, 'opened'));
    visits[search] = {
      loss: await inkling.value('validation-loss'),
      module:
        modules()
          .at(-1)
          ?.replace(/.*\/|\..*/g, '') ?? '',
      threads: opened.filter((name) => name === 'em-pthread').length,
    };
    await inkling.button('Reset').click(); // else the next visit takes the run up
    await expect(page.locator('.keeping-notice')).toContainText('Reset dropped');
    await expectEmptied(page, 'inkling', 'checkpoints');
  };
  try {
    await train('');
    await train('?threads-throw');
    await train('?threads-fail');
    const assets = new URL('../../dist/assets/', import.meta.url);
    for (const name of await readdir(assets))
      if (/^(worker|core_threads)-.*\.js$/.test(name))
        server.replaced.set(
          `assets/${name}`,
          `delete globalThis.SharedArrayBuffer; ${await readFile(new URL(name, assets), 'utf8')}`,
        );
    await train('?nothing-shared');
  } finally {
    await server.close();
  }
  const loss = visits['']?.loss;
  const threads = visits['']?.threads;
  expect(loss).toBeGreaterThan(0);
  expect(threads).toBeGreaterThan(0);
  expect(visits).toEqual({
    '': { loss, module: 'core_threads', threads },
    '?threads-throw': { loss, module: 'core_threads', threads },
    '?threads-fail': { loss, module: 'core_threads', threads },
    '?nothing-shared': { loss, module: 'core', threads: 0 },
  });
  figure('F5', 'visits without threads to be had, or shared memory, that ended alike', 3);
});

test('a second visit brings its data along, and what was damaged comes anew', async ({ inkling, page }) => {
  const server = await serveDist('/again/');
  const downloads = () => server.requests.filter((path) => path.endsWith('.gz')).length;
  try {
    await inkling.open(quickRun, server.url);
    expect(downloads()).toBe(4);
    await expect
      .poll(() => page.evaluate(async () => (await (await caches.open('inkling-data')).keys()).length), {
        timeout: 20_000,
      })
      .toBe(4);
    await inkling.open(quickRun, `${server.url}?again`);
    expect(downloads()).toBe(4);

    await page.evaluate(async () => {
      const shelf = await caches.open('inkling-data');
      const [first] = await shelf.keys();
      if (!first) throw new Error('nothing was kept');
      const size = (await (await shelf.match(first))?.arrayBuffer())?.byteLength ?? 0;
      await shelf.put(first, new Response(new Uint8Array(size)));
    });
    await inkling.open(quickRun, `${server.url}?damaged`);
    expect(downloads()).toBe(5);
  } finally {
    await server.close();
  }
});
