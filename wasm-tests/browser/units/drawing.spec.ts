import { expect, test } from '@playwright/test';
import { createDrawingActions } from '../../../web/app/drawing-actions.ts';
import { eraserRadius } from '../../../web/app/state/drawing.ts';
import { erase } from '../../../web/app/state/erase.ts';
import type { Happening } from '../../../web/app/state/happening.ts';
import { mostUndo } from '../../../web/app/state/sheet.ts';
import { initialState, reduce, type State } from '../../../web/app/state/state.ts';
import { createStore } from '../../../web/app/store.ts';
import type { CallName, Prediction } from '../../../web/lib/protocol.ts';

const after = (...happenings: Happening[]): State => happenings.reduce(reduce, initialState([]));
const stroke = (...points: number[]): Happening => ({ type: 'stroke-began', points });
const lifted: Happening = { type: 'pen-lifted' };
const undone: Happening = { type: 'stroke-undone' };
const redone: Happening = { type: 'stroke-redone' };
const cleared: Happening = { type: 'drawing-cleared' };
const blob = new Blob();
const picture: Happening = { type: 'picture-taken', name: 'a', blob };

test('undo and redo go through strokes, clearing and pictures, and a new stroke ends what could be redone', () => {
  const two = after(stroke(1, 1), { type: 'stroke-extended', points: [2, 2] }, lifted, stroke(5, 5), lifted);
  const empty = reduce(two, cleared);
  expect(empty.drawing.strokes).toEqual([]);
  const back = reduce(empty, undone);
  expect(back.drawing.strokes).toEqual([
    [1, 1, 2, 2],
    [5, 5],
  ]);
  expect(reduce(back, redone).drawing.strokes).toEqual([]);
  const one = reduce(back, undone);
  expect(one.drawing.strokes).toEqual([[1, 1, 2, 2]]);
  expect(reduce(reduce(one, redone), redone).drawing.strokes).toEqual([]);
  const other = reduce(one, stroke(9, 9));
  expect(other.drawing.future).toEqual([]);
  expect(reduce(other, redone).drawing).toBe(other.drawing);
  const shown = reduce(other, picture);
  expect(shown.drawing).toMatchObject({ strokes: [], picture: { name: 'a' } });
  expect(reduce(shown, undone).drawing).toMatchObject({
    strokes: [
      [1, 1, 2, 2],
      [9, 9],
    ],
    picture: null,
  });
  expect(reduce(reduce(shown, undone), redone).drawing.picture?.source).toBe(blob);
});

test('there is an end to what can be undone, and nothing is cleared twice', () => {
  const many = after(...Array.from({ length: mostUndo + 50 }, (_, i) => stroke(i, i)));
  expect(many.drawing.past).toHaveLength(mostUndo);
  const empty = reduce(many, cleared);
  expect(reduce(empty, cleared).drawing).toBe(empty.drawing);
  const start = after(undone, redone);
  expect(start.drawing.past).toEqual([]);
});

test('a stroke that was undone while the pen is down does not go on', () => {
  const undoneMeanwhile = after(stroke(1, 1), lifted, stroke(5, 5), undone);
  const extended = reduce(undoneMeanwhile, { type: 'stroke-extended', points: [6, 6] });
  expect(extended.drawing.strokes).toEqual([[1, 1]]);
});

test('a withdrawn stroke cannot be brought back', () => {
  const withdrawn = after(stroke(1, 1), lifted, stroke(5, 5), { type: 'stroke-withdrawn' });
  expect(withdrawn.drawing.strokes).toEqual([[1, 1]]);
  expect(withdrawn.drawing.future).toEqual([]);
});

test('the eraser cuts strokes, and all of one move is undone at once', () => {
  const line = after(stroke(0, 100), { type: 'stroke-extended', points: [200, 100] }, lifted);
  const erased = [100, 110].reduce(
    (state, x) => reduce(state, { type: 'erased', points: [x, 100] }),
    reduce(line, { type: 'erased', points: [100, 200] }), // of nothing
  );
  expect(erased.drawing.strokes).toEqual([
    [0, 100, 100 - eraserRadius, 100],
    [110 + eraserRadius, 100, 200, 100],
  ]);
  const up = reduce(erased, lifted);
  expect(reduce(up, undone).drawing.strokes).toEqual([[0, 100, 200, 100]]);
  const again = reduce(up, { type: 'erased', points: [0, 100, 200, 100] });
  expect(again.drawing.strokes).toEqual([]);
  expect(reduce(again, undone).drawing.strokes).toEqual(up.drawing.strokes);
});

test('erasing leaves what it does not touch as it is, by identity', () => {
  const strokes = [
    [0, 0, 10, 0],
    [100, 100],
    [50, 50, 50, 50, 50, 90],
  ];
  expect(erase(strokes, [200, 200], 16)).toBe(strokes);
  const left = erase(strokes, [100, 110], 16);
  expect(left).toEqual([strokes[0], strokes[2]]);
  expect(left[0]).toBe(strokes[0]);
  expect(erase(strokes, [50, 70], 5)).toEqual([
    strokes[0],
    strokes[1],
    [50, 50, 50, 50, 50, 65],
    [50, 75, 50, 90],
  ]);
});

test('however fast the eraser moves, it takes all that lies on its way', () => {
  const fence = Array.from({ length: 20 }, (_, i) => [10 * i, 0, 10 * i, 100]);
  const left = erase(fence, [-20, 50, 220, 50], 10);
  expect(left).toHaveLength(40);
  for (const [, from = 0, , to = 0] of left) expect(from >= 59 || to <= 41).toBe(true);
});

test('a hint is about what is on the paper', () => {
  const hint = { kind: 'small', value: 0.05 } as const;
  expect(after({ type: 'hinted', hint }).drawing.hint).toBeNull();
  const hinted = after(stroke(1, 1), { type: 'hinted', hint });
  expect(hinted.drawing.hint).toBe(hint);
  expect(reduce(hinted, stroke(2, 2)).drawing.hint).toBe(hint); // until the pen rests
  expect(reduce(hinted, cleared).drawing.hint).toBeNull();
  expect(reduce(hinted, picture).drawing.hint).toBeNull();
});

test('what was drawn before the trainer was there is told of when it has been read', async () => {
  const store = createStore([], () => {});
  const asked: CallName[] = [];
  const actions = createDrawingActions({
    store,
    ask: async (call) => {
      asked.push(call);
      return undefined;
    },
    read: () => {},
  });
  actions.beginStroke([1, 1]);
  await new Promise((resolve) => setTimeout(resolve, 400)); // the pen rests, and nothing is read yet
  expect(asked).toEqual([]);
  const reading = {
    ...{ label: 1, probabilities: Float32Array.of(0, 1), image: new Uint8Array(1), rows: 1, columns: 1 },
    ...{ isDigit: null, digitScore: null, reader: 'own' as const },
  };
  const digits = [{ ...reading, strokes: Uint32Array.of(0) }];
  const prediction: Prediction = { ...reading, number: '1', digits };
  store.dispatch({ type: 'predicted', prediction });
  await expect.poll(() => asked, { timeout: 2000 }).toEqual(['drawingHint']);
});
