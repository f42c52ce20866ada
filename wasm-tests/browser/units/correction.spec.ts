// The state of corrections and of the person's drawings, and the page's and the worker's ways with a store that fails.
import { expect, test } from '@playwright/test';
import type { Ask } from '../../../web/app/controller.ts';
import { createCorrecting } from '../../../web/app/correcting.ts';
import { correctedText } from '../../../web/app/state/correction.ts';
import type { Happening } from '../../../web/app/state/happening.ts';
import { initialState, reduce, type State } from '../../../web/app/state/state.ts';
import { createStore } from '../../../web/app/store.ts';
import { EarlierCopies } from '../../../web/lib/earlier-copies.ts';
import { type DrawingStore, ownDrawings } from '../../../web/lib/own-drawings.ts';
import type {
  CallName,
  Corrected,
  KeptDrawing,
  OwnDrawing,
  Prediction,
  RestoredRun,
} from '../../../web/lib/protocol.ts';
import { emptySeries } from '../../../web/lib/thinned-series.ts';

const image = (grey: number) => new Uint8Array(4).fill(grey);
const drawing = (id: number, label: number): KeptDrawing => ({
  id,
  label,
  pixels: image(id),
  rows: 2,
  columns: 2,
});
const reading = { before: 0, ownCorrect: 1, testCorrect: 1, testAccuracy: 1, testLoss: 0 };
const corrected: Corrected = {
  ...{ ownCount: 1, testCount: 1, before: reading, after: reading, steps: 100, learnt: true },
  ...{ lost: new Uint32Array(), won: new Uint32Array(), corrections: { made: 1, undoable: 1 } },
};
const restored = {
  ...{
    progress: { step: 0 },
    config: {},
    history: [],
    losses: emptySeries,
    damaged: [],
  },
  corrections: { made: 0, undoable: 0 },
  savedAt: 0,
} as unknown as RestoredRun;
const number = (...labels: number[]): Prediction => {
  const common = {
    probabilities: new Float32Array(10),
    rows: 2,
    columns: 2,
    isDigit: null,
    digitScore: null,
    reader: 'own' as const,
  };
  const digits = labels.map((label, index) => ({
    ...{ ...common, label, image: image(100 + index), strokes: Uint32Array.of(index) },
  }));
  return {
    ...common,
    label: labels[0] ?? -1,
    image: image(99),
    number: labels.join(''),
    digits,
  };
};

