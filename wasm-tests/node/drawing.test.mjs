// What is told of a drawing beside what it is read as: hints, and the stages on the way to the network's image.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mnistFile, openSession } from './support.mjs';

const seven = [
  Float32Array.of(84, 67, 140, 64, 190, 62, 168, 118, 143, 174, 129, 230),
  Uint32Array.of(6),
  280,
];
const none = [new Float32Array(), new Uint32Array(), 280];
const moved = ([points, lengths, canvas], scale, x, y) => [
  points.map((value, i) => value * scale + (i % 2 === 0 ? x : y)),
  lengths,
  canvas,
];

test('a digit gets no hint; a tiny one, one at the edge and a dash do', async (t) => {
  const session = await openSession(t);
  const hint = (drawing) => session.drawingHint(...drawing, session.predict(...drawing).image, 28, 28);
  assert.equal(hint(seven), undefined);
  assert.deepEqual(hint(moved(seven, 0.1, 50, 50)).kind, 'small');
  assert.deepEqual(hint(moved(seven, 0.05, 50, 50)).kind, 'dot');
  assert.deepEqual(hint(moved(seven, 1, 0, 50)), { kind: 'cut-off', value: 1 });
  assert.equal(hint([Float32Array.of(40, 100, 240, 104), Uint32Array.of(2), 280]).kind, 'flat');
});

test('hardly any image of MNIST has a hint', async (t) => {
  const session = await openSession(t);
  const bytes = (await mnistFile('test-images')).subarray(16);
  const kinds = Array.from({ length: 2000 }, (_, i) => bytes.slice(784 * i, 784 * (i + 1))).map(
    (image) => session.drawingHint(...none, image, 28, 28)?.kind,
  );
  const hints = kinds.filter((kind) => kind !== undefined);
  assert.ok(hints.length > 0 && hints.length < 20, hints.join());
});

test('the stages end in what the network sees', async (t) => {
  const session = await openSession(t);
  const stages = session.renderStages(...seven, 20, 28, 28);
  assert.deepEqual(stages.placed, session.predict(...seven).image);
  assert.equal(stages.fittedSide, 20);
  assert.equal(stages.fitted.length, 400);
  assert.equal(stages.paper.length, stages.paperSide ** 2);
  assert.equal(stages.box.length, stages.paperSide ** 2);
  assert.equal(session.renderStages(...none, 20, 28, 28), undefined);
});

test('what is no drawing or no image is refused', async (t) => {
  const refused = (call, code) => assert.throws(call, (error) => error.code === code);
  const session = await openSession(t);
  const image = new Uint8Array(784);
  const [points, lengths] = seven;
  refused(() => session.drawingHint(points, lengths, 280, image, 28, 27), 'E_API_LENGTH');
  refused(() => session.drawingHint(points, lengths, 280, image, 28, 1.5), 'E_API_SHAPE');
  refused(() => session.drawingHint(points, lengths, 280, [], 28, 28), 'E_API_TYPE');
  refused(() => session.drawingHint(points, lengths, 0, image, 28, 28), 'E_INK_CANVAS');
  refused(() => session.drawingHint(points, Uint32Array.of(7), 280, image, 28, 28), 'E_API_LENGTH');
  refused(() => session.renderStages(points, lengths, 280, 0, 28, 28), 'E_INK_WIDTH');
  refused(() => session.renderStages(points, lengths, 280, 20, 0, 28), 'E_API_SHAPE');
  refused(
    () => session.renderStages(Float32Array.of(Number.NaN, 1), Uint32Array.of(1), 280, 20, 28, 28),
    'E_INK_POINT',
  );
});
