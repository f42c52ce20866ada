// A data set of one's own, from the drop to the reading.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { acceptedData, refusedData } from '../hostile/data-files.mjs';
import { refusedSaved } from '../hostile/saved-files.mjs';
import { refusedRuns } from '../hostile/saved-runs.mjs';
import { idxFile } from '../node/idx-file.mjs';
import { one } from './digits.ts';
import { type DroppedFile, drop, dropFromDisk } from './drop.ts';
import { expect, type Inkling, retype, test } from './inkling.ts';
import { save } from './saving.ts';
import { settled } from './settled.ts';

/** Each class a bright bar of its own, as garments have their shapes. */
function bars(count: number, side: number, classes: number, seed = 0): Uint8Array {
  return idxFile([count, side, side], (i) => {
    const image = Math.floor(i / (side * side));
    const row = Math.floor(i / side) % side;
    return Math.floor((row * classes) / side) === image % classes ? 200 : (i * 7 + seed) % 40;
  });
}
const barLabels = (count: number, classes: number): Uint8Array => idxFile([count], (i) => i % classes);

const fashion = (side = 14, classes = 4): DroppedFile[] => [
  { name: 'train-images-idx3-ubyte.gz', bytes: gzipSync(bars(600, side, classes)) },
  { name: 'train-labels-idx1-ubyte.gz', bytes: gzipSync(barLabels(600, classes)) },
  { name: 't10k-images-idx3-ubyte', bytes: bars(100, side, classes, 3) },
  { name: 't10k-labels-idx1-ubyte', bytes: barLabels(100, classes) },
];

const text = (inkling: Inkling) => inkling.page.locator('.own-data-text');
const fault = (inkling: Inkling) => inkling.page.locator('.own-data-fault');

/** A picture of one bar, as a PNG that the browser makes. */
async function barPicture(inkling: Inkling, bar: number, side = 140, bars_ = 4): Promise<Uint8Array> {
  const numbers = await inkling.page.evaluate(
    async ([index, size, all]) => {
      const canvas = new OffscreenCanvas(size, size);
      const context = canvas.getContext('2d');
      if (!context) return [];
      context.fillStyle = '#101010';
      context.fillRect(0, 0, size, size);
      context.fillStyle = '#c8c8c8';
      context.fillRect(0, (index * size) / all, size, size / all);
      return Array.from(new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer()));
    },
    [bar, side, bars_] as const,
  );
  return Uint8Array.from(numbers);
}

test('dropped files become the data: summed up, trained on, tested, read, named, and left again', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.1&momentum=0.9&epochs=2');
  await drop(page, fashion());
  await expect(text(inkling)).toContainText(
    'train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte: ' +
      '600 images to train with, 100 to test; 14 × 14 pixels each, 4 classes.',
  );
  await expect(page.getByRole('status').first()).toContainText('Your data is open');
  await expect(page.locator('.data-text')).toContainText('instead of MNIST');
  await expect(page.locator('#layers')).toHaveAttribute('data-value', '196-128-256-4');
  await expect(page).toHaveURL(/#layers=196-128-256-4&lr=0\.1&momentum=0\.9&epochs=2$/);
  await expect(page.locator('#layers-hint')).toContainText('From 14 × 14 pixels to 4 classes');

  await inkling.trainToEnd();
  expect(await inkling.value('test-accuracy')).toBe(1);

  await retype(page.getByLabel('Class names'), 'hat, shirt, <img src=x onerror=alert(1)>, shoe');
  await page.getByLabel('Class names').press('Tab');
  await expect(page.locator('.probabilities li:visible .digit')).toHaveText([
    'hat',
    'shirt',
    '<img src=x onerror=alert(1)>',
    'shoe',
  ]);
  await drop(page, [{ name: 'shoe.png', type: 'image/png', bytes: await barPicture(inkling, 3) }]);
  await expect(inkling.output('prediction')).toHaveText('shoe');
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '3');
  await expect(page.locator('.picture-name')).toHaveText('Picture: shoe.png');
  await expect(page.getByLabel('What the network sees')).toHaveAttribute('width', '14');

  await inkling.draw(one);
  await expect(page.locator('.picture-name')).toBeHidden();
  await expect(inkling.output('prediction')).not.toHaveText('');

  await inkling.button('Back to MNIST').click();
  await inkling.ready();
  await expect(page.locator('#layers')).toHaveAttribute('data-value', '784-128-256-10');
  await expect(page.locator('.probabilities li:visible .digit')).toHaveText([...'0123456789']);

  // Class names are known again.
  await drop(page, fashion());
  await expect(page.getByLabel('Class names')).toHaveValue(/^hat, shirt/);
});

