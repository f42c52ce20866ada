// What a first visitor's browser fetches, as a compressing host sends it.
import { gzipSync } from 'node:zlib';

/** Data sets and ready-made networks are no part of the page. */
const isData = (/** @type {string} */ path) => /\.(gz|bin)$/.test(path);

/**
 * To be called before the page is opened; tells the gzipped size of each file that was fetched since. What is asked for
 * twice, as threads ask for their script, is fetched once.
 * @param {import('@playwright/test').Page} page
 * @returns {() => Promise<Record<string, number>>}
 */
export function watchLoad(page) {
  /** @type {Map<string, Promise<Buffer>>} */
  const bodies = new Map();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (isData(pathname) || bodies.has(pathname)) return;
    const body = response.body();
    body.catch(() => {}); // of what comes after the last look, when the page may be closed
    bodies.set(pathname, body);
  });
  return async () => {
    const files = Array.from(bodies, async ([path, body]) => [
      path,
      gzipSync(await body, { level: 9 }).length,
    ]);
    return Object.fromEntries(await Promise.all(files));
  };
}
