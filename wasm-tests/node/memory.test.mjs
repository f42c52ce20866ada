// The module's memory: what it returns outlives its growth, too little of it is an error, and what it lacks is an error.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { figure } from '../figures.mjs';
import { functions, functionsOf, images, labels, methods, methodsOf, prepare } from './every-call.mjs';
import { openModule } from './module-memory.mjs';
import { mnistFile } from './support.mjs';

const digest = (/** @type {unknown} */ value) =>
  createHash('sha256')
    .update(
      JSON.stringify(value, (_, part) =>
        ArrayBuffer.isView(part) ? Array.from(/** @type {any} */ (part)) : part,
      ) ?? '',
    )
    .digest('hex');

/** More than there is free, taken and given back: a refused file's bytes. @param {any} session @param {number} size */
const grow = (session, size) =>
  assert.throws(() => session.setData('test-images', 'no file', new Uint8Array(size)), /no file/);

/** Of every method of a session that has trained, and of every function: none is left out. @param {any} core */
function everyCall(core) {
  assert.deepEqual(Object.keys(methods).sort(), methodsOf(core.Session).sort());
  assert.deepEqual(Object.keys(functions).sort(), functionsOf(core).sort());
  const ofSession = Object.entries(methods).map(([name, call]) => ({
    name,
    call: (/** @type {any} */ _, /** @type {any} */ session) => call(session),
  }));
  return [...ofSession, ...Object.entries(functions).map(([name, call]) => ({ name, call }))];
}

test('what a call gives is the same, and stays so, whenever the memory grows', async () => {
  const { core } = await openModule();
  let compared = 0;
  for (const { name, call } of everyCall(core)) {
    const still = new core.Session();
    prepare(still);
    const expected = digest(call(core, still));
    still.delete();

    // In a module of its own, because memory does not shrink: before the call, and after what it has given.
    const { core: growing, size: growingSize } = await openModule();
    const session = new growing.Session();
    prepare(session);
    const before = growingSize();
    grow(session, 32 << 20);
    assert.ok(growingSize() > before, 'the memory grew');
    const found = call(growing, session);
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
