// The page's module comes in two parts: both together compute what the whole does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadMnist, openSession, root } from './support.mjs';

const page = join(root, 'build/wasm/page');

/** Enough of it for the glue, which asks a worker's own for the second part. */
class FileRequest {
  /** @type {string[]} */
  static sent = [];
  /** Of the second part a bit is another. */
  static isDamaged = false;
  status = 0;
  /** @type {ArrayBuffer | undefined} */
  response;
  #path = '';

  open(/** @type {string} */ _method, /** @type {string} */ path) {
    this.#path = path;
  }

  send() {
    FileRequest.sent.push(this.#path);
    const { buffer, byteOffset, byteLength } = readFileSync(this.#path);
    this.response = buffer.slice(byteOffset, byteOffset + byteLength);
    if (FileRequest.isDamaged) new Uint8Array(this.response)[byteLength >> 1] ^= 16;
    this.status = 200;
  }
}

async function openSplitSession() {
  Object.assign(globalThis, { XMLHttpRequest: FileRequest });
  const { default: createCore } = await import(join(page, 'core.js'));
  const wasmBinary = readFileSync(join(page, 'core.wasm'));
  const core = await createCore({ wasmBinary, restFile: join(page, 'core.rest.wasm') });
  return new core.Session();
}

const run = 'layers=784-32-10&lr=0.05&momentum=0.9&batchnorm=1&optimizer=sgd&train=640&epochs=1&seed=5';

test('a drawing is read without the second part, which comes with the first step and changes no bit', async (t) => {
  const whole = await openSession(t);
  const split = await openSplitSession();
  t.after(() => split.delete());
  const one = [new Float32Array([150, 40, 150, 260]), new Uint32Array([2]), 300];
  const results = [];
  for (const session of [whole, split]) {
    await loadMnist(session);
    session.configure('lr=0.05&train=640&epochs=1&seed=5');
    const prediction = session.predict(...one);
    if (session === split) assert.deepEqual(FileRequest.sent, []);
    session.configure(run);
    const losses = [];
    for (let step = 0; step < 10; ++step) losses.push(session.advance().loss);
    results.push({ prediction, losses, fingerprint: session.fingerprint() });
  }
  assert.equal(FileRequest.sent.length, 1);
  assert.deepEqual(results[1], results[0]);
});

test('a second part with a changed bit is refused where it cannot wait for fetch() too', async (t) => {
  const session = await openSplitSession();
  t.after(() => session.delete());
  await loadMnist(session);
  FileRequest.isDamaged = true;
  t.after(() => {
    FileRequest.isDamaged = false;
  });
  const begin = () => {
    session.configure(run);
    return session.advance().batch;
  };
  assert.throws(begin, /core\.rest\.wasm is not the file that was built/);
  FileRequest.isDamaged = false;
  assert.equal(begin(), 1);
});
