// What the module refuses: it throws an Error with a code and words, whatever was asked for, and keeps nothing of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure } from '../figures.mjs';
import { refusedData } from '../hostile/data-files.mjs';
import { refusedSaved } from '../hostile/saved-files.mjs';
import { functionsOf, methodsOf, prepare } from './every-call.mjs';
import { openModule } from './module-memory.mjs';

/** @param {unknown} error @param {string} where */
function requireReadable(error, where) {
  assert.ok(error instanceof Error, `${where}: an Error, not ${typeof error}`);
  assert.match(
    /** @type {any} */ (error).code ?? '',
    /^E_[A-Z0-9]+(_[A-Z0-9]+)*$/,
    `${where}: ${error.message}`,
  );
  assert.notEqual(/** @type {any} */ (error).code, 'E_INTERNAL', `${where}: ${error.message}`);
  assert.match(error.message, /\w \w/);
  assert.doesNotMatch(error.message, /^\d+$/);
}

/** Embind's own words for a wrong number or kind of arguments, before anything of ours is called. @param {any} error */
const isOfEmbind = (error) => error?.name === 'BindingError' || error?.constructor === TypeError;

/** @param {() => unknown} call @returns {unknown} undefined unless it throws */
function thrownBy(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
}

test('whatever is asked for, what comes out is an Error with a code and words', async () => {
  const { core } = await openModule();
  const session = new core.Session();
  prepare(session);
  let thrown = 0;
  const refused = (/** @type {string} */ where, /** @type {(() => unknown)[]} */ ...calls) => {
    const errors = calls.map(thrownBy).filter((error) => error !== undefined);
    assert.ok(errors.length > 0, `${where} is refused`);
    for (const error of errors) requireReadable(error, where);
    thrown += errors.length;
  };
  for (const { row, files } of refusedData)
    refused(`row ${row}`, () =>
      session.openDataset(
        files.map(({ name }) => name),
        files.map(({ bytes }) => bytes),
      ),
    );
  for (const { row, bytes } of refusedSaved)
    refused(
      `row ${row}`,
      () => session.loadModel('bad', bytes),
      () => session.restore('bad', bytes),
      () => session.setReader('', 'bad', bytes),
    );

  const nonsense = [
    ...[
      undefined,
      null,
      -1,
      1.5,
      Number.NaN,
      2 ** 53,
      Number.POSITIVE_INFINITY,
      '',
      'nonsense',
      [],
      {},
      [null],
    ],
    ...[new Uint8Array(3), new Float32Array(3), new Uint32Array(3), Symbol('none'), () => 7],
  ];
  let asked = 0;
  const ask = (/** @type {any} */ of, /** @type {string} */ name) => {
    for (const value of nonsense) {
      const given = Array.from({ length: of[name].length }, () => value);
      const error = thrownBy(() => of[name](...given));
      asked++;
      if (error === undefined || isOfEmbind(error)) continue;
      requireReadable(error, `${name}(${String(value)}, …)`);
      thrown++;
    }
  };
  for (const name of methodsOf(core.Session)) ask(session, name);
  for (const name of functionsOf(core)) if (name !== 'Generator') ask(core, name);
  for (const value of nonsense) {
    const error = thrownBy(() => new core.Generator(value).delete());
    if (error !== undefined && !isOfEmbind(error)) requireReadable(error, `Generator(${String(value)})`);
  }
  const generator = new core.Generator(1);
  for (const name of methodsOf(core.Generator)) ask(generator, name);
  generator.delete();
  assert.equal(session.advance().step >= 0, true);
  session.delete();
  figure('C7', 'errors looked at', thrown);
  figure('C7', 'calls with nonsense, of every method and function', asked);
});

const times = process.env.INKLING_TEST_FULL === '1' ? 1000 : 200;

test('refused over and over, each kind of call leaves nothing of what it was given', async () => {
  const { core, size } = await openModule();
  const session = new core.Session();
  prepare(session);
  const text = 'x'.repeat(1 << 16);
  const bytes = new Uint8Array(1 << 16);
  const numbers = new Float32Array(1 << 14);
  /** @type {Record<string, () => unknown>} */
  const refusals = {
    configure: () => session.configure(text),
    change: () => session.change(text),
    lrPreview: () => session.lrPreview(text),
    adaptedHash: () => session.adaptedHash(text),
    'setData, by its name': () => session.setData('train-images', text, bytes),
    'setData, of another kind': () => session.setData(text, '', bytes),
    restore: () => session.restore(text, bytes),
    loadModel: () => session.loadModel(text, bytes),
    'setReader, by its hash': () => session.setReader(text, text, bytes),
    'setReader, by its bytes': () => session.setReader('', text, bytes),
    openDataset: () => session.openDataset([text], [bytes]),
    checkDatasetFiles: () => session.checkDatasetFiles([text], [2 ** 31], [bytes]),
    beginCorrection: () => session.beginCorrection(bytes, bytes),
    sample: () => session.sample(text, 0),
    partImage: () => session.partImage(text, 0),
    activations: () => session.activations(bytes),
    saliency: () => session.saliency(bytes, 3),
    predict: () => session.predict(numbers, new Uint32Array(3), 300),
    predictImage: () => session.predictImage(bytes, 3, 3, 'auto'),
    'predictImage, read as nothing': () => session.predictImage(bytes, 128, 128, text),
    predictPixels: () => session.predictPixels(bytes),
    drawingHint: () => session.drawingHint(numbers, new Uint32Array(3), 300, bytes, 28, 28),
    renderStages: () => session.renderStages(numbers, new Uint32Array(3), 300, 2.5, 28, 28),
    mm: () => core.mm(numbers, numbers, 7),
    linear: () => core.linear(numbers, numbers, numbers.subarray(1)),
    softmax: () => core.softmax(numbers, 7),
    crossEntropy: () => core.crossEntropy(numbers, bytes),
    oneHot: () => core.oneHot(new Uint8Array(9).fill(9), 2),
  };
  const again = (/** @type {() => unknown} */ call, /** @type {string} */ name, count = times) => {
    for (let i = 0; i < count; i++) requireReadable(thrownBy(call), name);
  };
  for (const [name, call] of Object.entries(refusals)) again(call, name, 50);
  // What they would leave, 64 kB each, is more than the module's memory has free; and a handle of each.
  const [before, handles] = [size(), core.count_emval_handles()];
  const top = core._emscripten_stack_get_current();
  for (const [name, call] of Object.entries(refusals)) {
    again(call, name);
    assert.equal(core._emscripten_stack_get_current(), top, `the stack after ${name}`);
    assert.equal(size(), before, `the memory after ${name}`);
    assert.equal(core.count_emval_handles(), handles, `JavaScript's values held after ${name}`);
  }
  assert.throws(() => new core.Generator(-1), { code: 'E_API_RANGE' });
  figure('C4', 'drift of the stack', core._emscripten_stack_get_current() - top, 'B');
  assert.equal(core._emscripten_stack_get_current(), top);
  session.delete();
  figure('C4', 'refusals through the module', times * Object.keys(refusals).length);
  figure('C4', "drift of the module's memory", size() - before, 'B');
  figure('C4', 'drift of the values of JavaScript that it holds', core.count_emval_handles() - handles);
});
