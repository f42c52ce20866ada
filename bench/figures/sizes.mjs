// What a visitor downloads besides MNIST.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from '../lib/places.mjs';

const brotli = (body) =>
  brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  }).length;
const gzip = (body) => gzipSync(body, { level: 9 }).length;

async function compressed(extension, compress) {
  const folder = join(root, 'dist/assets');
  const names = (await readdir(folder)).filter((name) => name.endsWith(extension));
  const bodies = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return bodies.map(compress);
}

/** Bytes: the largest module with brotli, since a page loads one of them; all scripts together with gzip. */
export const measureSizes = async () => ({
  wasm: Math.max(...(await compressed('.wasm', brotli))),
  scripts: (await compressed('.js', gzip)).reduce((sum, size) => sum + size, 0),
});
