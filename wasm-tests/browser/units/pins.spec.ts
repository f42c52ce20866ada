import { expect, test } from '@playwright/test';
import type { Ask } from '../../../web/app/controller.ts';
import { createPinning } from '../../../web/app/pinning.ts';
import type { Happening } from '../../../web/app/state/happening.ts';
import { latestProbability, mostPins, mostSamples, type Pin } from '../../../web/app/state/pins.ts';
import { initialState, reduce, type State } from '../../../web/app/state/state.ts';
import { createStore } from '../../../web/app/store.ts';
import type { KeptPin, Prediction, RestoredRun } from '../../../web/lib/client.ts';
import { pins as kept } from '../../../web/lib/pins.ts';

const after = (...happenings: Happening[]): State => happenings.reduce(reduce, initialState([]));
const pin = (key: number, label = 7): Pin => ({
  ...{ key, label, image: new Uint8Array(784), rows: 28, columns: 28, strokes: [[1, 2]], picture: null },
});
const read = (step: number, ...keys: number[]): Happening => ({
  type: 'pins-read',
  step,
  read: new Map(
    keys.map((key) => [key, Float32Array.from({ length: 10 }, (_, label) => (step + label) / 1e4)]),
  ),
});

test('the curve of a pin is of its label, with all that was read before it was relabelled', () => {
  const state = after({ type: 'pinned', pin: pin(1) }, read(10, 1), read(20, 1));
  expect(latestProbability(state.pins, pin(1))).toBeCloseTo(0.0027);
  const relabelled = reduce(state, { type: 'pin-labelled', key: 1, label: 2 });
  const [now] = relabelled.pins.pins;
  expect(now && latestProbability(relabelled.pins, now)).toBeCloseTo(0.0022);
  expect(relabelled.pins.samples.map(({ step }) => step)).toEqual([10, 20]);
});

test('samples are bounded, in order, and end with the run', () => {
  const many = Array.from({ length: 5 * mostSamples }, (_, i) => read(i, 1));
  const state = after({ type: 'pinned', pin: pin(1) }, ...many);
  const steps = state.pins.samples.map(({ step }) => step);
  expect(steps.length).toBeLessThanOrEqual(mostSamples);
  expect(steps.length).toBeGreaterThan(mostSamples / 3);
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(5 * mostSamples - 1);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(reduce(state, read(3, 1)).pins.samples.at(-1)?.step).toBe(3);
  const began: Happening = { type: 'run-began', config: {} as never, keepsEdits: false };
  expect(reduce(state, began).pins).toMatchObject({ pins: [{ key: 1 }], samples: [] });
  const restored = { config: {}, progress: { step: 100 }, history: [], losses: {}, corrections: {} };
  const undone = reduce(state, {
    type: 'run-restored',
    restored: restored as unknown as RestoredRun,
    from: { type: 'correction' },
  });
  expect(undone.pins.samples.every(({ step }) => step < 100)).toBe(true);
});

test('there are at most so many pins, and those of other data are put away', () => {
  const full = after(...Array.from({ length: 20 }, (_, i): Happening => ({ type: 'pinned', pin: pin(i) })));
  expect(full.pins.pins).toHaveLength(mostPins);
  const fewer = reduce(full, { type: 'unpinned', key: 3 });
  expect(fewer.pins.pins.map(({ key }) => key)).not.toContain(3);
  expect(reduce(fewer, { type: 'dataset-closed', summary: {} as never }).pins.pins).toEqual([]);
});

