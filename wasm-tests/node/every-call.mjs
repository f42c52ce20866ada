// One use of every method and function of the module, each of which gives what it got or what it changed.
import { trainingBits } from '../reference/training-bits.mjs';
import { idxFile } from './idx-file.mjs';

export const images = (/** @type {number} */ count) => idxFile([count, 28, 28], (i) => (i * 31) % 251);
export const labels = (/** @type {number} */ count) => idxFile([count], (i) => i % 10);
const points = new Float32Array([30, 30, 250, 40, 120, 260]);
const lengths = new Uint32Array([3]);
const ink = new Uint8Array(784).map((_, i) => (i % 7 === 0 ? 200 : 0));
const floats = (/** @type {number[]} */ ...values) => new Float32Array(values);

/** A session that has trained some steps. @param {any} session */
export function prepare(session) {
  for (const [part, count] of /** @type {const} */ ([
    ['train', 60],
    ['test', 20],
  ])) {
    session.setData(`${part}-images`, 'images', images(count));
    session.setData(`${part}-labels`, 'labels', labels(count));
  }
  session.configure('layers=784-16-10&batch=16&momentum=0.9&epochs=3');
  for (let i = 0; i < 6; i++) session.advance();
}

/** @param {any} session */
function tested(session) {
  while (!session.advanceTest().done);
  return session;
}

/** @param {any} session */
function measured(session) {
  session.startMeasuring();
  return tested(session);
}

/** @param {any} session */
function calibrated(session) {
  session.startCalibration();
  while (!session.advanceCalibration().done);
  return session;
}

/** @param {any} session */
function corrected(session) {
  session.beginCorrection(ink, Uint8Array.of(4));
  while (session.advanceCorrection().phase !== 'done');
  return session;
}

/** @type {Record<string, (session: any) => unknown>} */
export const methods = {
  setData: (s) => [s.setData('train-images', 'more', images(90)), s.dataSummary()],
  dataSummary: (s) => s.dataSummary(),
  checkDatasetFiles: (s) =>
    s.checkDatasetFiles(['a', 'b'], [39216, 58], [images(50).slice(0, 16), labels(50).slice(0, 16)]),
  openDataset: (s) => s.openDataset(['train-images', 'train-labels'], [images(50), labels(50)]),
  closeDataset: (s) => [
    s.openDataset(['train-images', 'train-labels'], [images(50), labels(50)]),
    s.closeDataset(),
    s.dataSummary(),
  ],
  adaptedHash: (s) => s.adaptedHash('layers=100-8-10&lr=0.1'),
  sample: (s) => s.sample('train', 7),
  configure: (s) => [s.configure('layers=784-32-10&seed=3'), s.fingerprint()],
  change: (s) => s.change('lr=0.5'),
  lrPreview: (s) => s.lrPreview('lr=0.1&schedule=cosine'),
  advance: (s) => [s.advance().loss, s.fingerprint()],
  startTest: (s) => [s.startTest(), s.advanceTest().loss],
  advanceTest: (s) => [s.startTest(), s.advanceTest()],
  startCalibration: (s) => [s.startCalibration(), s.advanceCalibration()],
  advanceCalibration: (s) => calibrated(s).predictPixels(ink),
  calibration: (s) => calibrated(s).calibration(),
  testPredictions: (s) => [s.startTest(), tested(s).testPredictions()],
  summary: (s) => s.summary(),
  fingerprint: (s) => s.fingerprint(),
  saveModel: (s) => s.saveModel(),
  saveSmallModel: (s) => s.saveSmallModel(),
  parameterVector: (s) => s.parameterVector(),
  setReader: (s) => [s.setReader('layers=784-16-10', 'reader', s.parameterVector()), s.predictPixels(ink)],
  saveCheckpoint: (s) => [s.configure('layers=784-16-10&batch=16'), trainingBits(s.saveCheckpoint())],
  restore: (s) => [s.restore('saved', s.saveCheckpoint()), s.fingerprint()],
  loadModel: (s) => [s.loadModel('saved', s.saveModel()), s.fingerprint()],
  beginCorrection: (s) => [s.beginCorrection(ink, Uint8Array.of(4)), s.corrections()],
  advanceCorrection: (s) => corrected(s).fingerprint(),
  cancelCorrection: (s) => [s.beginCorrection(ink, Uint8Array.of(4)), s.cancelCorrection(), s.fingerprint()],
  correctionResult: (s) => corrected(s).correctionResult(),
  undoCorrection: (s) => [corrected(s).undoCorrection(), s.fingerprint()],
  corrections: (s) => corrected(s).corrections(),
  health: (s) => [s.health(), s.advance().step, s.health()],
  firstLayer: (s) => s.firstLayer(0, 4),
  activations: (s) => s.activations(ink),
  saliency: (s) => s.saliency(ink, 3),
  startMeasuring: (s) => [s.startMeasuring(), s.advanceTest()],
  measurement: (s) => measured(s).measurement(),
  cellImages: (s) => Array.from({ length: 10 }, (_, predicted) => measured(s).cellImages(3, predicted, 5)),
  partSummary: (s) => s.partSummary('training'),
  partImage: (s) => s.partImage('validation', 2),
  findImage: (s) => s.findImage('training', 0, true, 4),
  exportOnnx: (s) => s.exportOnnx(),
  exportPytorchScript: (s) => s.exportPytorchScript(),
  progress: (s) => ({ ...s.progress(), imagesPerSecond: 0 }),
  history: (s) => s.history().map((/** @type {any} */ { trainLoss }) => trainLoss),
  predict: (s) => s.predict(points, lengths, 300),
  predictImage: (s) => s.predictImage(new Uint8Array(28 * 28 * 4).fill(90), 28, 28, 'as-it-is'),
  drawingHint: (s) => s.drawingHint(points, lengths, 300, ink, 28, 28),
  renderStages: (s) => s.renderStages(points, lengths, 300, 2.5, 28, 28),
  predictPixels: (s) => s.predictPixels(ink),
};

