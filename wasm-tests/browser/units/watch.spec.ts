// The state behind Watch, and the files that its charts are saved as.
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { runName, toCsv } from '../../../web/app/chart-csv.ts';
import { keepEarlierRuns, loadEarlierRuns } from '../../../web/app/earlier-runs.ts';
import { adviceWords } from '../../../web/app/panels/advice-words.ts';
import { divisible, logTick, lossRange, lossTick } from '../../../web/app/panels/loss-scale.ts';
import { differences, seedWords } from '../../../web/app/panels/setting-words.ts';
import { comparable, mostEarlierRuns, toEarlierRun } from '../../../web/app/state/earlier-runs.ts';
import type { Happening } from '../../../web/app/state/happening.ts';
import { initialState, reduce, type State } from '../../../web/app/state/state.ts';
import { isTutorialsKind, tutorialLosses } from '../../../web/app/tutorial-curve.ts';
import type { EpochReport, Health, RunConfig, TrainingSlice } from '../../../web/lib/protocol.ts';
import { append, emptySeries, position, thinnedTo } from '../../../web/lib/thinned-series.ts';

const tutorial: RunConfig = {
  ...{
    layers: '784-128-256-10',
    activation: 'relu',
    batchnorm: false,
    dropout: 0,
    optimizer: 'sgd',
    lr: 0.001,
  },
  ...{
    momentum: 0,
    nesterov: false,
    wd: 0,
    schedule: 'constant',
    batch: 64,
    epochs: 25,
    seed: 1,
    train: 50_000,
  },
  ...{
    augment: 0,
    rotation: 0,
    scale: 0,
    shear: 0,
    shift: 0,
    thickness: 0,
    elastic: 0,
    synthetic: 0,
    changeable: '',
    settings: '',
    hash: '',
  },
};
const fast: RunConfig = { ...tutorial, lr: 0.1, hash: 'lr=0.1' };
const other: RunConfig = { ...fast, seed: 2, hash: 'lr=0.1&seed=2' };

const report = (epoch: number): EpochReport => ({
  ...{ epoch, trainLoss: 1 / epoch, validationLoss: 2 / epoch, validationAccuracy: 1 - 1 / (epoch + 1) },
  ...{ seconds: 1, imagesPerSecond: 1, trainAccuracy: epoch === 1 ? 0.25 : -1 },
});
const began = (config: RunConfig): Happening => ({ type: 'run-began', config, keepsEdits: false });
const trained = (
  step: number,
  losses: readonly number[],
  reports: readonly EpochReport[] = [],
): Happening => {
  const slice: TrainingSlice = {
    ...{ phase: 'training', epoch: reports.length, batch: 1, batches: 10, step, batchesPerEpoch: 10 },
    ...{ losses: Float64Array.from(losses), imagesPerSecond: 1, threads: 1, reports },
  };
  return { type: 'training', slice };
};
const restored = (config: RunConfig, step: number): Happening => ({
  type: 'run-restored',
  from: { type: 'browser' },
  restored: {
    config,
    progress: {
      ...{ phase: 'training', epoch: 0, batch: 1, batches: 10, step, batchesPerEpoch: 10, loss: 0 },
      ...{ imagesPerSecond: 1, threads: 1 },
    },
    history: [],
    losses: emptySeries,
    corrections: { made: 0, undoable: 0 },
    ...{ savedAt: 0, damaged: [] },
  },
});
const after = (...happenings: Happening[]): State => happenings.reduce(reduce, initialState([]));
const hashes = (state: State) => comparable(state).map(({ config }) => config.hash);

test('the run before another is kept, one that was not trained is not', () => {
  const state = after(began(tutorial), began(fast), trained(1, [2.3]), began(other));
  expect(hashes(state)).toEqual(['lr=0.1']);
  expect(comparable(state)[0]).toMatchObject({
    step: 1,
    epochs: 0.1,
    batchLoss: { epochs: [0.1], values: [2.3] },
  });
});

test('a run that is taken up again is not listed beside itself', () => {
  const left = after(began(fast), trained(5, [2, 2, 2, 2, 2]), began(other), trained(1, [2]), began(fast));
  expect(hashes(left)).toEqual(['lr=0.1&seed=2', 'lr=0.1']);
  expect(hashes(reduce(left, restored(fast, 4)))).toEqual(['lr=0.1&seed=2', 'lr=0.1']); // it had come further
  expect(hashes(reduce(left, restored(fast, 5)))).toEqual(['lr=0.1&seed=2']);
});

