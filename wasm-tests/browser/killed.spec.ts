// Guarantees E1 and E2: whatever ends the worker or the whole browser, and whenever, the newest copy that was
// acknowledged is taken up, whole, and the run ends in the bits of one that nothing interrupted. A process is killed
// here, not a computer: what a power cut leaves is the disk's to answer for.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { figure } from '../figures.mjs';
import { ChromiumProcess } from './chromium-process.ts';
import { assetUrl, lifeRun, lifeScript, uninterrupted } from './worker-life.ts';

test.describe.configure({ retries: 0 }); // what fails once has failed

const isFull = process.env.INKLING_TEST_FULL === '1';
const workerDeaths = isFull ? 50 : 8;
const browserDeaths = isFull ? 50 : 2;

test(`a worker that is ended ${workerDeaths} times loses nothing that was kept`, async ({ page }) => {
  test.setTimeout(isFull ? 600_000 : 120_000);
  const run = lifeRun.replace('epochs=80', isFull ? 'epochs=400' : 'epochs=200'); // longer than all of these lives
  const expected = await uninterrupted(run);
  await page.goto(assetUrl(/^icon/));
  await page.evaluate(lifeScript());
  let kept = 0;
  let ended = 0;
  let lost = 0;
  let deathsOfUse = 0;
  let acknowledged = 0;
  for (let death = 1; death <= workerDeaths; death++) {
    const found = await page.evaluate<{ step: number; damaged: number }>(`life.begin('${run}')`);
    expect(found.damaged).toBe(0);
    if (found.step < kept) lost++;
    expect(found.step, 'the newest copy, or one that was not acknowledged any more').toBeGreaterThanOrEqual(
      kept,
    );
    const end = await page.evaluate<{ kept: number; step: number }>(`(async () => {
      const wait = (most) => new Promise((resolve) => setTimeout(resolve, Math.random() * most));
      await life.call('train');
      await wait(40);
      life.call('keep');
      // In the writing, or some time after it was acknowledged.
      const patience = ${death % 2 === 0 ? 3000 : 0};
      for (const begun = performance.now(); life.kept === 0 && performance.now() - begun < patience; ) await wait(2);
      await wait(25);
      return life.end();
    })()`);
    ended++;
    if (end.kept > 0) acknowledged++;
    kept = Math.max(kept, found.step, end.kept);
    if (end.step > found.step) deathsOfUse++;
  }
  expect(deathsOfUse, 'deaths in training').toBeGreaterThan(workerDeaths / 2);
  expect(acknowledged, 'copies that were acknowledged').toBeGreaterThanOrEqual(workerDeaths / 2);
  await page.evaluate(`life.begin('${run}')`);
  expect(await page.evaluate('life.toTheEnd()')).toEqual(expected);
  figure('E1', 'workers ended', ended);
  figure('E1', 'copies that were acknowledged before', acknowledged);
  figure('E1', 'of them in training', deathsOfUse);
  figure('E1', 'copies lost that were kept', lost);
});

test('a run that trains on is kept for the first time after a second', { tag: '@full' }, async ({ page }) => {
  await page.goto(assetUrl(/^icon/));
  await page.evaluate(lifeScript());
  const since = await page.evaluate<{ begun: number; trained: number }>(`(async () => {
    const begun = performance.now();
    await life.begin('${lifeRun.replace('epochs=80', 'epochs=5000')}');
    await life.call('train');
    const trained = performance.now();
    while (life.kept === 0 && performance.now() - trained < 30000) await new Promise((r) => setTimeout(r, 20));
    const kept = performance.now();
    life.end();
    return { begun: kept - begun, trained: kept - trained };
  })()`);
  expect(since.begun).toBeGreaterThan(1_000); // the second is one from when the run was set up
  expect(since.trained).toBeLessThan(3_000);
  figure('E1', 'training until the first copy', since.trained, 'ms');
});

test(`a browser that is killed ${browserDeaths} times while it saves loses nothing that was kept`, async ({
  baseURL,
}) => {
  test.setTimeout(isFull ? 900_000 : 120_000);
  const profile = await mkdtemp(join(tmpdir(), 'inkling-profile-'));
  const expected = await uninterrupted(lifeRun);
  const address = new URL(assetUrl(/^icon/), baseURL ?? '').href;
  let kept = 0;
  let killed = 0;
  let torn = 0;
  let lost = 0;
  const open = async () => {
    const chromium = await ChromiumProcess.open(profile, address, (step) => {
      kept = Math.max(kept, Number(step));
    });
    await chromium.evaluate(lifeScript());
    return chromium;
  };
  try {
    for (let death = 1; death <= browserDeaths; death++) {
      const chromium = await open();
      try {
        const before = kept;
        const found = await chromium.evaluate<{ step: number; damaged: number }>(`life.begin('${lifeRun}')`);
        torn += found.damaged;
        if (found.step < before) lost++;
        expect(found.damaged, 'torn copies').toBe(0);
        expect(found.step).toBeGreaterThanOrEqual(before);
        // One copy after the other, so that the blow falls into the writing of one.
        await chromium.evaluate(`(async () => {
          await life.call('step');
          (async () => {
            for (;;) {
              await life.call('step');
              await life.call('keep');
            }
          })();
          while (life.kept === 0) await new Promise((r) => setTimeout(r, 1));
        })()`);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
        killed++;
      } finally {
        await chromium.kill();
      }
    }
    expect(kept).toBeGreaterThanOrEqual(browserDeaths);
    const chromium = await open();
    try {
      await chromium.evaluate(`life.begin('${lifeRun}')`);
      expect(await chromium.evaluate('life.toTheEnd()')).toEqual(expected);
      figure('E2', 'browsers killed', killed);
      figure('E2', 'newest copy kept, of step', kept);
      figure('E2', 'torn copies', torn);
      figure('E2', 'copies lost that were kept', lost);
    } finally {
      await chromium.kill();
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
