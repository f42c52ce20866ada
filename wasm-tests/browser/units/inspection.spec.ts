import { expect, test } from '@playwright/test';
import { isSample, toPicture } from '../../../web/app/state/drawing.ts';
import type { Happening } from '../../../web/app/state/happening.ts';
import { initialState, reduce, type State } from '../../../web/app/state/state.ts';
import type { Measurement, TrainingSlice } from '../../../web/lib/protocol.ts';

const none = { precision: 0, recall: 0, f1: 0, support: 0 };
const measurement: Measurement = {
  ...{ part: 'test', epoch: 1, step: 10, current: true, images: 3, loss: 1, accuracy: 1, classes: 1 },
  ...{ counts: Uint32Array.of(3), shares: Float32Array.of(1), scores: [none], macro: none },
};
const slice = (losses: number[]): TrainingSlice => ({
  ...{ phase: 'training', epoch: 0, batch: 1, batches: 9, step: 1, batchesPerEpoch: 9 },
  ...{ imagesPerSecond: 1, threads: 1, reports: [], losses: Float64Array.from(losses) },
});

const after = (...happenings: readonly Happening[]): State => happenings.reduce(reduce, initialState([]));
const inspected = (...happenings: readonly Happening[]) => after(...happenings).inspection;

test('a pass that has ended is asked for once', () => {
  const testing: Happening = { type: 'activity', activity: 'testing' };
  const idle: Happening = { type: 'activity', activity: 'idle' };
  expect(inspected(testing)).toMatchObject({ testing: true, unasked: false });
  expect(inspected(testing, { type: 'activity', activity: 'calibrating' }).unasked).toBe(true);
  expect(inspected(testing, idle, { type: 'measured', measurement }).unasked).toBe(false);
  expect(inspected(idle).unasked).toBe(false);
});

test('a measurement outlives the network that it was of, and says so; validating changes nothing', () => {
  const measured: Happening = { type: 'measured', measurement };
  expect(inspected(measured, { type: 'training', slice: slice([]) }).measurement?.current).toBe(true);
  expect(inspected(measured, { type: 'training', slice: slice([1]) }).measurement?.current).toBe(false);
});

test('another run has nothing of what was seen in the one before, but the image that is leafed to', () => {
  const summary = { count: 1, rows: 1, columns: 1, classCounts: [1] };
  const leaf = { part: 'test' as const, index: 0, label: null, summary, image: null };
  const state = inspected(
    { type: 'measured', measurement },
    { type: 'cell-opened', cell: { label: 0, predicted: 0, images: [] } },
    { type: 'class-chosen', label: 0 },
    { type: 'leafed', leaf },
    { type: 'summed-up', hash: '', text: 'Sequential()' },
    { type: 'nothing-to-bring-back' },
  );
  expect(state.measurement).toBe(measurement);
  const restarted = reduce({ ...after(), inspection: state }, { type: 'restarted' });
  expect(restarted.inspection).toMatchObject({ measurement: null, cell: null, leaf: null, summary: null });
});

test('what was seen of the network before the data came is still there when it has', () => {
  const summedUp: Happening = { type: 'summed-up', hash: '', text: 'Sequential()' };
  const summary = { trainCount: 60_000, testCount: 10_000, rows: 28, columns: 28, classes: 10 };
  const loaded: Happening = { type: 'load-ended', result: { summary, failures: [] } };
  expect(inspected(summedUp, loaded).summary?.text).toBe('Sequential()');
});

test('an image of the data takes the place of strokes, and is read as it is whatever a picture would be', () => {
  const sample = { data: Uint8Array.of(0, 255), width: 2, height: 1 };
  const { drawing } = after(
    { type: 'picture-reading', reading: 'ink' },
    { type: 'stroke-began', points: [1, 1] },
    { type: 'sample-taken', name: 'Test image 0', sample },
  );
  expect(drawing.strokes).toEqual([]);
  expect(isSample(drawing.picture)).toBe(true);
  expect(drawing.picture && toPicture(drawing, drawing.picture)).toEqual([sample, 'as-it-is']);
  expect(
    reduce({ ...after(), drawing }, { type: 'stroke-began', points: [2, 2] }).drawing.picture,
  ).toBeNull();
});