/** A page before a worker that answers `answers`, and notes what it was asked. */
function open(answers: { [K in CallName]?: (...args: never[]) => unknown }) {
  const store = createStore([], () => {});
  const asked: [CallName, readonly unknown[]][] = [];
  const ask: Ask = async (call, args, onFault) => {
    asked.push([call, args]);
    try {
      return (await answers[call]?.(...(args as never[]))) as never;
    } catch (error) {
      onFault({ code: 'E_STORAGE', message: (error as Error).message });
      return undefined;
    }
  };
  let readings = 0;
  const correcting = createCorrecting({ store, ask, read: () => readings++, renameAddress: () => {} });
  const draw = (prediction: Prediction) => {
    store.dispatch({ type: 'stroke-began', points: [1, 1] });
    store.dispatch({ type: 'predicted', prediction });
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  return { store, asked, correcting, draw, settle, readings: () => readings };
}

test('of a number the digit that is shown is corrected, with its image', async () => {
  const page = open({ correct: () => corrected, keepDrawing: (_, own: OwnDrawing) => ({ ...own, id: 7 }) });
  page.draw(number(4, 7));
  page.correcting.correctTo(2); // the second, which was drawn last
  await page.settle();
  expect(page.asked[0]).toEqual(['correct', [[{ label: 2, pixels: image(101) }]]]);
  page.draw(number(4, 7));
  page.store.dispatch({ type: 'digit-chosen', digit: 0 });
  page.correcting.correctTo(4); // read as that already
  await page.settle();
  expect(page.store.state.correction.outcome).toEqual({ type: 'kept', name: '4' });
  expect(page.asked.at(-1)).toEqual([
    'keepDrawing',
    ['', { label: 4, pixels: image(100), rows: 2, columns: 2 }],
  ]);
});

test('a correction is told before the store has its drawing, and without it; another run hears nothing', async () => {
  let refuse = (_: Error) => {};
  const page = open({
    correct: () => corrected,
    keepDrawing: () =>
      new Promise((_, reject) => {
        refuse = reject;
      }),
  });
  page.draw(number(7));
  page.store.dispatch({
    type: 'calibrated',
    calibration: { temperature: 1, eceBefore: 0, eceAfter: 0, before: [], after: [], declined: null },
  });
  expect(page.store.state.calibration.made).not.toBeNull();
  page.correcting.correctTo(2);
  await page.settle();
  expect(page.store.state.correction.outcome?.type).toBe('corrected');
  expect(page.store.state.calibration.made).toBeNull(); // it was of the network before
  expect(page.store.state.correction.drawings.map(({ id }) => id)).toEqual([-1]);
  refuse(new Error('no room'));
  await page.settle();
  expect(page.store.state.correction.unkept?.message).toBe('no room');
  expect(page.store.state.correction.drawings).toHaveLength(1);

  let answer = (_: Corrected) => {};
  const other = open({
    correct: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  other.draw(number(7));
  other.correcting.correctTo(2);
  other.store.dispatch({ type: 'run-began', config: {} as never, keepsEdits: false });
  answer(corrected);
  await other.settle();
  expect(other.store.state.correction.count.made).toBe(0);
  expect(other.store.state.correction.drawings).toEqual([]);
});

test('a cancelled correction has the drawing read anew', async () => {
  const page = open({ correct: () => Promise.reject(new Error('cancelled')) });
  page.draw(number(7));
  page.correcting.correctTo(2);
  await page.settle();
  expect(page.readings()).toBe(1);
  expect(page.store.state.correction.underWay).toBeNull();
});

test('two presses undo one correction; its drawing goes, and what it replaced comes back', async () => {
  let id = 10;
  const page = open({
    correct: () => corrected,
    keepDrawing: (_, own: OwnDrawing) => ({ ...own, id: ++id }),
    undoCorrection: () => restored,
  });
  const before: KeptDrawing = { ...drawing(3, 5), pixels: image(100) };
  page.store.dispatch({ type: 'drawings-loaded', drawings: [before] });
  page.draw(number(7));
  page.correcting.correctTo(2);
  await page.settle();
  expect(page.store.state.correction.drawings.map(({ id, label }) => [id, label])).toEqual([[11, 2]]);
  page.correcting.undoCorrection();
  page.correcting.undoCorrection();
  await page.settle();
  expect(page.asked.filter(([call]) => call === 'undoCorrection')).toHaveLength(1);
  expect(page.store.state.correction.drawings.map(({ id, label }) => [id, label])).toEqual([[12, 5]]);
  expect(page.store.state.correction.removed).toEqual([]);
  expect(page.store.state.announcement).toContain('Undone');
});

test('what is removed can be put back; what the store does not let go of stays', async () => {
  let failing = true;
  const page = open({
    removeDrawings: () => {
      if (failing) throw new Error('locked');
    },
    keepDrawing: (_, own: OwnDrawing) => ({ ...own, id: 9 }),
  });
  page.store.dispatch({ type: 'drawings-loaded', drawings: [drawing(1, 4), drawing(2, 5)] });
  page.correcting.removeDrawings([1]);
  await page.settle();
  expect(page.store.state.correction.drawings).toHaveLength(2);
  expect(page.store.state.correction.unkept?.message).toBe('locked');
  failing = false;
  page.correcting.removeDrawings([1]);
  await page.settle();
  expect(page.store.state.correction).toMatchObject({
    drawings: [{ id: 2 }],
    removed: [{ id: 1 }],
    unkept: null,
  });
  page.correcting.returnDrawings();
  await page.settle();
  expect(page.store.state.correction).toMatchObject({
    drawings: [{ id: 2 }, { id: 9, label: 4 }],
    removed: [],
  });
});

test('a store that fails or hangs says what of: keeping, reading or removing', async () => {
  const failing = ownDrawings({
    get: () => Promise.reject(new Error('a')),
    add: () => Promise.reject(new Error('b')),
    remove: () => Promise.reject(new Error('c')),
  });
  const own: OwnDrawing = drawing(1, 2);
  await expect(failing.get('')).rejects.toThrow(/cannot be read/);
  await expect(failing.add('', own)).rejects.toThrow(/cannot be kept/);
  await expect(failing.remove([1])).rejects.toThrow(/could not be taken out/);
  const never = () => new Promise<never>(() => {});
  const hanging: DrawingStore = { get: never, add: never, remove: never };
  await expect(ownDrawings(hanging, 10).add('', own)).rejects.toMatchObject({ code: 'E_STORAGE' });
  await expect(ownDrawings(undefined).add('', own)).rejects.toThrow(/no place/);
  expect(await ownDrawings(undefined).get('')).toEqual([]);
});

test('the way back to a dropped run stays through a correction, and a way that is gone is told', () => {
  const after = (...happenings: Happening[]): State => happenings.reduce(reduce, initialState([]));
  const began: Happening = { type: 'run-began', config: {} as never, keepsEdits: false, dropped: 500 };
  const undone: Happening = {
    type: 'run-restored',
    restored,
    from: { type: 'correction' },
  };
  expect(after(began, undone).keeping.notice).toEqual({ type: 'dropped', steps: 500 });
  const gone = after(began, { type: 'nothing-to-bring-back' });
  expect(gone.announcement).toContain('not there any more');
  const again = reduce(gone, { type: 'nothing-to-bring-back' });
  expect(again.announcement).not.toBe(gone.announcement); // or it would not be said again
  expect(again.announcement.trim()).toBe(gone.announcement);
});

test('what can be undone, and what cannot any more, is told', () => {
  const { correction } = initialState([]);
  expect(correctedText(correction)).toBe('');
  expect(correctedText({ ...correction, count: { made: 2, undoable: 1 } })).not.toContain('taken back');
  expect(correctedText({ ...correction, count: { made: 2, undoable: 0 } })).toContain('cannot be taken back');
});

test('no copy pushes out one with corrections that it lacks', () => {
  const against = (newest: { step: number; corrections?: number }, step: number, corrections?: number) => {
    const earlier = new EarlierCopies();
    earlier.found(newest);
    return earlier.against({ step, ...(corrections === undefined ? {} : { corrections }) })?.code;
  };
  expect(against({ step: 9 }, 9)).toBeUndefined();
  expect(against({ step: 9 }, 8)).toBe('E_STORAGE_EARLIER');
  expect(against({ step: 9, corrections: 1 }, 99, 0)).toBe('E_STORAGE_EARLIER');
  expect(against({ step: 9 }, 99, 1)).toBe('E_STORAGE_EARLIER');
  expect(against({ step: 0, corrections: 1 }, 0, 1)).toBe('E_STORAGE_EARLIER');
  expect(against({ step: 0 }, 0, 1)).toBeUndefined();
});
