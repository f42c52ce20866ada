// What whoever shares the page's origin may have put into its storage: nothing of it ends the worker, or is shown.
import { expect, test } from '@playwright/test';
import { Autosave, type Checkpoint } from '../../../web/lib/autosave.ts';
import type { Session } from '../../../web/lib/core.ts';
import { ownDrawings } from '../../../web/lib/own-drawings.ts';
import { pins } from '../../../web/lib/pins.ts';
import type { EventName, KeptDrawing, KeptPin, Progress, RunConfig } from '../../../web/lib/protocol.ts';
import { append, emptySeries, type ThinnedSeries } from '../../../web/lib/thinned-series.ts';

/** Of the run in the copy's file, which has a checksum; so many that its losses are thinned. */
const restoredStep = 9001;

const good: Checkpoint = {
  ...{ run: 'lr=0.1', savedAt: 1e12, step: restoredStep, corrections: 0, bytes: new Uint8Array(1) },
  losses: append(emptySeries, new Array<number>(restoredStep).fill(2)),
};

/** Visits the page: takes up what a store holds, trains one step, and keeps it. */
async function visit(records: readonly unknown[]) {
  let step = 0;
  const put: Checkpoint[] = [];
  const told: EventName[] = [];
  const session: Partial<Session> = {
    dataSummary: () => ({ trainCount: 1 }) as ReturnType<Session['dataSummary']>,
    corrections: () => ({ made: 0, undoable: 0 }),
    saveCheckpoint: () => new Uint8Array(1),
    progress: () => ({ step }) as Progress,
    history: () => [],
    restore() {
      step = restoredStep;
      return { hash: good.run } as RunConfig;
    },
  };
  const autosave = new Autosave({
    session: session as Session,
    emit: (event) => told.push(event),
    store: {
      get: async () => records as readonly Checkpoint[],
      put: async (copy) => void put.push(copy),
      remove: async () => {},
      own: async () => {},
    },
  });
  autosave.begin(good.run);
  const restored = await autosave.resume();
  const unchanged = autosave.copy();
  autosave.observe({ step: ++step, losses: Float64Array.of(0.5), reports: [] } as never);
  await autosave.keep();
  return { restored, unchanged, put, told };
}

const series = (fields: object): unknown => ({ ...good, losses: { ...good.losses, ...fields } });

const withoutLosses: Record<string, unknown> = {
  'losses that are an empty object': { ...good, losses: {} },
  'no losses': { ...good, losses: undefined },
  'losses that are text': { ...good, losses: 'lost' },
  'values that are an object': series({ values: { length: 3 } }),
  'values that are text': series({ values: ['1', '2'], stride: 1, rest: [] }),
  'a value that is no number': series({ values: [1, Number.NaN], stride: 1, rest: [] }),
  'more values than a series has': series({ values: new Array<number>(2001).fill(1), stride: 1, rest: [] }),
  'a stride of nothing': series({ stride: 0 }),
  'a stride of half': series({ stride: 0.5 }),
  'a stride that no series came to': series({ stride: 2 ** 40, values: [] }),
  'a rest that is null': series({ rest: null }),
  'more of a rest than makes a mean': series({ values: [], stride: 1, rest: [1] }),
  'a beginning below nothing': series({ before: -1 }),
  'a beginning without end': series({ before: Number.POSITIVE_INFINITY }),
  'losses of more steps than were made': series({ before: 1 }),
};

for (const [what, record] of Object.entries(withoutLosses))
  test(`a copy with ${what} is taken up without them`, async () => {
    const { restored, put } = await visit([record]);
    expect(restored?.losses).toEqual({ ...emptySeries, before: restoredStep });
    expect(put.map(({ step, losses }) => [step, losses.values])).toEqual([[restoredStep + 1, [0.5]]]);
  });

