// Letters of the system's fonts, as Chromium draws them: PNG files for `inkling predict --images`.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../script/lib/chromium.mjs';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const fonts = ['sans-serif', 'serif', 'monospace', 'bold sans-serif'];

/** Every letter in one font after the other, up to `count`; gives the files' paths. */
export async function drawLetters(folder, count) {
  const letters = fonts.flatMap((font) => [...alphabet].map((letter) => ({ letter, font }))).slice(0, count);
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  try {
    const page = await browser.newPage();
    const pictures = await page.evaluate(drawAll, letters);
    const paths = letters.map(({ letter }, i) => join(folder, `${i}-${letter}.png`));
    await Promise.all(paths.map((path, i) => writeFile(path, Buffer.from(pictures[i], 'base64'))));
    return paths;
  } finally {
    await browser.close();
  }
}

/** In the page. */
function drawAll(letters) {
  const canvas = document.createElement('canvas');
  canvas.width = 200;
  canvas.height = 200;
  const context = canvas.getContext('2d');
  return letters.map(({ letter, font }) => {
    const [weight, family] = font.includes(' ') ? font.split(' ') : ['normal', font];
    context.fillStyle = 'white';
    context.fillRect(0, 0, 200, 200);
    context.fillStyle = 'black';
    context.font = `${weight} 140px ${family}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(letter, 100, 100);
    return canvas.toDataURL('image/png').split(',')[1];
  });
}