test('a run on MNIST is taken up again after one of the same settings on other data', async ({
  inkling,
  page,
}) => {
  await inkling.open('lr=0.05');
  const place = page.locator('.progress-text');
  for (const batch of [1, 2, 3]) {
    await inkling.button('Step').click();
    await expect(place).toContainText(`batch ${batch} of 313`);
  }
  await drop(page, fashion(28, 10));
  await expect(text(inkling)).toContainText('28 × 28 pixels each, 10 classes');
  await expect(page).toHaveURL(/#lr=0\.05$/);
  await expect(place).toHaveText('Nothing trained yet');
  await inkling.button('Step').click();
  await expect(place).toContainText('batch 1 of 8');
  await expect(page.locator('.keeping-trouble')).toBeHidden();
  await inkling.button('Back to MNIST').click();
  await expect(place).toContainText('batch 3 of 313');
});

test('26 classes: the likeliest ten are shown, and no test images are n/a', async ({ inkling, page }) => {
  await inkling.open('layers=784-64-10&lr=0.2&momentum=0.9&epochs=4');
  await drop(page, [
    { name: 'letters', bytes: bars(780, 28, 26) },
    { name: 'letters-labels', bytes: barLabels(780, 26) },
  ]);
  await expect(text(inkling)).toContainText(
    '780 images to train with, none to test; 28 × 28 pixels each, 26 classes',
  );
  await expect(page.locator('#layers')).toHaveAttribute('data-value', '784-64-26');
  await expect(inkling.output('test-accuracy')).toHaveText('n/a');
  await expect(inkling.page.getByRole('button', { name: 'Test', exact: true })).toBeHidden();
  await inkling.button('Train').click();
  await expect(inkling.output('epoch')).toHaveAttribute('data-value', '4');
  await expect(page.locator('.probabilities li:visible')).toHaveCount(10);
  await drop(page, [{ name: 'a.png', type: 'image/png', bytes: await barPicture(inkling, 25, 280, 26) }]);
  await expect(inkling.output('prediction')).toHaveText('25');
  await expect(page.locator('.probabilities li .digit').first()).toHaveText('25');

  // A picture is pinned as a drawing is, and by the classes of this data.
  const pinned = page.getByRole('region', { name: 'Pinned drawings' });
  await inkling.button('Pin').click();
  await expect(pinned.getByRole('combobox')).toHaveValue('25');
  await expect(pinned.locator('.legend-value')).toHaveText(/^\d+\.\d%$/);
  await inkling.button('Clear').click();
  await expect(inkling.output('prediction')).toHaveText('');
  await pinned.getByRole('button', { name: /back on the paper$/ }).click();
  await expect(inkling.output('prediction')).toHaveText('25');
  await expect(page.getByText('Picture: a.png')).toBeVisible();
});

test('files are chosen with the keyboard, and pictures pasted', async ({ inkling, page }) => {
  await inkling.open();
  const chooser = page.waitForEvent('filechooser');
  await inkling.button('Choose files…').focus();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(
    fashion().map(({ name, bytes }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    })),
  );
  await expect(text(inkling)).toContainText('4 classes');
  const png = Array.from(await barPicture(inkling, 2));
  await page.evaluate((numbers) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.from(numbers)], 'image.png', { type: 'image/png' }));
    const paste = new ClipboardEvent('paste', { bubbles: true });
    Object.defineProperty(paste, 'clipboardData', { value: clipboardData }); // Firefox leaves files out of a copy it makes
    document.dispatchEvent(paste);
  }, png);
  await expect(page.locator('.picture-name')).toHaveText('Picture: image.png');
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^[0-3]$/);
  await page.getByLabel('Read it').selectOption('ink');
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^[0-3]$/);
  await inkling.button('Clear').click();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '');
});

test('every bad set of files is refused by the drop zone too, and all is as it was', async ({
  inkling,
  page,
}) => {
  test.setTimeout(120_000);
  await inkling.open();
  await drop(page, fashion());
  await expect(text(inkling)).toContainText('4 classes');
  const summary = await text(inkling).textContent();
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('batch 1 of 8');
  await inkling.draw(one);
  const reading = () => page.locator('.probabilities').textContent();
  await expect(inkling.output('prediction')).not.toHaveText('');
  const before = await settled(reading);
  for (const { row, what, files, message } of refusedData) {
    await test.step(`row ${row}: ${what}`, async () => {
      await drop(page, [{ name: 'decoy.bin', bytes: new Uint8Array(0) }]); // whose words then give way
      await expect(fault(inkling)).toContainText('decoy.bin');
      await drop(page, files);
      await expect(fault(inkling)).not.toContainText('decoy.bin');
      await expect(fault(inkling)).toContainText(message);
      expect(await text(inkling).textContent()).toBe(summary);
      await expect(page.locator('.progress-text')).toContainText('batch 1 of 8');
      expect(await reading()).toBe(before);
    });
  }
  for (const { what, files, warnings } of acceptedData) {
    await test.step(what, async () => {
      await drop(
        page,
        Object.entries(files).map(([name, bytes]) => ({ name, bytes })),
      );
      await expect(fault(inkling)).toBeHidden();
      await expect(page.locator('.own-data-warnings li')).toHaveCount(warnings.length);
    });
  }
});

