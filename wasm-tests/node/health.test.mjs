// What the module tells of a run in training, on real MNIST.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadMnist, openSession, trainEpoch } from './support.mjs';

const kinds = ({ advice }) => advice.map(({ kind }) => kind);

test('a step that was asked for is measured, and the run ends in the same bits', async (t) => {
  const watched = await openSession(t);
  const plain = await openSession(t);
  for (const session of [watched, plain]) {
    await loadMnist(session);
    session.configure('#lr=0.1&train=3200&epochs=1');
  }
  assert.deepEqual(watched.health(), { step: 0, layers: [], advice: [] });
  for (let i = 0; i < 40; i++) {
    watched.advance();
    watched.health();
    plain.advance();
  }
  assert.equal(watched.fingerprint(), plain.fingerprint());
  const { step, layers } = watched.health();
  assert.equal(step, 40);
  assert.deepEqual(
    layers.map(({ name, units }) => [name, units]),
    [
      ['hidden1', 128],
      ['hidden2', 256],
      ['out', 10],
    ],
  );
  for (const { weightNorm, gradNorm, updateRatio } of layers) {
    assert.ok(weightNorm > 1 && weightNorm < 20);
    assert.ok(gradNorm > 0.01 && gradNorm < 10);
    assert.ok(Math.abs(updateRatio - (0.1 * gradNorm) / weightNorm) < 0.02 * updateRatio);
  }
  assert.ok(layers[0].deadShare >= 0 && layers[0].deadShare < 0.2);
  assert.equal(layers[2].deadShare, null);
});

test("the tutorial's first epochs are slow, a fast run is well", async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('');
  trainEpoch(session);
  const slow = session.health();
  assert.deepEqual(kinds(slow), ['slow']);
  assert.deepEqual(slow.advice[0].remedies, [{ field: 'lr', value: '0.1', hash: 'lr=0.1' }]);
  session.configure('#lr=0.01&momentum=0.9&epochs=5');
  trainEpoch(session);
  assert.deepEqual(kinds(session.health()), ['good']);
});

test('overfitting on purpose is seen', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  session.configure('#lr=0.05&momentum=0.9&epochs=100&train=500');
  for (let epoch = 0; epoch < 20; epoch++) trainEpoch(session);
  const { advice } = session.health();
  assert.equal(advice[0].kind, 'overfitting');
  assert.ok(advice[0].numbers.loss > advice[0].numbers.best);
  assert.deepEqual(
    advice[0].remedies.map(({ field }) => field),
    ['train', 'augment', 'dropout'],
  );
});
