// Browser tests, against what `npm run build:web` left in dist/.
import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from './script/lib/chromium.mjs';

const port = Number(process.env.INKLING_TEST_PORT ?? 4319);

export default defineConfig({
  testDir: 'wasm-tests/browser',
  outputDir: 'build/browser-tests',
  reporter: [['list']],
  forbidOnly: true,
  fullyParallel: false,
  workers: 1, // each page trains: two would only measure each other
  timeout: 60_000,
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
