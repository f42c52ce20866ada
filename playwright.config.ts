// Browser tests, against what `npm run build:web` left in dist/.
import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from './script/lib/chromium.mjs';

const port = Number(process.env.INKLING_TEST_PORT ?? 4319);

/** Tests that say how long something may take. */
const timed = /\/(controls|killed|lifecycle|trouble)\.spec\.ts$/;

export default defineConfig({
  testDir: 'wasm-tests/browser',
  outputDir: 'build/browser-tests',
  reporter: [['list']],
  forbidOnly: true,
  fullyParallel: false,
  workers: 2,
  projects: [
    { name: 'pages', testIgnore: timed },
    // After the others, one at a time: with two pages in training each would only measure the other.
    { name: 'timed', testMatch: timed, workers: 1, dependencies: ['pages'] },
  ],
  timeout: 60_000,
  // What a push can do without, so that it is tested within minutes: script/test --full runs these too.
  ...(process.env.INKLING_TEST_FULL === '1' ? {} : { grepInvert: /@full/ }),
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1366, height: 768 },
    launchOptions: { executablePath: findChromium(), args: chromiumArguments },
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    port,
    reuseExistingServer: false,
  },
});