function open(answers: Record<string, (...args: never[]) => unknown>) {
  const store = createStore([], () => {});
  const asked: string[] = [];
  const ask = (async (call: string, args: never[], onFault: (fault: never) => void) => {
    asked.push(call);
    try {
      return await answers[call]?.(...args);
    } catch (error) {
      onFault({ code: 'E_STORAGE', message: String(error) } as never);
      return undefined;
    }
  }) as unknown as Ask;
  const config = { layers: '784-10' } as never;
  store.dispatch({ type: 'run-began', config, keepsEdits: false });
  const pinning = createPinning({ store, ask, read: () => {} });
  const draw = () => {
    store.dispatch({ type: 'stroke-began', points: [1, 2] });
    const digit = { label: 4, image: new Uint8Array(784).fill(9), rows: 28, columns: 28, strokes: [0] };
    const prediction = { ...digit, digits: [digit] } as unknown as Prediction;
    store.dispatch({ type: 'predicted', prediction });
  };
  return { store, asked, pinning, draw, settle: () => new Promise((resolve) => setTimeout(resolve, 5)) };
}

test('a pin is there at once, is read, stored, relabelled under its id, and taken off', async () => {
  const put: unknown[] = [];
  const removed: number[] = [];
  const page = open({
    keepPin: (_: string, { label }: Pin, id: number | null) => put.push([label, id]) && 41,
    removePin: (id: number) => removed.push(id),
    predictPixels: () => ({ labels: Int32Array.of(4), probabilities: new Float32Array(10).fill(0.1) }),
  });
  page.pinning.pin();
  expect(page.store.state.pins.pins).toEqual([]); // of nothing
  page.draw();
  page.pinning.pin();
  expect(page.store.state.pins.pins).toMatchObject([{ label: 4, strokes: [[1, 2]], picture: null }]);
  const key = page.store.state.pins.pins[0]?.key ?? 0;
  await page.settle();
  expect(page.store.state.pins.samples[0]?.read.get(key)).toHaveLength(10);
  page.pinning.labelPin(key, 9);
  await page.settle();
  expect(put).toEqual([
    [4, null],
    [9, 41],
  ]);
  page.store.dispatch({ type: 'drawing-cleared' });
  page.pinning.putPinBack(key);
  expect(page.store.state.drawing.strokes).toEqual([[1, 2]]);
  page.pinning.unpin(key);
  await page.settle();
  expect(removed).toEqual([41]);
  expect(page.store.state.pins.pins).toEqual([]);
});

test('a store that fails is told of once, and loses nothing of this visit', async () => {
  const page = open({
    keepPin: () => Promise.reject(new Error('no room')),
    pins: () => Promise.reject(new Error('locked')),
  });
  page.draw();
  page.pinning.loadPins();
  page.pinning.pin();
  await page.settle();
  expect(page.store.state.pins.fault?.message).toContain('locked');
  page.store.dispatch({
    type: 'dataset-opened',
    summary: { checksum: 'x', counts: {}, warnings: [] } as never,
    files: [],
    classNames: [],
  });
  page.pinning.loadPins();
  await page.settle();
  expect(page.store.state.pins.pins).toEqual([]);
  page.store.dispatch({ type: 'dataset-closed', summary: {} as never });
  page.pinning.loadPins();
  await page.settle();
  expect(page.store.state.pins.pins).toHaveLength(1);
  expect(page.store.state.pins.fault?.message).toContain('locked');
});

test('what was kept is loaded once, before what was pinned meanwhile', async () => {
  const { key: _, ...stored } = pin(0, 3);
  const page = open({ pins: (): KeptPin[] => [{ ...stored, id: 5 }], keepPin: () => 6 });
  page.pinning.loadPins();
  page.draw();
  page.pinning.pin();
  await page.settle();
  page.pinning.loadPins();
  await page.settle();
  expect(page.store.state.pins.pins.map(({ label }) => label)).toEqual([3, 4]);
  expect(page.asked.filter((call) => call === 'pins')).toHaveLength(1);
});

test('a worker without a store keeps nothing and says so', async () => {
  const none = kept(undefined);
  expect(await none.get('')).toEqual([]);
  const { key: _, ...drawing } = pin(1);
  await expect(none.put('', drawing, null)).rejects.toThrow(/no place/);
  const never = () => new Promise<never>(() => {});
  await expect(kept({ get: never, put: never, remove: never }, 10).remove(1)).rejects.toMatchObject({
    code: 'E_STORAGE',
  });
});