test('the same run anew replaces its earlier line when it has come as far', () => {
  const reset = after(began(fast), trained(10, [1], [report(1)]), began(fast));
  expect(hashes(reset)).toEqual(['lr=0.1']);
  const half = reduce(reset, trained(5, [1]));
  expect(hashes(half)).toEqual(['lr=0.1']);
  expect(hashes(reduce(half, trained(10, [1], [report(1)])))).toEqual([]);
});

test('what another tab has kept of its runs since stays, and what is removed here goes', () => {
  const items = new Map<string, string>();
  const storage = {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, text: string) => items.set(name, text),
  };
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: storage });
  const keys = () => {
    const record: { key: string }[] = JSON.parse(items.get('inkling-earlier-runs') ?? '[]');
    return record.map(({ key }) => key);
  };

  const own = after(
    { type: 'earlier-runs-loaded', runs: loadEarlierRuns() },
    ...[began(fast), trained(1, [2]), began(other), trained(1, [2]), began(tutorial)],
  );
  const others = after(began(tutorial), trained(1, [2]), began(fast)).earlierRuns.runs;
  items.set('inkling-earlier-runs', JSON.stringify(others));
  keepEarlierRuns(own);
  expect(keys()).toEqual(['lr=0.1&seed=2', 'lr=0.1', '']);
  keepEarlierRuns(reduce(own, { type: 'earlier-run-removed', key: 'lr=0.1' }));
  expect(keys()).toEqual(['lr=0.1&seed=2', '']);
});

test('only some runs are kept, the latest first, each in a few hundred numbers', () => {
  let state = initialState([]);
  for (let seed = 1; seed <= mostEarlierRuns + 3; seed++) {
    state = reduce(state, began({ ...fast, seed, hash: `lr=0.1&seed=${seed}` }));
    state = reduce(
      state,
      trained(
        5000,
        Array.from({ length: 5000 }, () => seed),
      ),
    );
  }
  state = reduce(state, began(tutorial));
  expect(hashes(state)).toHaveLength(mostEarlierRuns);
  expect(hashes(state)[0]).toBe(`lr=0.1&seed=${mostEarlierRuns + 3}`);
  for (const { batchLoss } of comparable(state)) expect(batchLoss.values.length).toBeLessThanOrEqual(300);
});

test('runs on other data are not compared', () => {
  const state = after(began(fast), trained(1, [2]), began(other));
  const elsewhere: State = { ...state, earlierRuns: { ...state.earlierRuns, data: 'abcd' } };
  expect(hashes(elsewhere)).toEqual([]);
});

test('an earlier run is hidden, shown and removed by its key', () => {
  const state = after(began(fast), trained(1, [2]), began(other));
  const hidden = reduce(state, { type: 'earlier-run-shown', key: 'lr=0.1', shown: false });
  expect(comparable(hidden)[0]?.shown).toBe(false);
  expect(hashes(reduce(hidden, { type: 'earlier-run-removed', key: 'lr=0.1' }))).toEqual([]);
});

test('what differs is told in words, and whether the seed is the same', () => {
  expect(differences(tutorial, fast)).toEqual(['learning rate 0.001 instead of 0.1']);
  expect(differences({ ...fast, train: 0 }, fast)).toEqual([]); // it was not known yet
  expect(differences({ ...fast, batchnorm: true }, fast)).toEqual(['batch norm on instead of off']);
  expect(seedWords(fast, tutorial)).toBe('same seed');
  expect(seedWords(other, fast)).toBe('seed 2 instead of 1');
});

test("the tutorial's curve goes with its settings, whatever the seed and the epochs", () => {
  expect(isTutorialsKind(tutorial)).toBe(true);
  expect(isTutorialsKind({ ...tutorial, hash: 'epochs=3&seed=7' })).toBe(true);
  expect(isTutorialsKind(fast)).toBe(false);
  expect(tutorialLosses).toHaveLength(25);
});

