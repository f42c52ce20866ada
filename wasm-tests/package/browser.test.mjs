// The package in Chromium: by four ways of bringing it there, by Vite's dev server, and on a page with shared memory.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from '@playwright/test';
import * as esbuild from 'esbuild';
import { createServer as createViteServer, build as viteBuild } from 'vite';
import webpack from 'webpack';
import { chromiumArguments, findChromium } from '../../script/lib/chromium.mjs';
import { project } from './project.mjs';

const bundled = '<script type="module" src="./app.js"></script>';

const bundlers = {
  async vite() {
    await viteBuild({
      root: project,
      base: './',
      logLevel: 'error',
      configFile: false,
      build: { outDir: 'vite' },
      worker: { format: 'es' },
    });
  },

  async webpack() {
    const stats = await new Promise((resolve, reject) =>
      webpack(
        {
          ...{ mode: 'production', context: project, entry: './app.js', experiments: { outputModule: true } },
          output: { path: join(project, 'webpack'), filename: 'app.js', module: true, publicPath: 'auto' },
        },
        (error, result) => (error ? reject(error) : resolve(result)),
      ),
    );
    assert.equal(stats.hasErrors(), false, stats.toString());
    writeFileSync(join(project, 'webpack/index.html'), bundled);
  },

  async esbuild() {
    const outdir = join(project, 'esbuild');
    await esbuild.build({
      entryPoints: { app: join(project, 'app.js'), worker: 'inkling/worker-script' },
      outdir,
      bundle: true,
      format: 'esm',
      absWorkingDir: project,
      logLevel: 'error',
    });
    copyFileSync(join(project, 'node_modules/inkling/lib/core/core.wasm'), join(outdir, 'core.wasm'));
    writeFileSync(join(outdir, 'index.html'), bundled);
  },

  async plain() {
    const at = '/node_modules/inkling/npm/';
    const map = JSON.stringify({ imports: { inkling: `${at}index.js`, 'inkling/worker': `${at}worker.js` } });
    const page = `<script type="importmap">${map}</script><script type="module" src="/app.js"></script>`;
    mkdirSync(join(project, 'plain'), { recursive: true });
    writeFileSync(join(project, 'plain/index.html'), page);
  },
};

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Serves the project's files; its address. */
async function serve(headers = {}) {
  const server = createServer((request, response) => {
    try {
      const body = readFileSync(join(project, new URL(request.url, 'http://localhost').pathname));
      const type = types[extname(request.url)] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, ...headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

/** @type {import('@playwright/test').Browser} */
let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
});
after(() => browser.close());

/** What the page's two trainers came to, and which files it took. @param {string} address */
async function open(address) {
  const page = await browser.newPage();
  const asked = [];
  const said = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  try {
    await page.goto(address);
    await page
      .waitForFunction(() => 'found' in globalThis, undefined, { timeout: 20_000 })
      .catch(() => assert.fail([address, ...said].join('\n')));
    const found = await page.evaluate(() => globalThis.found);
    const { isolated, processors } = await page.evaluate(() => ({
      isolated: crossOriginIsolated,
      processors: navigator.hardwareConcurrency,
    }));
    assert.match(found[0], /^1,2 E_API_DELETED [0-9a-f]{16}$/);
    assert.deepEqual(found, [found[0], found[0]]);
    return { print: found[0], isolated, processors, asked };
  } finally {
    await page.close();
  }
}

const prints = new Set();

for (const [name, bundle] of Object.entries(bundlers)) {
  test(`it trains in Chromium: ${name}`, async () => {
    await bundle();
    const { print, isolated } = await open(`${await serve()}/${name}/index.html`);
    assert.equal(isolated, false);
    prints.add(print);
  });

  test(`it trains on a page with shared memory: ${name}`, async () => {
    const { print, isolated, processors, asked } = await open(`${await serve(isolation)}/${name}/index.html`);
    assert.equal(isolated, true);
    // Of two modules, whatever the bundler calls them. esbuild's bundle has only one beside it, and trains with that.
    const modules = new Set(asked.filter((path) => path.endsWith('.wasm')));
    assert.equal(modules.size, processors > 1 && name !== 'esbuild' ? 2 : 1, asked.join(' '));
    prints.add(print);
  });
}

test("it trains in Chromium: Vite's dev server", async () => {
  const cacheDir = join(project, '.vite');
  rmSync(cacheDir, { recursive: true, force: true });
  const server = await createViteServer({
    root: project,
    cacheDir,
    configFile: false,
    logLevel: 'error',
    server: { host: '127.0.0.1' },
    worker: { format: 'es' },
  });
  try {
    await server.listen();
    const { print } = await open(`http://127.0.0.1:${server.httpServer.address().port}/index.html`);
    prints.add(print);
  } finally {
    await server.close();
  }
});

test('all of these computed the same bits', () => {
  assert.equal(prints.size, 1, [...prints].join(' '));
});
