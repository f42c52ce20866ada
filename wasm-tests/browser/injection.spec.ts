// What somebody else has chosen, the names in their files and links, is text on the page, and nothing else.
import type { Locator } from '@playwright/test';
import { figure } from '../figures.mjs';
import { images, labels, safetensors, tensor } from '../hostile/bytes.mjs';
import { hostileNames } from '../hostile/names.mjs';
import { drop } from './drop.ts';
import { expect, test } from './inkling.ts';

/**
 * What is surely to be seen of it: messages cut long names short, and write quotation marks and control characters
 * otherwise.
 */
function seen(name: string): string {
  const found = (/[^\p{Cc}"\\]{3,20}/u.exec(name)?.[0] ?? '').replace(/\s+/g, ' ').trim();
  expect(found, `of ${JSON.stringify(name.slice(0, 40))}`).not.toBe('');
  return found;
}

/** Its text alone, once it is another: it has the name in it, and no element that the page did not put there. */
async function expectText(place: Locator, before: string, name: string, elements: number): Promise<void> {
  await expect.poll(() => textOf(place)).not.toBe(before);
  await expect.poll(() => textOf(place)).toContain(seen(name));
  expect(await place.locator('*').count(), `elements in ${place}`).toBe(elements);
}

const textOf = (place: Locator) =>
  place.evaluateAll(([element]) => (element?.textContent ?? '').replace(/\s+/g, ' '));

const network = (name: string) => `{"__metadata__":{"format":"pt"},${JSON.stringify(name)}:${tensor()}}`;

/** A network 196-5-4 of zeros, as it would be saved. */
function zeros(): Uint8Array {
  const shapes = { 'hidden1.bias': [5], 'hidden1.weight': [5, 196], 'out.bias': [4], 'out.weight': [4, 5] };
  let end = 0;
  const entries = Object.entries(shapes).map(([name, shape]) => {
    const begin = end;
    end += 4 * shape.reduce((product, side) => product * side, 1);
    return `"${name}":${tensor('"F32"', JSON.stringify(shape), `[${begin},${end}]`)}`;
  });
  return safetensors(`{${entries.join()}}`, end);
}

test('hostile names of files, tensors, metadata, classes and in the address are text, and run nothing', {
  tag: '@full',
}, async ({ inkling, page }) => {
  test.setTimeout(240_000);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.addInitScript(() => {
    Object.assign(globalThis, { hostile: () => console.error('a hostile name ran') });
  });
  await inkling.open();
  await drop(page, [
    { name: 'train-images-idx3-ubyte', bytes: images(60) },
    { name: 'train-labels-idx1-ubyte', bytes: labels(60) },
  ]);
  await expect(page.locator('.own-data-text')).toContainText('4 classes');
  const picture = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(28, 28);
    canvas.getContext('2d')?.fillRect(9, 4, 4, 20);
    return Array.from(new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer()));
  });
  await page.locator('#settings').scrollIntoViewIfNeeded(); // with which its form comes

  let places = 0;
  const clear = () => drop(page, [{ name: 'decoy.bin', bytes: new Uint8Array(0) }]);
  for (const name of hostileNames) {
    await test.step(`${JSON.stringify(name.slice(0, 40))}`, async () => {
      const show = async (place: string, act: () => Promise<unknown>, elements = 0, text = name) => {
        const shown = page.locator(place).first();
        const before = await textOf(shown);
        await act();
        await expectText(shown, before, text, elements);
        places++;
      };
      await show('.own-data-fault', () => drop(page, [{ name, bytes: new Uint8Array(30) }]));
      const bad = `${name}.safetensors`;
      await show('.files-fault', () => drop(page, [{ name: bad, bytes: new Uint8Array(30) }]));
      await show('.files-fault', () =>
        drop(page, [{ name: 'tensor.safetensors', bytes: safetensors(network(name), 4) }]),
      );
      const key = safetensors(`{"__metadata__":{${JSON.stringify(name)}:1}}`);
      await show('.files-fault', () => drop(page, [{ name: 'key.safetensors', bytes: key }]));
      await show('.keeping-notice', () => drop(page, [{ name: bad, bytes: zeros() }]), 2);
      await show('.picture-name', () =>
        drop(page, [{ name, type: 'image/png', bytes: Uint8Array.from(picture) }]),
      );
      const asClass = name.replaceAll(',', ';'); // commas stand between them
      const nameClass = async () => {
        await page.getByLabel('Class names').fill(asClass);
        await page.getByLabel('Class names').dispatchEvent('change'); // as when one leaves it
      };
      await show('.probabilities .digit', nameClass, 0, asClass);
      const hash = `lr=${name.slice(0, 100_000)}`; // Firefox takes no address of a megabyte
      const goTo = () =>
        page.evaluate((wanted) => {
          location.hash = wanted;
        }, hash);
      await show('.settings-trouble', goTo, 0, 'a run that cannot be');
      await clear();
      const made = page.locator(
        'img:not(.masthead img), iframe, object, embed, base, script:not([src]), [onerror], [onload], [onfocus]',
      );
      expect(await made.count(), 'elements that are nowhere on the page').toBe(0);
    });
  }
  expect(dialogs).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inkling');
  figure('F3', 'hostile names', hostileNames.length);
  figure('F3', 'places where they were shown as text', places);
  figure('F3', 'dialogs and scripts from them', dialogs.length + inkling.errors.length);
});
