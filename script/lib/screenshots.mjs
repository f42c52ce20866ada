// The README's pictures: the real page, trained and drawn on as a person would.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { animation } from './animation.mjs';
import { chromiumArguments, findChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const docs = (/** @type {string} */ name) => join(root, 'docs', name);
const fast = '#lr=0.01&momentum=0.9&epochs=5';

/** @typedef {readonly (readonly [number, number])[]} Stroke  points as shares of the paper's side */

/** @type {Stroke} */
const seven = [
  [0.28, 0.24],
  [0.5, 0.22],
  [0.74, 0.22],
  [0.62, 0.45],
  [0.5, 0.66],
  [0.42, 0.86],
];
/** @type {Stroke} */
const three = Array.from({ length: 41 }, (_, i) => {
  const lower = i > 20;
  const angle = lower ? -1.4 + ((i - 20) / 20) * 3.6 : -2.4 + (i / 20) * 3.7;
  const [x, y, wide, high] = lower ? [0.48, 0.66, 0.2, 0.19] : [0.48, 0.32, 0.17, 0.15];
  return /** @type {const} */ ([x + wide * Math.cos(angle), y + high * Math.sin(angle)]);
});

/** @param {import('@playwright/test').Page} page @param {Stroke} stroke @param {() => Promise<void>} between */
async function draw(page, stroke, between = async () => {}) {
  const box = await page.getByLabel('Draw a digit').boundingBox();
  if (!box) throw new Error('there is no paper');
  const at = (/** @type {readonly [number, number]} */ [x, y]) =>
    /** @type {const} */ ([box.x + x * box.width, box.y + y * box.height]);
  await page.mouse.move(...at(stroke[0] ?? [0, 0]));
  await page.mouse.down();
  for (const point of stroke.slice(1)) {
    await page.mouse.move(...at(point), { steps: 3 });
    await between();
  }
  await page.mouse.up();
}

/** @param {import('@playwright/test').Page} page */
const ready = (page) => page.locator('button.train:enabled').waitFor({ timeout: 60_000 });

/** @param {import('@playwright/test').Page} page */
const calibrated = (page) =>
  page.locator('.certainty figure:not([hidden])').waitFor({ state: 'attached', timeout: 120_000 });

const server = await preview({ root, preview: { host: '127.0.0.1', port: 0 }, logLevel: 'warn' });
const url = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
try {
  for (const [name, options] of /** @type {const} */ ([
    ['page.png', { viewport: { width: 1280, height: 720 }, colorScheme: 'light' }],
    ['page-dark.png', { viewport: { width: 1280, height: 720 }, colorScheme: 'dark' }],
    ['page-phone.png', { viewport: { width: 390, height: 844 }, colorScheme: 'light', hasTouch: true }],
  ])) {
    const page = await browser.newPage(options);
    await page.goto(`${url}${fast}`);
    await ready(page);
    await page.locator('button.train').click();
    await calibrated(page);
    await draw(page, three);
    await page.locator('output#prediction:not([data-value=""])').waitFor();
    await page.mouse.move(0, 0);
    await setTimeout(500);
    await page.screenshot({ path: docs(name) });
    await page.close();
  }

  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, deviceScaleFactor: 0.6 });
  await page.goto(`${url}${fast}`);
  await ready(page);
  /** @type {{ png: Buffer, milliseconds: number }[]} */
  const frames = [];
  const shoot = async (milliseconds = 120) =>
    void frames.push({ png: await page.screenshot(), milliseconds });
  await shoot(800);
  await draw(page, seven, shoot);
  await setTimeout(300);
  await shoot(1500);
  await page.locator('button.train').click();
  for (let i = 0; i < 16; ++i) {
    await shoot(150);
    await setTimeout(100);
  }
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  let points = 0;
  await draw(page, three, async () => void (points++ % 4 === 0 && (await shoot())));
  await calibrated(page);
  await setTimeout(300);
  await shoot(3000);
  await writeFile(docs('page.gif'), animation(frames));
} finally {
  await browser.close();
  await server.close();
}
