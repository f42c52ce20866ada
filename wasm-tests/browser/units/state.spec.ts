import { expect, test } from '@playwright/test';
import { secondsToLoad } from '../../../web/app/state/data.ts';
import { initialDrawing, shownDigit } from '../../../web/app/state/drawing.ts';
import type { Happening } from '../../../web/app/state/happening.ts';
import { className, initialOwnData, parseClassNames } from '../../../web/app/state/own-data.ts';
import { isFinished, secondsLeft } from '../../../web/app/state/run.ts';
import {
  applies,
  fieldText,
  isEdited,
  requestedHash,
  whatApplyDoes,
} from '../../../web/app/state/settings.ts';
import { initialState, reduce, type State } from '../../../web/app/state/state.ts';
import { latest } from '../../../web/lib/latest.ts';
import type { DataFile, Prediction, RunConfig, TrainingSlice } from '../../../web/lib/protocol.ts';

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
  rotation: 0,
  scale: 0,
  shear: 0,
  shift: 0,
  thickness: 0,
  elastic: 0,
  synthetic: 0,
  changeable: 'lr,momentum,nesterov,wd,dropout,augment,rotation,scale,shear,shift,thickness,elastic,epochs',
  settings: 'layers=784-10&epochs=2&batch=10&train=100',
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

/** Labels and strokes of the digits, from left to right. */
function readAs(digits: readonly (readonly [label: number, strokes: readonly number[]])[]): Prediction {
  const image = {
    ...{ probabilities: new Float32Array(10), image: new Uint8Array(784), rows: 28, columns: 28 },
    ...{ isDigit: null, digitScore: null, reader: 'own' as const },
  };
  return {
    ...image,
    label: 3,
    number: digits.map(([label]) => label).join(''),
    digits: digits.map(([label, strokes]) => ({ ...image, label, strokes: Uint32Array.from(strokes) })),
  };
}

const prediction = readAs([[3, [0]]]);

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

test('what is typed changes the run where that can be, and else begins another', () => {
  const edit = (field: 'lr' | 'seed' | 'epochs', text: string): Happening => ({
    ...{ type: 'setting-edited', same: false },
    ...{ field, text },
  });
  const trained: Happening = { type: 'training', slice: slice({}) };
  expect(whatApplyDoes(after(began))).toBe('nothing');
  expect(whatApplyDoes(after(began, edit('lr', '1')))).toBe('sets-up');
  expect(whatApplyDoes(after(began, trained, edit('lr', '1')))).toBe('changes');
  expect(whatApplyDoes(after(began, trained, edit('lr', '1'), edit('seed', '5')))).toBe('begins');
  const stopped: Happening = { type: 'stopped', fault: { code: 'E_TRAIN_DIVERGED', message: '' } };
  expect(whatApplyDoes(after(began, trained, stopped, edit('lr', '1')))).toBe('begins');
  const finished: Happening = { type: 'training', slice: slice({ epoch: 2, phase: 'finished' }) };
  expect(whatApplyDoes(after(began, finished, edit('lr', '1')))).toBe('begins');
  expect(whatApplyDoes(after(began, finished, edit('lr', '1'), edit('epochs', '9')))).toBe('changes');

  const changed: Happening = { type: 'run-changed', config: { ...config, lr: 1 }, applied: { lr: '1' } };
  const typedSince = after(began, trained, edit('lr', ' 1 '), edit('epochs', '9'), changed);
  expect(typedSince.settings.edits).toEqual({ epochs: '9' });
  expect(typedSince.run.progress?.step).toBe(1);
});

