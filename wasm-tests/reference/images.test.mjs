// The command line reads pictures: a PNG and a PGM of MNIST's own images are read as the images are.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { mnistFile } from '../node/support.mjs';
import { dataFolder, inkling, inklingJson, root } from './support.mjs';

const word = (/** @type {number} */ value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

const chunk = (/** @type {string} */ type, /** @type {Buffer} */ data) => {
  const body = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([word(data.length), body, word(crc32(body))]);
};

/** 28 × 28 grey levels as a PNG. @param {Uint8Array} pixels */
function png(pixels) {
  const rows = Array.from({ length: 28 }, (_, y) => [0, ...pixels.subarray(28 * y, 28 * y + 28)]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.concat([word(28), word(28), Buffer.from([8, 0, 0, 0, 0])])),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const pgm = (/** @type {Uint8Array} */ pixels) =>
  Buffer.concat([Buffer.from('P5\n28 28\n255\n'), Buffer.from(pixels)]);

test('predict and render take pictures, and refuse what is none', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'inkling-'));
  t.after(() => rm(folder, { recursive: true }));
  const model = join(folder, 'model.safetensors');
  await inkling(
    ...['train', '--data', dataFolder, '--train', '10000', '--epochs', '1', '--optimizer', 'adam'],
    ...['--out', model],
  );
  const images = (await mnistFile('test-images')).subarray(16);
  const labels = (await mnistFile('test-labels')).subarray(8);
  const files = [];
  for (let i = 0; i < 40; ++i) {
    const pixels = images.subarray(784 * i, 784 * i + 784);
    // Light on dark as it is, or dark on light; the paper is found.
    files.push(join(folder, `digit ${i}.${i % 2 === 0 ? 'png' : 'pgm'}`));
    await writeFile(files[i], i % 2 === 0 ? png(pixels) : pgm(pixels.map((grey) => 255 - grey)));
  }
  files.push(`${root}assets/images/seven.jpg`);
  const read = await inklingJson('predict', '--model', model, '--images', ...files, '--noise', '20');
  assert.deepEqual(
    read.map(({ file }) => file),
    files,
  );
  assert.equal(read.at(-1).label, 7);
  const right = read.slice(0, 40).filter(({ label }, i) => label === labels[i]).length;
  assert.ok(right >= 34, `${right} of 40`);

  const [first] = await inklingJson('render', '--images', files[0]);
  const worst = Math.max(...first.pixels.map((grey, k) => Math.abs(grey - images[k])));
  assert.ok(worst <= 1); // one grey level, as render_bitmap() has it

  const refused = async (/** @type {string[]} */ ...args) => {
    const failure = await inkling('predict', '--model', model, ...args).catch((error) => error);
    return `${failure.code} ${failure.stderr}`;
  };
  const text = join(folder, 'no picture');
  await writeFile(text, 'hello');
  assert.match(await refused('--images', text), /^1 .*no picture.*\[E_IMAGE_FORMAT\]/);
  assert.match(await refused('--images', join(folder, 'missing.png')), /^1 .*\[E_READ\]/);
  assert.match(await refused('--images', files[0], '--noise', '300'), /^1 .*\[E_INK_NOISE\]/);
  assert.match(await refused(), /^2 /);
  const empty = join(folder, 'empty.pgm');
  await writeFile(empty, pgm(new Uint8Array(784)));
  const [nothing] = await inklingJson('predict', '--model', model, '--images', empty);
  assert.equal(nothing.label, null);
});
