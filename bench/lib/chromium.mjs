// A Chromium for one contender: started, used and closed, so that none is idle while another is measured.
import { setTimeout } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../script/lib/chromium.mjs';
import { serve } from './server.mjs';

// After its start Chromium goes on working for some seconds, on windows of its own that nobody sees.
const settleMilliseconds = 4000;

/** A sentence when there is no Chromium. */
export function missingChromium() {
  try {
    findChromium();
    return undefined;
  } catch (error) {
    return `${error.message}.`;
  }
}

/**
 * Calls `use(page, url)` with the address of a server and an empty page of it, in a Chromium that has come to rest: a
 * visitor's browser has been running for a while too.
 */
export async function withPage(use, serverOptions) {
  const server = await serve(serverOptions);
  const { url } = server;
  const browser = await chromium
    .launch({ executablePath: findChromium(), args: chromiumArguments })
    .catch(async (error) => {
      await server.close();
      throw error;
    });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(`${url}browser/`);
    await setTimeout(settleMilliseconds);
    return await use(page, url);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Runs browser/`contender`.js in a worker of an empty page; resolves with its epochs. */
export function runInWorker(contender, options, serverOptions) {
  const train = (request) =>
    new Promise((resolve, reject) => {
      const worker = new Worker('worker.js');
      worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.epochs));
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage(request);
    });
  return withPage((page) => page.evaluate(train, { contender, ...options }), serverOptions);
}