test('fields that mean nothing beside others are left out of what is asked for', () => {
  const own = { ...config, momentum: 0.9, settings: 'momentum=0.9&nesterov=1&rotation=0.5' };
  const edit = (field: 'optimizer' | 'momentum' | 'augment', text: string): Happening => ({
    ...{ type: 'setting-edited', same: false },
    ...{ field, text },
  });
  const adam = after(edit('optimizer', 'adam')).settings;
  expect(applies(adam, own, 'momentum')).toBe(false);
  expect(requestedHash(adam, own)).toBe('rotation=0.5&optimizer=adam');
  const plain = after(edit('momentum', '0')).settings;
  expect(applies(plain, own, 'nesterov')).toBe(false);
  expect(requestedHash(plain, own)).toBe('rotation=0.5&momentum=0');
  const augmented = after(edit('augment', '0.7')).settings;
  expect(fieldText(augmented, { ...own, rotation: 0.5 }, 'rotation')).toBe('0.5');
  expect(fieldText(augmented, own, 'shear')).toBe('0.7'); // follows it
});

test('the speed and the time left are the last epoch’s while an epoch is young', () => {
  const report = { epoch: 1, trainLoss: 1, validationLoss: 1, validationAccuracy: 0.5, seconds: 1 };
  const first = slice({
    step: 10,
    epoch: 1,
    reports: [{ ...report, trainAccuracy: 0.9, imagesPerSecond: 100 }],
  });
  const young = slice({ step: 101, batches: 100, imagesPerSecond: 3 });
  const older = slice({ step: 120, batch: 20, batches: 100, imagesPerSecond: 90 });
  const both = after(began, { type: 'training', slice: first }, { type: 'training', slice: young });
  expect(both.run.progress?.imagesPerSecond).toBe(100);
  expect(reduce(both, { type: 'training', slice: older }).run.progress?.imagesPerSecond).toBe(90);
});

test('of a number the digit that was drawn last is shown, until another is chosen or drawn', () => {
  const two = readAs([
    [4, [1, 2]],
    [2, [0]],
  ]);
  const drawn = after({ type: 'stroke-began', points: [1, 1] }, { type: 'predicted', prediction: two });
  expect(shownDigit(initialDrawing)).toBe(0);
  expect(shownDigit(drawn.drawing)).toBe(0);
  const chosen = reduce(drawn, { type: 'digit-chosen', digit: 1 });
  expect(shownDigit(chosen.drawing)).toBe(1);
  const readAnew = reduce(chosen, { type: 'predicted', prediction: two });
  expect(shownDigit(readAnew.drawing)).toBe(1);
  const fewer = reduce(chosen, { type: 'predicted', prediction: readAs([[3, [0, 1, 2]]]) });
  expect(shownDigit(fewer.drawing)).toBe(0);
  expect(shownDigit(reduce(chosen, { type: 'stroke-began', points: [5, 5] }).drawing)).toBe(0);
  const undone = reduce(reduce(chosen, { type: 'stroke-began', points: [5, 5] }), { type: 'stroke-undone' });
  expect(shownDigit(undone.drawing)).toBe(0);
});

test('an answer about a drawing that was cleared meanwhile is dropped', () => {
  const drawn = after({ type: 'stroke-began', points: [1, 1] }, { type: 'predicted', prediction });
  expect(drawn.drawing.prediction?.label).toBe(3);
  expect(after({ type: 'predicted', prediction }).drawing.prediction).toBeNull();
  expect(reduce(drawn, { type: 'stroke-undone' }).drawing).toMatchObject({ strokes: [], prediction: null });
});

test('a reading that failed, or of a network that is no more, is not shown', () => {
  const fault = { code: 'E_MODEL_NONFINITE', message: 'no' };
  const drawn = after({ type: 'stroke-began', points: [1, 1] }, { type: 'predicted', prediction });
  const failed = reduce(drawn, { type: 'prediction-failed', fault });
  expect(failed.drawing).toMatchObject({ strokes: [[1, 1]], prediction: null, fault });
  expect(failed.run.fault).toBeNull();
  expect(reduce(failed, { type: 'predicted', prediction }).drawing).toEqual(drawn.drawing);
  for (const end of [began, { type: 'worker-died', fault }, { type: 'restarted' }] satisfies Happening[]) {
    expect(reduce(drawn, end).drawing).toMatchObject({ strokes: [[1, 1]], prediction: null, fault: null });
  }
});

