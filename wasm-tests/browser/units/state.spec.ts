import { expect, test } from '@playwright/test';
import type { Happening } from '../../../web/app/state/happening.ts';
import { isFinished, secondsLeft } from '../../../web/app/state/run.ts';
import { fieldText, isEdited, requestedHash } from '../../../web/app/state/settings.ts';
import { initialState, reduce, type State } from '../../../web/app/state/state.ts';
import { latest } from '../../../web/lib/latest.ts';
import type { DataFile, RunConfig, TrainingSlice } from '../../../web/lib/protocol.ts';

const files: DataFile[] = [{ role: 'train-images', name: 'a.gz', url: 'a', bytes: 100, inflatedBytes: 1000 }];
const config: RunConfig = {
  layers: '784-10',
  optimizer: 'sgd',
  lr: 0.001,
  activation: 'relu',
  batchnorm: false,
  dropout: 0,
  momentum: 0,
  nesterov: false,
  wd: 0,
  schedule: 'constant',
  batch: 10,
  epochs: 2,
  seed: 1,
  train: 100,
  augment: 0,
  hash: 'layers=784-10&epochs=2&batch=10&train=100',
};
const slice = (changes: Partial<TrainingSlice>): TrainingSlice => ({
  phase: 'training',
  epoch: 0,
  batch: 1,
  batches: 10,
  step: 1,
  batchesPerEpoch: 10,
  losses: Float64Array.of(2.3),
  imagesPerSecond: 100,
  threads: 1,
  reports: [],
  ...changes,
});
const after = (...happenings: Happening[]): State => happenings.reduce(reduce, initialState(files));
const began: Happening = { type: 'run-began', config, keepsEdits: false };

test('a new run forgets what the old one learnt', () => {
  const trained = after(began, { type: 'training', slice: slice({}) });
  expect(trained.run.losses.values).toEqual([2.3]);
  const fresh = reduce(trained, began);
  expect(fresh.run).toMatchObject({ progress: null, losses: { values: [] }, reports: [], test: null });
});

test('the run is finished when all epochs are complete, and says how long it will take', () => {
  const half = after(began, { type: 'training', slice: slice({ step: 5 }) });
  expect(isFinished(half.run)).toBe(false);
  expect(secondsLeft(half.run)).toBe(1.5);
  expect(
    isFinished(reduce(half, { type: 'training', slice: slice({ epoch: 2, phase: 'finished' }) }).run),
  ).toBe(true);
});

test('what is typed stays over the settings of the run until it is applied', () => {
  const edited = after(began, { type: 'setting-edited', field: 'lr', text: ' 0.5 ', same: false });
  expect(fieldText(edited.settings, config, 'lr')).toBe(' 0.5 ');
  expect(requestedHash(edited.settings, config)).toBe('layers=784-10&epochs=2&batch=10&train=100&lr=0.5');
  const all = reduce(edited, { type: 'setting-edited', field: 'train', text: '', same: false });
  expect(requestedHash(all.settings, config)).toBe('layers=784-10&epochs=2&batch=10&lr=0.5');
  const spaced = reduce(all, { type: 'setting-edited', field: 'batch', text: '1 0', same: false });
  expect(requestedHash(spaced.settings, config)).toBe('layers=784-10&epochs=2&lr=0.5&batch=1%200');
  expect(isEdited(reduce(edited, { ...began, keepsEdits: true }).settings)).toBe(true);
  expect(isEdited(reduce(edited, began).settings)).toBe(false);
});

test('an answer about a drawing that was cleared meanwhile is dropped', () => {
  const prediction = { label: 3, probabilities: new Float32Array(10), image: new Uint8Array(784) };
  const drawn = after({ type: 'stroke-began', points: [1, 1] }, { type: 'predicted', prediction });
  expect(drawn.drawing.prediction?.label).toBe(3);
  expect(after({ type: 'predicted', prediction }).drawing.prediction).toBeNull();
  expect(reduce(drawn, { type: 'stroke-undone' }).drawing).toEqual({
    strokes: [],
    prediction: null,
    fault: null,
  });
});

test('a reading that failed, or of a network that is no more, is not shown', () => {
  const prediction = { label: 3, probabilities: new Float32Array(10), image: new Uint8Array(784) };
  const fault = { code: 'E_MODEL_NONFINITE', message: 'no' };
  const drawn = after({ type: 'stroke-began', points: [1, 1] }, { type: 'predicted', prediction });
  const failed = reduce(drawn, { type: 'prediction-failed', fault });
  expect(failed.drawing).toEqual({ strokes: [[1, 1]], prediction: null, fault });
  expect(failed.run.fault).toBeNull();
  expect(reduce(failed, { type: 'predicted', prediction }).drawing).toEqual(drawn.drawing);
  for (const end of [began, { type: 'worker-died', fault }, { type: 'restarted' }] satisfies Happening[]) {
    expect(reduce(drawn, end).drawing).toEqual({ strokes: [[1, 1]], prediction: null, fault: null });
  }
});

test('data is loading until the worker has told what came of it', () => {
  const progress = { role: 'train-images', received: 100, bytesPerSecond: 1, done: true } as const;
  const arrived = after({ type: 'load-began', roles: ['train-images'] }, { type: 'download', progress });
  expect(arrived.data.loading).toBe(true);
  const summary = { trainCount: 1, testCount: 1, rows: 28, columns: 28 };
  expect(reduce(arrived, { type: 'load-ended', result: { summary, failures: [] } }).data.loading).toBe(false);
});

test('a refused field is not announced besides the focus that it gets', () => {
  const refused = (code: string): Happening => ({
    type: 'run-refused',
    fault: { code, message: `words of ${code}` },
    from: 'form',
  });
  expect(after(began, refused('E_IDX_SHAPE')).announcement).toBe('');
  expect(after(began, refused('E_HP_OPTIMIZER')).announcement).toBe('words of E_HP_OPTIMIZER');
});

test('milestones are announced, single steps are not', () => {
  expect(after(began, { type: 'training', slice: slice({}) }).announcement).toBe('');
  const report = {
    epoch: 1,
    trainLoss: 1,
    validationLoss: 0.5,
    validationAccuracy: 0.912,
    seconds: 1,
    imagesPerSecond: 1,
  };
  expect(after(began, { type: 'training', slice: slice({ epoch: 1, reports: [report] }) }).announcement).toBe(
    'Epoch 1 of 2: validation accuracy 91.2%, validation loss 0.5000.',
  );
});

test('however often it is asked for, the latest run is one, and one more', async () => {
  let runs = 0;
  const ask = latest(async () => {
    runs++;
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
  for (let i = 0; i < 100; i++) ask();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(runs).toBe(2);
  ask();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(runs).toBe(3);
});
