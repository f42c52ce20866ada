// Guarantee D5 for safetensors: an independent reader finds Inkling's bits in the file, and PyTorch and Inkling read the
// same digits with each other's networks.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { figure } from '../figures.mjs';
import { dataFolder, inkling, inklingJson, mnistFile, openSession } from './support.mjs';

const python = '/usr/bin/python3'; // Debian's, whatever comes first on PATH: python3-torch is for it

async function scratchFile(t, name) {
  const folder = await mkdtemp(join(tmpdir(), 'inkling-'));
  t.after(() => rm(folder, { recursive: true }));
  return join(folder, name);
}

/** @param {string} script beside this file @param {string[]} args */
async function runPython(script, ...args) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { stdout } = await promisify(execFile)(python, ['-B', path, ...args], { maxBuffer: 1 << 26 });
  return stdout;
}

const trainTo = (/** @type {string} */ model) =>
  inklingJson('train', '--data', dataFolder, '--epochs', '1', '--lr', '0.05', '--seed', '5', '--out', model);

/** FNV-1a, 64 bits, as `inkling train` prints it of the parameters in its memory. @param {Uint8Array[]} parts */
function fnv1a(parts) {
  let hash = 0xcbf29ce484222325n;
  for (const part of parts)
    for (const byte of part) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

test('an independent reader finds the parameters in the file, to the bit', async (t) => {
  const model = await scratchFile(t, 'model.safetensors');
  const lines = await trainTo(model);
  const tensors = JSON.parse(await runPython('safetensors_reader.py', model));
  const shapes = Object.entries(tensors).map(([name, { dtype, shape }]) => [name, dtype, ...shape].join(' '));
  assert.deepEqual(shapes.sort(), [
    ...['hidden1.bias F32 128', 'hidden1.weight F32 128 784', 'hidden2.bias F32 256'],
    ...['hidden2.weight F32 256 128', 'out.bias F32 10', 'out.weight F32 10 256'],
  ]);
  const inOrder = ['hidden1', 'hidden2', 'out'].flatMap((layer) =>
    ['weight', 'bias'].map((kind) => Buffer.from(tensors[`${layer}.${kind}`].bytes, 'hex')),
  );
  assert.equal(fnv1a(inOrder), lines.find((line) => 'fingerprint' in line).fingerprint);
  const bytes = inOrder.reduce((total, part) => total + part.length, 0);
  figure('D5', 'bytes that an independent reader finds', bytes);
});

test('the reader would notice a name twice, a hole and an overlap', async (t) => {
  const file = await scratchFile(t, 'file.safetensors');
  const entry = (begin, end) => `{"dtype":"F32","shape":[1],"data_offsets":[${begin},${end}]}`;
  const readAs = async (/** @type {string} */ header, /** @type {number} */ bytes) => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    await writeFile(file, Buffer.concat([length, Buffer.from(header), Buffer.alloc(bytes)]));
    return runPython('safetensors_reader.py', file);
  };
  assert.deepEqual(Object.keys(JSON.parse(await readAs(`{"a":${entry(0, 4)},"b":${entry(4, 8)}}`, 8))), [
    'a',
    'b',
  ]);
  const refused = (header, bytes, why) => assert.rejects(readAs(header, bytes), why);
  await refused(`{"a":${entry(0, 4)},"a":${entry(4, 8)}}`, 8, /twice/);
  await refused(`{"a":${entry(0, 4)},"b":${entry(8, 12)}}`, 12, /after 4/);
  await refused(`{"a":${entry(0, 4)},"b":${entry(0, 4)}}`, 4, /after 4/);
  await refused(`{"a":${entry(0, 4)}}`, 8, /4 bytes of 8/);
});

/** The digits that the command line and the module read in the test images with a saved network. */
async function inklingReads(t, model) {
  const predictions = `${model}.txt`;
  await inkling('eval', '--model', model, '--data', dataFolder, '--predictions', predictions);
  const read = (await readFile(predictions, 'utf8')).trim().split('\n').map(Number);
  const session = await openSession(t);
  session.loadModel(model, new Uint8Array(await readFile(model)));
  const { labels } = session.predictPixels((await mnistFile('test-images')).slice(16));
  assert.deepEqual([...labels], read);
  return read;
}

async function pytorch(t, ...args) {
  try {
    await promisify(execFile)(python, ['-c', 'import torch']);
  } catch {
    t.skip('there is no PyTorch: Debian has it as python3-torch');
    return undefined;
  }
  return (await runPython('pytorch_model.py', ...args)).trim().split('\n').map(Number);
}

const images = join(dataFolder, 't10k-images-idx3-ubyte');
const labels = join(dataFolder, 't10k-labels-idx1-ubyte');

/** @param {number[]} read */
async function check(read, expected) {
  const truth = (await mnistFile('test-labels')).subarray(8);
  const right = read.filter((digit, i) => digit === truth[i]).length;
  console.log(`# ${right} of ${read.length} read right`);
  assert.equal(read.length, 10_000);
  assert.ok(right > 8000); // else any network would pass
  assert.deepEqual(read, expected);
}

test("PyTorch reads the 10,000 test images with Inkling's network as Inkling does", async (t) => {
  const model = await scratchFile(t, 'model.safetensors');
  await trainTo(model);
  const read = await pytorch(t, 'load', model, images);
  if (read) await check(read, await inklingReads(t, model));
});

test("Inkling reads the 10,000 test images with PyTorch's network as PyTorch does", async (t) => {
  const model = await scratchFile(t, 'model.safetensors');
  const read = await pytorch(t, 'train', model, images, labels);
  if (read) await check(await inklingReads(t, model), read);
});
