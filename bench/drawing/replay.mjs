// Pen strokes drawn on the page by a mouse, as real pointer events in Chromium: whether the page then reads what the
// command line reads in the same strokes.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withPage } from '../lib/chromium.mjs';
import { nativeProgram } from '../lib/places.mjs';
import { runJsonLines } from '../lib/process.mjs';
import { canvasSize } from './pen-strokes.mjs';

const mostTurns = 100;

async function readNatively(modelFile, samples) {
  const folder = await mkdtemp(join(tmpdir(), 'inkling-replay-'));
  try {
    const file = join(folder, 'strokes.json');
    await writeFile(file, JSON.stringify(samples.map(({ strokes }) => ({ strokes }))));
    const options = [
      'predict',
      '--number',
      '--model',
      modelFile,
      '--strokes',
      file,
      '--canvas',
      String(canvasSize),
    ];
    const lines = await runJsonLines(nativeProgram, options, { maxBuffer: 2 ** 28 });
    return lines.map(({ number }) => number);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function draw(page, box, strokes) {
  const place = ([x, y]) => [box.x + (x / canvasSize) * box.width, box.y + (y / canvasSize) * box.height];
  for (const stroke of strokes) {
    for (const [i, point] of stroke.entries()) {
      await page.mouse.move(...place(point));
      if (i === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }
}

/** The page's reading of what is on its paper, when all of it has been read. */
async function settledReading(page) {
  const prediction = page.locator('output#prediction');
  let before;
  for (let turn = 0; turn < mostTurns; ++turn) {
    // Two frames and a turn of the worker: a reading that is still to come is there then.
    await page.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 30))),
        ),
    );
    const value = await prediction.getAttribute('data-value');
    if (value !== '' && value === before) return value;
    before = value;
  }
  return '';
}

/** How many of the samples the page reads as the command line does, and which it does not. */
export async function replayOnPage(modelFile, samples) {
  const native = await readNatively(modelFile, samples);
  const page = await withPage(async (page, url) => {
    await page.goto(`${url}dist/`);
    await page.getByText('60,000 images to train with').waitFor({ timeout: 60_000 });
    await page.getByLabel('A saved run or network').setInputFiles(modelFile);
    await page
      .getByText(/Opened|opened/)
      .first()
      .waitFor();
    const canvas = page.locator('canvas.ink');
    await canvas.scrollIntoViewIfNeeded();
    const labels = [];
    for (const { strokes } of samples) {
      await draw(page, await canvas.boundingBox(), strokes);
      labels.push(await settledReading(page));
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.locator('output#prediction[data-value=""]').waitFor({ state: 'attached' });
    }
    return labels;
  });
  const differing = samples.flatMap((sample, i) =>
    page[i] === native[i] ? [] : [{ written: sample.label, page: page[i], native: native[i] }],
  );
  return { samples: samples.length, same: samples.length - differing.length, differing };
}
