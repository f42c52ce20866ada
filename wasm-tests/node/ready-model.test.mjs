// The network that the page brings along for the first drawing.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { readyModel, recipe } from '../../script/lib/ready-model.mjs';
import { loadMnist, mnistFile, openSession } from './support.mjs';

const { content, network } = await readyModel();
const one = [new Float32Array([150, 40, 150, 260]), new Uint32Array([2]), 300];

test('it is small to download and reads 97 % of the test images', async (t) => {
  assert.ok(content.length <= 80_000, `${content.length} bytes`);
  const session = await openSession(t);
  session.loadModel('ready-made', new Uint8Array(await readFile(network)));
  assert.deepEqual(session.parameterVector(), new Uint8Array(gunzipSync(content)));
  const { labels } = session.predictPixels((await mnistFile('test-images')).subarray(16));
  const right = (await mnistFile('test-labels')).subarray(8);
  const count = labels.reduce((sum, label, i) => sum + (label === right[i] ? 1 : 0), 0);
  assert.ok(count >= 9700, `${count} of 10,000`);
});

test('it reads drawings until the first step, and again after a reset', async (t) => {
  const session = await openSession(t);
  session.configure('layers=784-16-10');
  assert.equal(session.predict(...one).reader, 'own');
  session.setReader(recipe, 'ready-made', content);
  const first = session.predict(...one);
  assert.equal(first.reader, 'ready-made');
  assert.equal(first.number, '1');
  assert.ok(first.probabilities[1] > 0.9);
  await loadMnist(session);
  session.configure('layers=784-16-10');
  session.advance();
  assert.equal(session.predict(...one).reader, 'own');
  session.configure('layers=784-16-10');
  assert.deepEqual(session.predict(...one), first);
});

test('what is no such network is refused, and the run can be trained', async (t) => {
  const session = await openSession(t);
  const refuses = (bytes, code) =>
    assert.throws(() => session.setReader(recipe, 'ready-made', bytes), { code });
  refuses(new Uint8Array(), 'E_ST_LENGTH');
  refuses(content.subarray(0, 1000), 'E_GZ_TRUNCATED');
  refuses('content', 'E_API_TYPE');
  assert.throws(() => session.saveSmallModel(), { code: 'E_API_STATE' });
  assert.equal(session.predict(...one).reader, 'own');
});

test('its recipe is one that the page can show', async (t) => {
  const session = await openSession(t);
  assert.equal(session.configure(recipe).layers, '784-64-32-10');
});
