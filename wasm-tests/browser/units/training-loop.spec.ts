import { expect, test } from '@playwright/test';
import type { Session } from '../../../web/lib/core.ts';
import { InklingError } from '../../../web/lib/fault.ts';
import type { Events, Progress, TrainingSlice } from '../../../web/lib/protocol.ts';
import { TrainingLoop } from '../../../web/lib/training-loop.ts';

const epochs = 2;
const batches = { training: 30, validating: 20, testing: 25, calibrating: 35 };

/** A session whose every batch takes one millisecond of its own clock. */
function createHarness({
  failAt = Number.POSITIVE_INFINITY,
  failure = new Error('none'),
  testCount = 10_000,
}: {
  failAt?: number;
  failure?: Error;
  testCount?: number;
} = {}) {
  let time = 0;
  let calls = 0;
  let step = 0;
  let epoch = 0;
  let batch = 0;
  let phase: 'training' | 'validating' = 'training';
  let tested = 0;
  let calibrated = 0;

  function advance(): Progress {
    time++;
    if (++calls > failAt) throw failure;
    if (epoch === epochs) {
      return {
        phase: 'finished',
        epoch,
        batch: 0,
        batches: 0,
        step,
        batchesPerEpoch: batches.training,
        loss: 0,
        imagesPerSecond: 0,
        threads: 1,
      };
    }
    batch++;
    if (phase === 'training') step++;
    const total = batches[phase];
    const progress = {
      phase,
      epoch,
      batch,
      batches: total,
      step,
      batchesPerEpoch: batches.training,
      loss: 1 / step,
      imagesPerSecond: 64_000,
      threads: 2,
    };
    if (batch < total) return progress;
    batch = 0;
    if (phase === 'training') {
      phase = 'validating';
      return progress;
    }
    phase = 'training';
    epoch++;
    const report = {
      epoch,
      trainLoss: 1,
      validationLoss: 1,
      validationAccuracy: 0.5,
      trainAccuracy: 0.5,
      seconds: 1,
      imagesPerSecond: 1,
    };
    return { ...progress, epoch, report };
  }

  const unused = () => {
    throw new Error('not used here');
  };
  const session: Session = {
    setData: () => {},
    dataSummary: () => ({ trainCount: 50_000, testCount, rows: 28, columns: 28, classes: 10 }),
    checkDatasetFiles: unused,
    openDataset: unused,
    closeDataset: unused,
    adaptedHash: unused,
    predictImage: unused,
    drawingHint: unused,
    renderStages: unused,
    configure: unused,
    change: unused,
    lrPreview: unused,
    advance,
    startTest: () => {
      tested = 0;
    },
    advanceTest: () => {
      time++;
      tested++;
      return {
        batch: tested,
        batches: batches.testing,
        done: tested === batches.testing,
        loss: 0,
        accuracy: 0.5,
      };
    },
    startCalibration: () => {
      calibrated = 0;
    },
    advanceCalibration: () => {
      time++;
      calibrated++;
      return { step: calibrated, steps: batches.calibrating, done: calibrated === batches.calibrating };
    },
    startMeasuring: () => {
      tested = 0;
    },
    measurement: unused,
    firstLayer: unused,
    activations: unused,
    saliency: unused,
    cellImages: unused,
    partSummary: unused,
    partImage: unused,
    findImage: unused,
    calibration: unused,
    health: unused,
    testPredictions: unused,
    sample: unused,
    summary: unused,
    fingerprint: unused,
    saveModel: unused,
    setReader: unused,
    saveCheckpoint: unused,
    restore: unused,
    progress: unused,
    history: unused,
    beginCorrection: unused,
    advanceCorrection: unused,
    cancelCorrection: unused,
    correctionResult: unused,
    undoCorrection: unused,
    corrections: unused,
    loadModel: unused,
    exportOnnx: unused,
    exportPytorchScript: unused,
    predict: unused,
    predictPixels: unused,
    delete: () => {},
  };

  const events: { [K in keyof Events]: { event: K; detail: Events[K] } }[keyof Events][] = [];
  const fatal: unknown[] = [];
  let inbox: (() => void)[] = [];
  const loop = new TrainingLoop({
    session,
    emit: (event, detail) => events.push({ event, detail } as (typeof events)[number]),
    nextTask: async () => {
      const waiting = inbox;
      inbox = [];
      for (const message of waiting) message();
    },
    onFatal: (error) => fatal.push(error),
    now: () => time,
    sliceMilliseconds: 10,
  });
  loop.reset(epochs);
  const slices = (): TrainingSlice[] =>
    events.flatMap((entry) => (entry.event === 'training' ? [entry.detail] : []));
  return {
    loop,
    events,
    fatal,
    slices,
    send: (message: () => void) => inbox.push(message),
    settle: () => new Promise((resolve) => setTimeout(resolve, 10)),
  };
}

