// Browser tests, against what `npm run build:web` left in dist/, and against the same page with fewer images, which most
// of them use: they then need a third of the time.
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from './script/lib/chromium.mjs';
import { findFirefox } from './script/lib/firefox.mjs';

const port = Number(process.env.INKLING_TEST_PORT ?? 4319);

const outputDir = join(import.meta.dirname, 'build/browser-tests');

const smallPort = port + 1;
const vite = 'node node_modules/vite/bin/vite.js';
const serve = (served: number) => `${vite} preview --host 127.0.0.1 --port ${served} --strictPort`;

const isFull = process.env.INKLING_TEST_FULL === '1';

/** Another engine, with the same tests; left out where it is not installed. A push runs a few, marked @firefox. */
const firefox = findFirefox();

/** Tests of what Chromium alone is told from outside: frozen and woken, ended as a process, its heap looked at. */
const chromiumOnly = /\/(again-and-again|killed|lifecycle|soak)\.spec\.ts$/;

/** Of the page's parts, in Node.js. */
const units = /\/units\//;

/** Tests that say how long something may take. */
const timed = /\/(again-and-again|controls|killed|lifecycle|soak|trouble)\.spec\.ts$/;

export default defineConfig({
  testDir: 'wasm-tests/browser',
  outputDir,
  reporter: [['list'], ['junit', { outputFile: 'build/results/browser.xml' }]], // script/guarantees reads it
  forbidOnly: true,
  // Two pages that train share two cores with what else a machine does: what passes only now is listed as flaky, to be mended.
  // What waits for nothing, or shows that nothing is lost, has one try: a copy that is lost once is lost. Such files say so.
  retries: 1,
  fullyParallel: false,
  workers: 2,
  projects: [
    { name: 'units', testMatch: units, retries: 0 },
    { name: 'pages', testIgnore: [units, timed] },
    // After the others, one at a time: with two pages in training each would only measure the other.
    { name: 'timed', testMatch: timed, workers: 1, dependencies: ['units', 'pages'] },
    ...(firefox
      ? [
          {
            name: 'firefox',
            testIgnore: [chromiumOnly, units],
            grep: isFull ? /./ : /@firefox/,
            grepInvert: isFull ? /@chromium/ : /@full|@chromium/,
            dependencies: ['pages'],
            use: {
              browserName: 'firefox' as const,
              channel: 'moz-firefox', // the system's own, by WebDriver BiDi
              launchOptions: {
                executablePath: firefox,
                args: [],
                // Of each worker its own: what is saved is read there (wasm-tests/browser/saving.ts).
                downloadsPath: join(outputDir, `saved-${process.env.TEST_WORKER_INDEX ?? ''}`),
              },
            },
          },
        ]
      : []),
  ],
  timeout: 60_000,
  // What a push can do without, so that it is tested within minutes: script/test --full runs these too.
  ...(isFull ? {} : { grepInvert: /@full/ }),
  use: {
    baseURL: `http://127.0.0.1:${smallPort}/`,
    viewport: { width: 1366, height: 768 },
    launchOptions: { executablePath: findChromium(), args: chromiumArguments },
    screenshot: 'only-on-failure',
  },
  metadata: { wholePage: `http://127.0.0.1:${port}/` },
  webServer: [
    { command: serve(port), port },
    {
      command: `${vite} build --logLevel warn && ${serve(smallPort)}`,
      port: smallPort,
      env: { INKLING_PAGE: 'small' },
    },
  ],
});
