// The bad inputs of wasm-tests/hostile, by the module: the code, the message, and all as it was before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { images, labels } from '../hostile/bytes.mjs';
import { acceptedData, refusedData } from '../hostile/data-files.mjs';
import { refusedSaved } from '../hostile/saved-files.mjs';
import { refusedRuns } from '../hostile/saved-runs.mjs';
import { refusedSettings } from '../hostile/settings.mjs';
import { openSession } from './support.mjs';

const names = (files) => files.map(({ name }) => name);
const bytes = (files) => files.map((file) => file.bytes);

/** Trained a little on data of its own, so that there is something to lose. */
async function running(t) {
  const session = await openSession(t);
  session.openDataset(['i', 'l'], [images(200), labels(200)]);
  session.configure('layers=196-5-4&lr=0.1&momentum=0.9');
  session.advance();
  return session;
}

const state = (session) => [session.saveCheckpoint(), session.dataSummary()];

function assertRefused(session, call, code, message) {
  const before = state(session);
  assert.throws(call, (error) => {
    assert.ok(error instanceof Error);
    assert.equal(error.code, code);
    if (typeof message === 'string') assert.ok(error.message.includes(message), error.message);
    else assert.match(error.message, message);
    return true;
  });
  assert.deepEqual(state(session), before);
}

for (const { row, what, files, code, message, role, roleCode } of refusedData) {
  test(`row ${row}: ${what} is refused`, async (t) => {
    const session = await running(t);
    assertRefused(session, () => session.openDataset(names(files), bytes(files)), code, message);
    if (role) assertRefused(session, () => session.setData(role, role, files[0].bytes), roleCode, message);
    session.advance();
  });
}

for (const { row, what, files, warnings } of acceptedData) {
  test(`row ${row}: ${what} is taken, and said`, async (t) => {
    const session = await openSession(t);
    const summary = session.openDataset(Object.keys(files), Object.values(files));
    assert.deepEqual(
      summary.warnings.map(({ code }) => code),
      warnings,
    );
    session.configure('');
    assert.ok(Number.isFinite(session.advance().loss));
  });
}

for (const { row, what, bytes: file, code, message } of refusedSaved) {
  test(`row ${row}: ${what} is refused`, async (t) => {
    const session = await running(t);
    assertRefused(session, () => session.loadModel('saved', file), code, message);
    const [runCode, runMessage] = row < 60 ? [code, message] : ['E_ST_FORMAT', /expected a checkpoint/];
    assertRefused(session, () => session.restore('saved', file), runCode, runMessage);
    session.advance();
  });
}

for (const { row, what, of, code, message } of refusedRuns) {
  test(`row ${row}: ${what} is refused`, async (t) => {
    const session = await running(t);
    const file = of(session.saveCheckpoint());
    assertRefused(session, () => session.restore('saved', file), code, message);
    // The network in a run that cannot go on may be good.
    if (row < 68) assertRefused(session, () => session.loadModel('saved', file), code, message);
    session.advance();
  });
}

test('row 14: what is too big is refused before it is read', async (t) => {
  const session = await running(t);
  const check = (size, start) => () => session.checkDatasetFiles(['a'], [size], [Uint8Array.from(start)]);
  assertRefused(session, check(2 ** 26 + 1, [0x1f, 0x8b]), 'E_GZ_TOOBIG', /at most 67108864 bytes/);
  assertRefused(session, check(2 ** 28 + 1, [0, 0]), 'E_IDX_TOOBIG', /at most 268435456 bytes/);
  assertRefused(session, check(1e300, []), 'E_IDX_TOOBIG', /at most/);
  check(2 ** 26, [0x1f, 0x8b])();
});

test('row 30: a label beyond the classes of the model is refused', async (t) => {
  const session = await openSession(t);
  session.setData('train-images', 'images', images(9));
  const stray = labels(9);
  stray[8] = 200;
  assert.throws(() => session.setData('train-labels', 'labels', stray), {
    code: 'E_IDX_LABEL',
    message: /label 200 at 0.*10 classes|10 classes.*label 200 at 0/,
  });
  session.openDataset(['i', 'l'], [images(200), labels(200)]);
  assert.throws(() => session.configure('layers=196-3'), { code: 'E_IDX_LABEL' });
  assert.throws(() => session.configure('layers=784-4'), { code: 'E_IDX_SHAPE' }); // row 32
});

for (const { row, field, code, values } of refusedSettings) {
  test(`row ${row}: ${field}`, async (t) => {
    const session = await running(t);
    for (const [value, found] of values)
      assertRefused(session, () => session.configure(`${field}=${encodeURIComponent(value)}`), code, found);
  });
}

const pixels = new Uint8Array(196);
const misuse = [
  [83, 'no arguments', (s) => s.openDataset(), 'E_API_TYPE'],
  [83, 'null', (s) => s.openDataset(null, null), 'E_API_TYPE'],
  [83, 'names that are none', (s) => s.openDataset([1, 2], [pixels, pixels]), 'E_API_TYPE'],
  [83, 'fewer files than names', (s) => s.openDataset(['a', 'b'], [pixels]), 'E_API_LENGTH'],
  [84, 'an array with holes', (s) => s.openDataset(new Array(2), new Array(2)), 'E_API_TYPE'],
  [84, 'another typed array', (s) => s.openDataset(['a'], [new Float64Array(9)]), 'E_API_TYPE'],
  [84, 'a picture of another size', (s) => s.predictImage(pixels, 13, 14, 'auto'), 'E_INK_BITMAP'],
  [84, 'a picture of floats', (s) => s.predictImage(new Float32Array(196), 14, 14, 'auto'), 'E_API_TYPE'],
  [84, 'a picture without size', (s) => s.predictImage(pixels, Number.NaN, 14, 'auto'), 'E_INK_SIZE'],
  [84, 'a picture of half a pixel', (s) => s.predictImage(pixels, 14.5, 14, 'auto'), 'E_INK_SIZE'],
  [84, 'a picture far too large', (s) => s.predictImage(pixels, 65535, 65535, 'auto'), 'E_INK_SIZE'],
  [83, 'a reading that is none', (s) => s.predictImage(pixels, 14, 14, 'upside down'), 'E_API_TYPE'],
];
for (const [row, what, call, code] of misuse) {
  test(`row ${row}: ${what}`, async (t) => {
    const session = await running(t);
    assertRefused(session, () => call(session), code, /./);
  });
}

test('row 89: a picture without ink is read as nothing', async (t) => {
  const session = await running(t);
  assert.equal(session.predictImage(pixels, 14, 14, 'ink').label, -1);
});
test('row 95: a picture on light paper is read as the same on dark', async (t) => {
  const session = await running(t);
  const dark = images(1).slice(16);
  dark.set(new Uint8Array(14)); // a border that is dark all round
  for (let i = 0; i < 14; ++i) for (const at of [182 + i, 14 * i, 14 * i + 13]) dark[at] = 0;
  for (const reading of ['ink', 'as-it-is']) {
    const light = dark.map((value) => 255 - value);
    assert.deepEqual(
      session.predictImage(light, 14, 14, reading),
      session.predictImage(dark, 14, 14, reading),
    );
  }
});
