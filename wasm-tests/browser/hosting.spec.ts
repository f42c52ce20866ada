import { figure } from '../figures.mjs';
import { zero } from './digits.ts';
import { expect, quickRun, test } from './inkling.ts';
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

test('a second visit brings its data along, and what was damaged comes anew', async ({ inkling, page }) => {
  const server = await serveDist('/again/');
  const downloads = () => server.requests.filter((path) => path.endsWith('.gz')).length;
  try {
    await inkling.open(quickRun, server.url);
    expect(downloads()).toBe(4);
    await expect
      .poll(() => page.evaluate(async () => (await (await caches.open('inkling-data')).keys()).length))
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
