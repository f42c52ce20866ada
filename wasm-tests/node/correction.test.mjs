// "That was a 7" on real MNIST: a drawing that the tutorial's network misreads is learnt, and little is forgotten.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadMnist, openSession, trainEpoch } from './support.mjs';

/** Flagged and footed, as MNIST has none: [points, lengths, canvas]. */
const one = [new Float32Array([90, 120, 150, 40, 150, 260, 90, 260, 210, 260]), new Uint32Array([3, 2]), 300];

function correct(session, images) {
  const pixels = Uint8Array.from(images.flatMap((image) => [...image.pixels]));
  session.beginCorrection(
    pixels,
    Uint8Array.from(images, ({ label }) => label),
  );
  let progress = session.advanceCorrection();
  while (progress.phase !== 'done') progress = session.advanceCorrection();
  return session.correctionResult();
}

test('a drawing is learnt, the test images are hardly forgotten, and it is undone to the bit', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('#lr=0.01&momentum=0.9');
  trainEpoch(session);
  const drawn = session.predict(...one);
  const label = drawn.label === 1 ? 7 : 1;
  const before = session.fingerprint();
  const saved = session.saveCheckpoint();
  const result = correct(session, [{ label, pixels: drawn.image }]);
  assert.equal(session.predict(...one).label, label);
  assert.equal(result.ownCount, 1);
  assert.equal(result.before.ownCorrect, 0);
  assert.equal(result.after.ownCorrect, 1);
  assert.equal(result.learnt, true);
  assert.equal(result.testCount, 10000);
  assert.ok(result.after.testAccuracy > result.before.testAccuracy - 0.01, JSON.stringify(result.after));
  assert.equal(result.won.length - result.lost.length, result.after.testCorrect - result.before.testCorrect);
  assert.deepEqual(session.corrections(), { made: 1, undoable: 1 });

  session.startTest();
  let progress = session.advanceTest();
  while (!progress.done) progress = session.advanceTest();
  assert.equal(progress.accuracy, result.after.testAccuracy);

  session.undoCorrection();
  assert.equal(session.fingerprint(), before);
  assert.deepEqual(session.saveCheckpoint(), saved);
  assert.deepEqual(session.corrections(), { made: 0, undoable: 0 });
});

test('a corrected run is restored as one', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('#layers=784-16-10&lr=0.1&train=640');
  trainEpoch(session);
  const drawn = session.predict(...one);
  correct(session, [{ label: (drawn.label + 1) % 10, pixels: drawn.image }]);
  const saved = session.saveCheckpoint();
  const print = session.fingerprint();
  session.configure('');
  assert.deepEqual(session.corrections(), { made: 0, undoable: 0 });
  session.restore('saved', saved);
  assert.equal(session.fingerprint(), print);
  assert.deepEqual(session.corrections(), { made: 1, undoable: 0 });
});

test('a correction without data, of wrong types or beside training is refused', async (t) => {
  const refused = (call, code, message = /./) =>
    assert.throws(call, (error) => error.code === code && message.test(error.message));
  const session = await openSession(t);
  const pixels = new Uint8Array(784);
  refused(
    () => session.beginCorrection(pixels, Uint8Array.of(1)),
    'E_API_STATE',
    /training images and labels.*Load the data first/,
  );
  await loadMnist(session);
  session.configure('#layers=784-16-10');
  refused(() => session.beginCorrection(Array.from(pixels), Uint8Array.of(1)), 'E_API_TYPE');
  refused(() => session.beginCorrection(pixels, [1]), 'E_API_TYPE');
  refused(() => session.beginCorrection(pixels, Uint8Array.of(10)), 'E_IDX_LABEL');
  refused(() => session.beginCorrection(pixels, Uint8Array.of(1, 2)), 'E_API_LENGTH');
  refused(() => session.advanceCorrection(), 'E_API_STATE');
  refused(() => session.correctionResult(), 'E_API_STATE');
  refused(() => session.undoCorrection(), 'E_API_STATE');
  session.beginCorrection(pixels, Uint8Array.of(1));
  refused(() => session.beginCorrection(pixels, Uint8Array.of(1)), 'E_API_STATE');
  refused(() => session.advance(), 'E_API_STATE', /correction/);
  session.cancelCorrection();
  assert.equal(session.advance().step, 1);
});