test('trains to the end in slices, then tests, then calibrates', async () => {
  const { loop, events, slices, settle } = createHarness();
  loop.train();
  expect(loop.activity).toBe('training');
  await settle();
  const losses = slices().flatMap((slice) => [...slice.losses]);
  expect(losses).toHaveLength(epochs * batches.training);
  expect(losses.at(-1)).toBe(1 / (epochs * batches.training));
  for (const { losses: some, batchesPerEpoch } of slices()) {
    expect(some.length).toBeLessThanOrEqual(10);
    expect(batchesPerEpoch).toBe(batches.training);
  }
  expect(slices().flatMap(({ reports }) => reports.map(({ epoch }) => epoch))).toEqual([1, 2]);
  const tested = events.findIndex(({ event, detail }) => event === 'test' && detail.done);
  expect(events[tested + 1]).toEqual({ event: 'activity', detail: 'calibrating' });
  expect(events.at(-2)).toMatchObject({ event: 'calibration', detail: { done: true } });
  expect(events.at(-1)).toEqual({ event: 'activity', detail: 'idle' });
});

test('without test images a calibration is the end', async () => {
  const { loop, events, slices, settle } = createHarness({ testCount: 0 });
  loop.train();
  await settle();
  expect(slices().at(-1)).toMatchObject({ epoch: epochs });
  expect(events.map(({ event }) => event)).not.toContain('test');
  expect(events.at(-2)).toMatchObject({ event: 'calibration', detail: { done: true } });
  expect(events.at(-1)).toEqual({ event: 'activity', detail: 'idle' });
});

test('training waits for what holds it, also when it is begun meanwhile', async () => {
  const { loop, slices, settle } = createHarness();
  let release = () => {};
  const held = loop.hold(() => new Promise<void>((resolve) => (release = resolve)));
  await expect(loop.hold(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  loop.train();
  await settle();
  expect(loop.activity).toBe('training');
  expect(slices()).toEqual([]);
  release();
  await held;
  await settle();
  expect(slices().at(-1)).toMatchObject({ epoch: epochs });
});

test('a pause acts between two slices, in training, validation, test and calibration', async () => {
  for (const slicesBefore of [1, 4, 10, 14]) {
    const { loop, events, send, settle } = createHarness();
    let left = slicesBefore;
    let atPause = 0;
    const count = () => {
      left--;
      if (left > 0) {
        send(count);
        return;
      }
      loop.pause();
      atPause = events.length;
    };
    send(count);
    loop.train();
    await settle();
    expect(loop.activity).toBe('idle');
    expect(events.slice(atPause)).toEqual([]);
    expect(events.at(-1)).toEqual({ event: 'activity', detail: 'idle' });
    const last = slicesBefore > 12 ? 'calibration' : 'test';
    expect(events).not.toContainEqual({ event: last, detail: expect.objectContaining({ done: true }) });
  }
});

test('a pause and a start in the same task leave one loop', async () => {
  const { loop, slices, send, settle } = createHarness();
  send(() => {
    loop.pause();
    loop.train();
  });
  loop.train();
  await settle();
  expect(slices().flatMap((slice) => [...slice.losses])).toHaveLength(epochs * batches.training);
});

test('a step is one batch, the last of an epoch with its validation', async () => {
  const { loop, slices, settle } = createHarness();
  for (let step = 1; step < batches.training; step++) {
    loop.step();
    expect(loop.activity).toBe('idle');
  }
  expect(slices()).toHaveLength(batches.training - 1);
  loop.step();
  expect(loop.activity).toBe('training');
  await settle();
  expect(loop.activity).toBe('idle');
  expect(slices().at(-1)).toMatchObject({ phase: 'validating', epoch: 1, step: batches.training });
});

test('a refusal stops training with a word; any other error is the end', async () => {
  const refusal = new InklingError({ code: 'E_API_STATE', message: 'no data' });
  const refused = createHarness({ failAt: 15, failure: refusal });
  refused.loop.train();
  await refused.settle();
  expect(refused.events.at(-1)).toEqual({
    event: 'stopped',
    detail: { code: 'E_API_STATE', message: 'no data' },
  });
  expect(refused.loop.activity).toBe('idle');
  const told = refused.slices().flatMap((slice) => [...slice.losses]);
  expect(told, 'the batches before the refusal').toHaveLength(15);
  expect(refused.fatal).toEqual([]);

  const trap = new WebAssembly.RuntimeError('unreachable');
  const trapped = createHarness({ failAt: 15, failure: trap });
  trapped.loop.train();
  await trapped.settle();
  expect(trapped.fatal).toEqual([trap]);

  const outOfMemory = new InklingError({ code: 'E_MEMORY', message: 'not enough memory' });
  const starved = createHarness({ failAt: 15, failure: outOfMemory });
  starved.loop.train();
  await starved.settle();
  expect(starved.fatal, 'the core is in an unknown state').toEqual([outOfMemory]);
});

test('measures on the test images as a test does, and on validation images without a word of a test', async () => {
  const { loop, events, settle } = createHarness();
  loop.measure();
  await settle();
  expect(events.some(({ event }) => event === 'test')).toBe(true);
  const without = createHarness({ testCount: 0 });
  without.loop.measure();
  await without.settle();
  expect(without.events).toEqual([
    { event: 'activity', detail: 'testing' },
    { event: 'activity', detail: 'idle' },
  ]);
});