/** @type {Record<string, (core: any) => unknown>} */
export const functions = {
  Generator: (core) => {
    const generator = new core.Generator(7);
    const drawn = [generator.rand(5), generator.randn(20), generator.randint(0, 9, 5), generator.randperm(9)];
    generator.delete();
    return drawn;
  },
  setNumThreads: (core) => core.setNumThreads(1),
  getNumThreads: (core) => core.getNumThreads(),
  mm: (core) => core.mm(floats(1, 2, 3, 4), floats(1, 0, 5, 0, 1, 6), 2),
  linear: (core) => core.linear(floats(1, -1), floats(1, 2, 3, 4, 5, 6), floats(10, 20, 30)),
  relu: (core) => core.relu(floats(-1, 2)),
  softmax: (core) => core.softmax(floats(1, 2, 3, 4), 2),
  logSoftmax: (core) => core.logSoftmax(floats(1, 2, 3, 4), 2),
  crossEntropy: (core) => core.crossEntropy(new Float32Array(20), Uint8Array.of(3, 9)),
  oneHot: (core) => core.oneHot(Uint8Array.of(1, 0), 2),
};

/** What Embind gives every class. */
const embinds = ['constructor', 'isAliasOf', 'clone', 'delete', 'isDeleted', 'deleteLater'];

/** The names of a class's own methods. @param {any} type */
export const methodsOf = (type) =>
  Object.getOwnPropertyNames(type.prototype).filter((name) => !embinds.includes(name));

/** The module's functions and classes but Session. @param {any} core */
export const functionsOf = (core) =>
  Object.keys(core).filter(
    (name) => typeof core[name] === 'function' && !notOurs.test(name) && name !== 'Session',
  );
const notOurs = /^_|Error$|^count_emval_handles$|^dynCall_|^instantiateWasm$/;
