// The networks that are measured, trained here by the command line.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readyModel } from '../../script/lib/ready-model.mjs';
import { dataFolder, nativeProgram, root } from '../lib/places.mjs';
import { runJsonLines } from '../lib/process.mjs';

/** The run of a ready-made setting of the page, by the text of its link. */
export async function presetHash(name) {
  const page = await readFile(join(root, 'web/app/parts/train.html'), 'utf8');
  const [, hash] = new RegExp(`<a href="#([^"]*)"[^>]*>${name}</a>`).exec(page) ?? [];
  if (hash === undefined) throw new Error(`the page has no ready-made run "${name}"`);
  return hash.replaceAll('&amp;', '&');
}

/** Without one of its fields. */
export const without = (hash, ...names) =>
  hash
    .split('&')
    .filter((pair) => !names.includes(pair.split('=')[0]))
    .join('&');

/** What `inkling calibrate` finds out about a network, as a file. */
export async function calibrate({ name, file }) {
  const calibration = file.replace(/safetensors$/, 'calibration.safetensors');
  process.stderr.write(`calibrating ${name}\n`);
  const options = ['calibrate', '--model', file, '--data', dataFolder, '--out', calibration, '--json'];
  await runJsonLines(nativeProgram, options, { maxBuffer: 2 ** 26 });
  return calibration;
}

/** The network that the page brings along, as a file. */
export async function readyMade() {
  return { name: 'ready-made', file: (await readyModel()).network };
}

/** Trains; the file, and what the test images say. */
export async function train(name, hash, seed) {
  const folder = join(root, 'build/bench-drawing');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.safetensors`);
  process.stderr.write(`training ${name}: #${hash}&seed=${seed}\n`);
  const started = performance.now();
  const lines = await runJsonLines(
    nativeProgram,
    [
      'train',
      '--data',
      dataFolder,
      '--run',
      `#${without(hash, 'seed')}&seed=${seed}`,
      '--out',
      file,
      '--json',
    ],
    { maxBuffer: 2 ** 26 },
  );
  const { test_accuracy: testAccuracy } = lines.find((line) => 'test_accuracy' in line);
  return { name, hash, seed, file, testAccuracy, seconds: (performance.now() - started) / 1000 };
}