test('data is loading until the worker has told what came of it', () => {
  const progress = { role: 'train-images', received: 100, bytesPerSecond: 1, done: true } as const;
  const arrived = after({ type: 'load-began', roles: ['train-images'] }, { type: 'download', progress });
  expect(arrived.data.loading).toBe(true);
  const summary = { trainCount: 1, testCount: 1, rows: 28, columns: 28, classes: 10 };
  expect(reduce(arrived, { type: 'load-ended', result: { summary, failures: [] } }).data.loading).toBe(false);
});

test('the time that loading takes is told once something of the speed is known', () => {
  const began = after({ type: 'load-began', roles: files.map(({ role }) => role) });
  expect(secondsToLoad(began.data)).toBeNull();
  const progress = { role: 'train-images', received: 25, bytesPerSecond: 50, done: false } as const;
  const arrived = reduce(began, { type: 'download', progress });
  expect(secondsToLoad(arrived.data)).toBe(1.5); // of 100 bytes
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
    trainAccuracy: 0.9,
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
  for (let i = 0; i < 10_000; i++) ask();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(runs).toBe(2);
  ask();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(runs).toBe(3);
});

const counts = { trainCount: 100, testCount: 0, rows: 14, columns: 14, classes: 4 };
const opened: Happening = {
  type: 'dataset-opened',
  summary: {
    counts,
    validationCount: 0,
    classCounts: [25, 25, 25, 25],
    ink: false,
    checksum: '00000001',
    warnings: [],
  },
  files: ['images', 'labels'],
  classNames: ['boot', ''],
};

test("data of one's own takes the place of MNIST until it is closed or the worker is new", () => {
  const open = after(opened);
  expect(open.data.summary).toEqual(counts);
  expect(open.announcement).toContain(
    '100 images to train with, none to test; 14 × 14 pixels each, 4 classes',
  );
  expect([0, 1, 2].map((label) => className(open.ownData, label))).toEqual(['boot', '1', '2']);
  expect(reduce(open, { type: 'restarted' }).ownData).toEqual(initialOwnData);
  const mnist = { ...counts, rows: 28, columns: 28, classes: 10 };
  const closed = reduce(open, { type: 'dataset-closed', summary: mnist });
  expect(closed.ownData).toEqual(initialOwnData);
  expect(closed.data.summary).toEqual(mnist);
});

test('data that is refused leaves what was open, and says why', () => {
  const fault = { code: 'E_DROP', message: 'images+labels' };
  const refused = reduce(after(opened, { type: 'dataset-began' }), { type: 'dataset-failed', fault });
  expect(refused.ownData.summary?.counts).toEqual(counts);
  expect(refused.ownData).toMatchObject({ opening: false, fault });
  expect(refused.announcement).toBe('images+labels');
});

test('class names are parsed from a line or several', () => {
  expect(parseClassNames('T-shirt, trouser,\n bag ', 3)).toEqual(['T-shirt', 'trouser', 'bag']);
  expect(parseClassNames('a,,c,d', 3)).toEqual(['a', '', 'c']);
  expect(parseClassNames(' , \n', 3)).toEqual([]);
});

test("a picture and strokes take each other's place, and a picture without ink says so", () => {
  const blob = new Blob();
  const picture = after({ type: 'stroke-began', points: [1, 1] }, { type: 'picture-taken', name: 'a', blob });
  expect(picture.drawing.strokes).toEqual([]);
  const nothing = {
    label: -1,
    probabilities: new Float32Array(),
    image: new Uint8Array(),
    rows: 0,
    columns: 0,
    reader: 'own' as const,
    number: '',
    digits: [],
    isDigit: null,
    digitScore: null,
  };
  const blank = reduce(picture, { type: 'predicted', prediction: nothing });
  expect(blank.drawing.fault?.code).toBe('E_INK_NONE');
  const drawn = reduce(blank, { type: 'stroke-began', points: [2, 2] });
  expect(drawn.drawing).toMatchObject({ picture: null, strokes: [[2, 2]] });
});
