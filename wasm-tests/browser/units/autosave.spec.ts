import { expect, test } from '@playwright/test';
import { Autosave, type Checkpoint, type CheckpointStore } from '../../../web/lib/autosave.ts';
import type { Session } from '../../../web/lib/core.ts';
import type { EventName, RunConfig, TrainingSlice } from '../../../web/lib/protocol.ts';
import { emptySeries } from '../../../web/lib/thinned-series.ts';

/** In memory, as checkpoint-store.ts has it on the disk. */
function createStore(kept: readonly Checkpoint[] = []) {
  let copies = kept;
  const of = (run: string) => copies.filter((copy) => copy.run === run);
  const store: CheckpointStore = {
    async put(copy) {
      copies = [copy, ...of(copy.run).slice(0, 1), ...copies.filter(({ run }) => run !== copy.run)];
    },
    get: async (run) => of(run),
    async remove(run) {
      copies = copies.filter((copy) => copy.run !== run);
    },
    own: async () => {},
  };
  return { store, stepsOf: (run: string) => of(run).map(({ step }) => step) };
}

const copyAt = (run: string, step: number): Checkpoint => ({
  ...{ run, step, savedAt: 0, losses: emptySeries, bytes: new Uint8Array(1) },
});

const sessionWithoutCorrections: Partial<Session> = {
  corrections: () => ({ made: 0, undoable: 0 }),
  saveCheckpoint: () => new Uint8Array(1),
  progress: () => ({ ...slice(0), loss: 0 }),
  history: () => [],
};

function createHarness(store: CheckpointStore) {
  const told: EventName[] = [];
  const autosave = new Autosave({
    session: sessionWithoutCorrections as Session,
    emit: (event) => told.push(event),
    store,
  });
  return {
    autosave,
    told,
    /** Up to this step, and a copy of it. */
    async trainTo(step: number): Promise<void> {
      autosave.observe(slice(step));
      await autosave.keep();
    },
  };
}

const slice = (step: number): TrainingSlice => ({
  ...{ phase: 'training', epoch: 0, batch: step, batches: 100, step, batchesPerEpoch: 100 },
  ...{ imagesPerSecond: 1, threads: 1, losses: Float64Array.of(1), reports: [] },
});

test('a changed run leaves its former name when there are two copies under the new one', async () => {
  const { store, stepsOf } = createStore();
  const { autosave, trainTo } = createHarness(store);
  autosave.begin('lr=0.1');
  await trainTo(5);
  autosave.rename('lr=0.1&at=5:lr=0.2');
  await autosave.keep();
  expect(stepsOf('lr=0.1')).toEqual([5]);
  await trainTo(6);
  expect(stepsOf('lr=0.1&at=5:lr=0.2')).toEqual([6, 5]);
  expect(stepsOf('lr=0.1')).toEqual([]);
});

test('what was kept of a run before this visit outlives its change, which has never seen it', async () => {
  const { store, stepsOf } = createStore([copyAt('lr=0.1', 5000)]);
  const { autosave, told, trainTo } = createHarness(store);
  autosave.begin('lr=0.1');
  await trainTo(5);
  expect(told).toEqual(['unkept']); // the copy is further
  autosave.rename('lr=0.1&at=5:lr=0.2');
  for (const step of [6, 7, 8]) await trainTo(step);
  expect(stepsOf('lr=0.1&at=5:lr=0.2')).toEqual([8, 7]);
  expect(stepsOf('lr=0.1')).toEqual([5000]);
});

test('what another tab keeps of a run outlives the change of it in this one', async () => {
  const { store, stepsOf } = createStore([copyAt('lr=0.1', 4)]);
  const isOwned = new Error('another tab has it');
  const own = (run: string) => (run === 'lr=0.1' ? Promise.reject(isOwned) : Promise.resolve());
  const { autosave, trainTo } = createHarness({ ...store, own });
  autosave.begin('lr=0.1');
  await trainTo(5);
  autosave.rename('lr=0.1&at=5:lr=0.2');
  for (const step of [6, 7, 8]) await trainTo(step);
  expect(stepsOf('lr=0.1')).toEqual([4]);
});

test('Reset drops the copies of the run that it begins anew', async () => {
  const { store, stepsOf } = createStore();
  const { autosave, trainTo } = createHarness(store);
  autosave.begin('lr=0.2');
  await trainTo(5);
  await autosave.beginAnew('lr=0.2', autosave.copy());
  expect(stepsOf('lr=0.2')).toEqual([]);
});

test('Reset of a changed run keeps it, and what there is of the run that begins with its settings', async () => {
  const { store, stepsOf } = createStore([copyAt('lr=0.2', 5000)]);
  const { autosave, trainTo } = createHarness(store);
  autosave.begin('lr=0.1');
  autosave.observe(slice(5));
  autosave.rename('lr=0.1&at=5:lr=0.2');
  await autosave.beginAnew('lr=0.2', autosave.copy());
  await trainTo(1);
  expect(stepsOf('lr=0.1&at=5:lr=0.2')).toContain(5);
  expect(stepsOf('lr=0.2')).toEqual([5000]);
});

test('a correction that is undone with the changes since is kept at its own step', async () => {
  const { store, stepsOf } = createStore();
  const { autosave, trainTo } = createHarness(store);
  autosave.begin('lr=0.1');
  await trainTo(5);
  autosave.corrected();
  await trainTo(8);
  autosave.rename('lr=0.1&at=8:lr=0.2');
  await trainTo(9);
  const config = { hash: 'lr=0.1' } as Partial<RunConfig> as RunConfig;
  autosave.correctionUndone('lr=0.1', config);
  await autosave.keep();
  expect(stepsOf('lr=0.1')).toEqual([5, 5]);
});

test('a run is kept after a second, and then twice as long after each copy, every ten seconds at last', async () => {
  let now = 0;
  const keptAt: number[] = [];
  const { store } = createStore();
  const autosave = new Autosave({
    session: sessionWithoutCorrections as Session,
    emit: () => {},
    store: { ...store, put: async () => void keptAt.push(now / 1000) },
    now: () => now,
  });
  autosave.begin('lr=0.1');
  for (let step = 1; now < 46_000; ++step, now += 500) {
    autosave.observe(slice(step));
    await new Promise((resolve) => setTimeout(resolve)); // the copy is put away
  }
  expect(keptAt).toEqual([1, 3, 7, 15, 25, 35, 45]);
});