test('looks into the network are a series of bounded length, and a new run begins anew', () => {
  const look = (step: number): Happening => {
    const layer = { name: 'out', units: 10, weightNorm: 1, gradNorm: 1, updateRatio: 1, deadShare: null };
    const health: Health = { step, layers: [layer], advice: [] };
    return { type: 'looked-inside', health };
  };
  let state = after(began(fast), look(0));
  expect(state.inside.looks).toEqual([]); // nothing was measured yet
  for (let step = 1; step <= 1000; step++) state = reduce(state, look(step));
  expect(state.inside.looks.length).toBeLessThanOrEqual(300);
  expect(state.inside.looks.at(-1)?.step).toBe(1000);
  expect(reduce(state, look(1000)).inside.looks).toBe(state.inside.looks);
  expect(reduce(state, began(other)).inside.looks).toEqual([]);
});

test('a series is thinned to fewer values that stand in the middle of theirs', () => {
  const series = append(emptySeries, [1, 3, 5, 7, 9]);
  const fewer = thinnedTo(series, 3);
  expect(fewer.values).toEqual([2, 6]);
  expect([position(fewer, 0), position(fewer, 1)]).toEqual([1.5, 3.5]);
  expect(thinnedTo(series, 5)).toMatchObject({ values: series.values, stride: 1 });
});

test('a table has a row for each point, cells where something was measured, and no locale', () => {
  const { run } = after(began(fast), trained(9, [2.5, 2.25]), trained(10, [Number.NaN], [report(1)]));
  expect(toCsv(run)).toBe(
    [
      'step,epoch,batch_loss,train_loss,validation_loss,validation_accuracy,train_accuracy',
      '1,0.1,2.5,,,,',
      '2,0.2,2.25,,,,',
      '3,0.3,,,,,',
      '10,1,,1,2,0.5,0.25',
      '',
    ].join('\r\n'),
  );
  expect(runName('lr=0.1&layers=784-10')).toBe('inkling-lr=0.1_layers=784-10');
  expect(runName('schedule=step:10/..')).toBe('inkling-schedule=step-10-..');
  expect(runName('')).toBe('inkling-lr=0.001');
});

test('a logarithmic axis begins above 0 and names 1, 2 and 5', () => {
  expect(lossRange(true, null, null)[0]).toBeGreaterThan(0);
  expect(lossRange(true, 0.01, 2)).toEqual([0.008, 2.3]);
  expect(lossRange(false, 0.01, 2)[0]).toBe(0);
  expect([0.001, 0.02, 0.3, 0.5, 1e-5].map(logTick)).toEqual(['0.001', '0.02', '', '0.5', '1e-5']);
});

test('a loss beyond a thousand is written as short as its axis is narrow', () => {
  expect([0, 0.5, 2, 999, 1000, 25_000, 2e27].map(lossTick)).toEqual([
    ...['0', '0.5', '2', '999', '1e3', '2.5e4', '2e27'],
  ]);
});

test('what stands where the loss will be drawn is the tutorial’s curve', async () => {
  const markup = await readFile('web/app/parts/train.html', 'utf8');
  const points = tutorialLosses.map((loss, index) => `${index + 1},${(2.5 - loss).toFixed(2)}`);
  expect(markup).toContain(`points="${points.join(' ')}"`);
});

test('advice is words with its numbers in them', () => {
  const { seen, why } = adviceWords({
    kind: 'slow',
    layer: '',
    numbers: { loss: 2.29, chance: Math.log(10), lr: 0.001, step: 1500, epoch: 1 },
    remedies: [],
  });
  expect(seen).toBe('The loss is 2.2900 after 1,500 steps; guessing costs 2.30.');
  expect(why).toContain('a learning rate of 0.001');
});

test('a run that was never trained is no earlier run', () => {
  expect(toEarlierRun(after(began(fast)).run, '')).toBeNull();
});

test('an axis begins and ends where it can be divided: uPlot would go on for ever', () => {
  expect(divisible([0, 2.5], false)).toEqual([0, 2.5]);
  expect(divisible([0, Number.POSITIVE_INFINITY], false)).toEqual([0, 1]);
  expect(divisible([Number.NaN, 1], true)).toEqual([0.1, 10]);
  expect(divisible([0.0978, 3], true)).toEqual([0.09, 3]);
  expect(divisible([9.6e-7, 12], true)).toEqual([9e-7, 12]);
  expect(divisible([0, 0.5], true)).toEqual([1e-12, 0.5]);
});
