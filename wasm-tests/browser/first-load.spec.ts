// A first visit fetches what it takes to draw and to begin training, and nothing else: everything else comes when it is wanted.
import { watchLoad } from '../../script/lib/first-load.mjs';
import { expect, test, wholePage } from './inkling.ts';

test.use({ ...wholePage, viewport: { width: 1280, height: 720 } });

const limit = 200_000;
const firstFiles =
  /^\/(|assets\/(icon|index|text|thinned-series|worker|core|core_threads)-[\w-]+\.(svg|css|js|wasm))$/;
const later = [/^\/assets\/plot-/, /^\/assets\/live-loss-panel-/, /^\/assets\/core(_threads)?\.rest-/];

test('until training can begin, page, scripts, styles and module are at most 200 kB gzipped @chromium', async ({
  inkling,
  page,
}) => {
  const fetched = watchLoad(page);
  await inkling.open();
  const files = Object.entries(await fetched());
  const bytes = files.reduce((sum, [, size]) => sum + size, 0);
  const list = files.map(([path, size]) => `${size.toLocaleString('en').padStart(9)} ${path}`).join('\n');
  console.log(`${bytes.toLocaleString('en')} bytes\n${list}`);
  expect(
    files.map(([path]) => path).filter((path) => !firstFiles.test(path)),
    'files of what nobody has asked for yet',
  ).toEqual([]);

  await inkling.button('Train').click();
  await expect(page.locator('.live-loss canvas')).toBeVisible();
  const paths = Object.keys(await fetched());
  for (const file of later) expect(paths.some((path) => file.test(path))).toBe(true);
  expect(bytes, list).toBeLessThanOrEqual(limit);
});