test('every bad saved file is refused when it is dropped, and the run stays', async ({ inkling, page }) => {
  test.setTimeout(120_000);
  await inkling.open();
  await drop(page, fashion());
  await expect(text(inkling)).toContainText('4 classes');
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('batch 1 of 8');
  const saved = await save(page, 'Save run');
  const runs = refusedRuns.map(({ of, ...others }) => ({ ...others, bytes: of(saved.bytes) }));
  for (const [index, { row, what, bytes, message }] of [...refusedSaved, ...runs].entries()) {
    await test.step(`row ${row}: ${what}`, async () => {
      const name = `${index} of row ${row}.safetensors`; // each its own: the words of the file before it show nothing
      await drop(page, [{ name, bytes }]);
      await expect(page.locator('.files-fault')).toContainText(name);
      await expect(page.locator('.files-fault')).toContainText(message);
      await expect(page.locator('.progress-text')).toContainText('batch 1 of 8');
    });
  }
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('batch 2 of 8');
});

test('row 38: while it trains a drop is refused, and training goes on', async ({ inkling, page }) => {
  await inkling.open('epochs=1000');
  await inkling.button('Train').click();
  await expect(inkling.button('Pause')).toBeEnabled();
  await drop(page, fashion());
  await expect(fault(inkling)).toContainText('Pause it before you open other data');
  const before = await inkling.fractionDone();
  await expect.poll(() => inkling.fractionDone()).toBeGreaterThan(before);
  await inkling.button('Pause').click();
  await drop(page, fashion());
  await expect(text(inkling)).toContainText('4 classes');
  await expect(fault(inkling)).toBeHidden();
});

test('row 14: a file that is too big is refused before it is read', async ({ inkling, page, inWorker }) => {
  await inkling.open();
  // Its first two bytes are asked for, and no more.
  await inWorker(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = function () {
      if (this.size > 2) throw new Error('it was read');
      return read.call(this);
    };
  });
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    const bytes = [Uint8Array.of(0x1f, 0x8b), new Uint8Array(2 ** 26)];
    dataTransfer.items.add(new File(bytes, 'huge.gz'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(fault(inkling)).toContainText('huge.gz: expected at most 67108864 bytes');
  await expect(inkling.button('Train')).toBeEnabled();
});

// Only Chromium's protocol drops from the disk, and what a page makes for a drop is never a folder.
test('row 36: a folder is no file @chromium', async ({ inkling, page }) => {
  await inkling.open();
  const folder = await mkdtemp(join(tmpdir(), 'inkling-'));
  await mkdir(join(folder, 'archive'));
  await dropFromDisk(page, join(folder, 'archive'));
  await expect(fault(inkling)).toContainText('archive: expected files, images+labels, found a folder');
  await expect(inkling.button('Train')).toBeEnabled();
  await rm(folder, { recursive: true });
});

test('rows 37 and 39: a file that is gone, and a name that is markup', async ({ inkling, page }) => {
  await inkling.open();
  const name = '<img src=x onerror=alert(1)>\u202Egz.xdi';
  await drop(page, [{ name, bytes: new Uint8Array(30) }]);
  await expect(fault(inkling)).toContainText(name);
  expect(await page.locator('.own-data img').count()).toBe(0);

  const folder = await mkdtemp(join(tmpdir(), 'inkling-'));
  const path = join(folder, 'gone.idx');
  await writeFile(path, bars(10, 14, 2));

  // Chosen first, removed then, and dropped at last.
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'gone';
    document.body.append(input);
  });
  await page.locator('#gone').setInputFiles(path);
  await rm(folder, { recursive: true });
  await page.locator('#gone').evaluate((input) => {
    const dataTransfer = new DataTransfer();
    if (input instanceof HTMLInputElement && input.files?.[0]) dataTransfer.items.add(input.files[0]);
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(fault(inkling)).toContainText('gone.idx: it could not be read');
  await expect(inkling.button('Train')).toBeEnabled();
  await page.locator('#settings').scrollIntoViewIfNeeded(); // with which its form comes
  await expect(page.locator('#layers')).toHaveAttribute('data-value', '784-128-256-10');

  await drop(page, [{ name: 'broken.png', type: 'image/png', bytes: new Uint8Array(9) }]);
  await expect(page.locator('.reading-note')).toContainText('the browser cannot read it as a picture');
});

test('after a trap and Restart the same data is opened again', async ({ inkling, page, inWorker }) => {
  inkling.expectedErrors = /^RuntimeError: unreachable\b/; // the trap itself, which Firefox tells the console of
  await inkling.open('epochs=100000'); // the trap comes before its end
  await drop(page, fashion());
  await expect(text(inkling)).toContainText('4 classes');
  await inkling.button('Train').click();
  await expect(inkling.button('Pause')).toBeEnabled();
  await inWorker(() => {
    performance.now = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
  });
  await expect(page.getByRole('alert')).toContainText('RuntimeError');
  await inkling.button('Restart').click();
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(text(inkling)).toContainText('4 classes');
  await expect(page.locator('#layers')).toHaveAttribute('data-value', '196-128-256-4');
  await expect(inkling.button('Train')).toBeEnabled();
});