const noCopies: Record<string, unknown> = {
  nothing: undefined,
  null: null,
  text: 'a copy',
  'an empty object': {},
  'a copy without a file': { ...good, bytes: undefined },
  'a copy whose file is an array': { ...good, bytes: [1, 2, 3] },
  'a copy of no step': { ...good, step: Number.NaN },
  'a copy of a step that is text': { ...good, step: '1e9' },
  'a copy of half a step': { ...good, step: 0.5 },
  'a copy of a time that is text': { ...good, savedAt: 'yesterday' },
  'a copy of a time that no clock has': { ...good, savedAt: Number.POSITIVE_INFINITY },
  'a copy with corrections below nothing': { ...good, corrections: -1 },
};

for (const [what, record] of Object.entries(noCopies))
  test(`no copy is ${what}, and the one before it is taken up`, async () => {
    expect((await visit([record])).restored).toBeNull();
    const { restored, put } = await visit([record, good]);
    expect(restored).toMatchObject({ losses: good.losses, savedAt: good.savedAt });
    expect(put.map(({ step }) => step)).toEqual([restoredStep + 1]);
  });

test('a copy is as far as its file is, whatever is said beside it', async () => {
  const { unchanged, put, told } = await visit([{ ...good, step: 1e9 }]);
  expect(unchanged?.step).toBe(restoredStep);
  expect(put.map(({ step }) => step)).toEqual([restoredStep + 1]);
  expect(told).toEqual(['kept']);
});

test('losses that begin with a file that was opened are taken up as they are', async () => {
  const losses: ThinnedSeries = { ...append(emptySeries, [2, 1]), before: restoredStep - 2 };
  expect((await visit([{ ...good, losses }])).restored?.losses).toEqual(losses);
});

const drawing: KeptDrawing = { id: 1, label: 7, pixels: new Uint8Array(784), rows: 28, columns: 28 };
const notDrawings: Record<string, unknown> = {
  nothing: null,
  'an empty object': {},
  'no number': { ...drawing, id: 'one' },
  'no label': { ...drawing, label: -1 },
  'a label beyond all classes': { ...drawing, label: 1e6 },
  'no pixels': { ...drawing, pixels: {} },
  'fewer pixels than it says': { ...drawing, rows: 1e6 },
  'sides of nothing': { ...drawing, rows: 0, columns: 0, pixels: new Uint8Array(0) },
};

test('what is no drawing is left out of those that were kept', async () => {
  const records = [...Object.values(notDrawings), drawing] as KeptDrawing[];
  const kept = ownDrawings({ get: async () => records, add: async () => drawing, remove: async () => {} });
  expect(await kept.get('')).toEqual([drawing]);
});

const { pixels: image, ...rest } = drawing;
const pin: KeptPin = { ...rest, image, strokes: [[1, 2, 3, 4]], picture: null };
const data = new Uint8ClampedArray(16);
const pictures: KeptPin[] = [
  { ...pin, strokes: [], picture: { name: 'a.png', source: new Blob() } },
  { ...pin, strokes: [], picture: { name: 'a.svg', source: { width: 2, height: 2, data } } },
  { ...pin, strokes: [], picture: { name: 'image 3', source: { width: 4, height: 4, data } } },
];
const notPins: Record<string, unknown> = {
  ...notDrawings,
  'no strokes': { ...pin, strokes: undefined },
  'strokes that are none': { ...pin, strokes: [{}] },
  'half a point': { ...pin, strokes: [[1]] },
  'a point nowhere': { ...pin, strokes: [[1, Number.NaN]] },
  'a picture of nothing': { ...pin, picture: undefined },
  'a picture without a name': { ...pin, picture: { name: {}, source: new Blob() } },
  'a picture without pixels': { ...pin, picture: { name: 'a', source: { width: 2, height: 2 } } },
  'a picture of another size': { ...pin, picture: { name: 'a', source: { width: 9e9, height: 2, data } } },
};

test('what is no pinned drawing is left out of those that were kept', async () => {
  const records = [...Object.values(notPins), pin, ...pictures] as KeptPin[];
  const kept = pins({ get: async () => records, put: async () => 1, remove: async () => {} });
  expect(await kept.get('')).toEqual([pin, ...pictures]);
});
