// The module's memory: what it returns outlives its growth, too little of it is an error, and only errors come out.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import createCore from '../../build/wasm/core.js';
import { figure } from '../figures.mjs';
import { refusedData } from '../hostile/data-files.mjs';
import { refusedSaved } from '../hostile/saved-files.mjs';
import { idxFile, mnistFile, root } from './support.mjs';

const images = (count) => idxFile([count, 28, 28], (i) => (i * 31) % 251);
const labels = (count) => idxFile([count], (i) => i % 10);
const points = new Float32Array([30, 30, 250, 40, 120, 260]);
const lengths = new Uint32Array([3]);
const ink = new Uint8Array(784).map((_, i) => (i % 7 === 0 ? 200 : 0));

/** @param {any} session */
function prepare(session) {
  for (const [part, count] of [
    ['train', 60],
    ['test', 20],
  ]) {
    session.setData(`${part}-images`, 'images', images(count));
    session.setData(`${part}-labels`, 'labels', labels(count));
  }
  session.configure('layers=784-16-10&batch=16&momentum=0.9&epochs=3');
  for (let i = 0; i < 6; i++) session.advance();
}

/** Each asks for something and gives what it got. @type {readonly [string, (session: any) => unknown][]} */
const calls = [
  [
    'setData',
    (s) => {
      s.setData('train-images', 'more', images(90));
      return s.dataSummary();
    },
  ],
  ['openDataset', (s) => s.openDataset(['train-images', 'train-labels'], [images(50), labels(50)])],
  ['sample', (s) => s.sample('train', 7)],
  [
    'configure',
    (s) => {
      s.configure('layers=784-32-10&seed=3');
      return s.fingerprint();
    },
  ],
  ['change', (s) => s.change('lr=0.5')],
  ['lrPreview', (s) => s.lrPreview('lr=0.1&schedule=cosine')],
  [
    'advance',
    (s) => {
      s.advance();
      return s.fingerprint();
    },
  ],
  [
    'test',
    (s) => {
      s.startTest();
      return s.advanceTest().loss;
    },
  ],
  ['summary', (s) => s.summary()],
  ['saveModel', (s) => s.saveModel()],
  ['saveSmallModel', (s) => s.saveSmallModel()],
  ['parameterVector', (s) => s.parameterVector()],
  [
    'restore',
    (s) => {
      s.restore('saved', s.saveCheckpoint());
      return s.fingerprint();
    },
  ],
  [
    'loadModel',
    (s) => {
      s.loadModel('saved', s.saveModel());
      return s.fingerprint();
    },
  ],
  ['health', (s) => s.health().norms],
  ['firstLayer', (s) => s.firstLayer(0, 4)],
  ['activations', (s) => s.activations(ink)],
  ['saliency', (s) => s.saliency(ink, 3)],
  ['partImage', (s) => s.partImage('validation', 2)],
  ['exportOnnx', (s) => s.exportOnnx()],
  ['exportPytorchScript', (s) => s.exportPytorchScript()],
  ['history', (s) => s.history().map(({ trainLoss }) => trainLoss)],
  ['predict', (s) => s.predict(points, lengths, 300)],
  ['predictImage', (s) => s.predictImage(new Uint8Array(28 * 28 * 4).fill(90), 28, 28, 'as-it-is')],
  ['renderStages', (s) => s.renderStages(points, lengths, 300, 2.5, 28, 28)],
  ['predictPixels', (s) => s.predictPixels(ink)],
];

const digest = (/** @type {unknown} */ value) =>
  createHash('sha256')
    .update(
      JSON.stringify(value, (_, part) =>
        ArrayBuffer.isView(part) ? Array.from(/** @type {any} */ (part)) : part,
      ) ?? '',
    )
    .digest('hex');

/** A module whose memory can be looked at. @param {(bytes: Uint8Array) => Uint8Array} [change] of the module's bytes */
async function openModule(change = (bytes) => bytes) {
  const bytes = change(new Uint8Array(await readFile(`${root}build/wasm/core.wasm`)));
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  const core = await createCore({
    instantiateWasm: (/** @type {any} */ imports, /** @type {any} */ use) => {
      void WebAssembly.instantiate(bytes, imports).then(({ instance, module }) => {
        memory = Object.values(instance.exports).find((part) => part instanceof WebAssembly.Memory);
        use(instance, module);
      });
      return {};
    },
  });
  return { core, size: () => memory?.buffer.byteLength ?? 0 };
}

/** More than there is free, taken and given back: a refused file's bytes. @param {any} session @param {number} size */
const grow = (session, size) =>
  assert.throws(() => session.setData('test-images', 'no file', new Uint8Array(size)), /no file/);

test('what a call gives is the same, and stays so, whenever the memory grows', async () => {
  const { core } = await openModule();
  let compared = 0;
  for (const [name, call] of calls) {
    const still = new core.Session();
    prepare(still);
    const expected = digest(call(still));
    still.delete();

    // In a module of its own, because memory does not shrink: before the call, and after what it has given.
    const { core: growing, size: growingSize } = await openModule();
    const session = new growing.Session();
    prepare(session);
    const before = growingSize();
    grow(session, 32 << 20);
    assert.ok(growingSize() > before, 'the memory grew');
    const found = call(session);
    assert.equal(digest(found), expected, name);
    const second = growingSize();
    grow(session, 96 << 20);
    assert.ok(growingSize() > second, 'the memory grew again');
    assert.equal(digest(found), expected, `${name}, looked at later`);
    session.delete();
    compared++;
  }
  figure('C5', 'calls compared over the growth of the memory', compared);
});

/** The most pages that the module's memory may have. A number of five bytes, however small: so the section keeps its length. */
const limited = (/** @type {number} */ pages) => (/** @type {Uint8Array} */ bytes) => {
  /** @type {Uint8Array[]} */
  const parts = [bytes.subarray(0, 8)];
  const number = (/** @type {number} */ value) =>
    [0, 7, 14, 21, 28].map((shift, i) => ((value >>> shift) & 0x7f) | (i < 4 ? 0x80 : 0));
  const read = (/** @type {number} */ at) => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return { value, at };
    }
  };
  const memorySection = 5;
  for (let at = 8; at < bytes.length; ) {
    const kind = bytes[at];
    const { value: size, at: begin } = read(at + 1);
    const end = begin + size;
    if (kind !== memorySection) {
      parts.push(bytes.subarray(at, end));
    } else {
      const { value: initial } = read(begin + 2); // after their number, 1, and the flags
      const content = [1, 1, ...number(Math.min(initial, pages)), ...number(pages)];
      parts.push(new Uint8Array([memorySection, ...number(content.length), ...content]));
    }
    at = end;
  }
  return new Uint8Array(Buffer.concat(parts));
};

test('too little memory is an error, and the module works on with what fits', async () => {
  const { core, size } = await openModule(limited(1024)); // 64 MB
  const session = new core.Session();
  const whole = await mnistFile('train-images');
  const isMemory = (/** @type {any} */ error) =>
    error instanceof Error && 'code' in error && error.code === 'E_MEMORY';
  let refused = 0;
  for (let i = 0; i < 20; i++) {
    assert.throws(() => {
      session.setData('train-images', 'whole', whole);
      session.setData('train-images', 'again', whole);
    }, isMemory);
    assert.throws(() => session.configure('layers=784-4096-2048-10'), isMemory);
    refused += 2;
    session.setData('train-images', 'small', images(60));
    session.setData('train-labels', 'small', labels(60));
    session.configure('layers=784-16-10&batch=16');
    assert.equal(session.advance().step, 1);
  }
  assert.ok(size() <= 64 << 20);
  session.delete();
  figure('C6', 'uses of more memory than there is', refused);
});

test('whatever is asked for, what comes out is an Error with a code and words', async () => {
  const { core } = await openModule();
  const session = new core.Session();
  prepare(session);
  let thrown = 0;
  const check = (/** @type {() => unknown} */ call) => {
    try {
      call();
    } catch (error) {
      thrown++;
      assert.ok(error instanceof Error, `an Error, not ${typeof error}`);
      assert.match(/** @type {any} */ (error).code, /^E_[A-Z0-9]+(_[A-Z0-9]+)*$/);
      assert.notEqual(/** @type {any} */ (error).code, 'E_INTERNAL', error.message);
      assert.match(error.message, /\w+ \w+/);
      assert.doesNotMatch(error.message, /^\d+$/);
    }
  };
  for (const { files } of refusedData)
    check(() =>
      session.openDataset(
        files.map(({ name }) => name),
        files.map(({ bytes }) => bytes),
      ),
    );
  for (const { bytes } of refusedSaved) {
    check(() => session.loadModel('bad', bytes));
    check(() => session.restore('bad', bytes));
    check(() => session.setReader('', 'bad', bytes));
  }
  const nonsense = [
    undefined,
    null,
    -1,
    1.5,
    Number.NaN,
    2 ** 53,
    '',
    'nonsense',
    [],
    {},
    new Uint8Array(3),
    new Float32Array(3),
  ];
  for (const [name] of calls) {
    const method = session[name];
    if (typeof method !== 'function') continue;
    for (const value of nonsense) {
      // Embind's own words for a wrong number or kind of arguments are an Error too, without a code.
      try {
        method.call(session, ...Array.from({ length: method.length }, () => value));
      } catch (error) {
        thrown++;
        assert.ok(error instanceof Error, `${name}(${String(value)}): an Error, not ${typeof error}`);
      }
    }
  }
  assert.equal(session.advance().step >= 0, true);
  session.delete();
  figure('C7', 'errors looked at', thrown);
});
