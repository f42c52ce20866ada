// What a person does on the paper, and what is asked of the worker when the pen rests.
import type { Actions } from './actions.ts';
import type { Ask } from './controller.ts';
import { isEmpty, penWidth, shownReading, shownStrokes, toDrawing } from './state/drawing.ts';
import type { Store } from './store.ts';

export type DrawingActions = Pick<
  Actions,
  | 'beginStroke'
  | 'extendStroke'
  | 'erase'
  | 'liftPen'
  | 'undoStroke'
  | 'redoStroke'
  | 'withdrawStroke'
  | 'clearDrawing'
  | 'chooseDigit'
  | 'showStages'
>;

interface Needs {
  readonly store: Store;
  readonly ask: Ask;
  /** Reads the drawing. */
  readonly read: () => void;
}

/** No word about a drawing while the pen moves. */
const restMilliseconds = 300;

export function createDrawingActions({ store, ask, read }: Needs): DrawingActions & { rest(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wantsStages = false;
  const ignore = () => {}; // the next rest asks again

  /** What makes it unlike a digit, and how it became what the network sees; of what was drawn meanwhile it is nothing to tell. */
  async function explain(): Promise<void> {
    const { drawing, ownData, worker } = store.state;
    const { strokes, picture } = drawing;
    const seen = shownReading(drawing);
    if (isEmpty(drawing)) return;
    if (!seen) {
      if (!drawing.fault && !worker.fault) rest(); // the trainer is still on its way
      return;
    }
    const isMeant = () => store.state.drawing.strokes === strokes && store.state.drawing.picture === picture;
    const shown = toDrawing({ strokes: shownStrokes(drawing) });
    const { image, rows, columns } = seen;
    const isInk = ownData.summary?.ink ?? true;
    const hint = isInk ? await ask('drawingHint', [shown, { image, rows, columns }], ignore) : null;
    if (hint !== undefined && isMeant() && hint?.kind !== store.state.drawing.hint?.kind)
      store.dispatch({ type: 'hinted', hint });
    if (!wantsStages) return;
    const stages =
      strokes.length > 0 ? await ask('renderStages', [shown, penWidth, { rows, columns }], ignore) : null;
    if (stages !== undefined && isMeant()) store.dispatch({ type: 'stages-shown', stages });
  }

  function rest(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void explain(), restMilliseconds);
  }

  function changed(): void {
    read();
    rest();
  }

  return {
    rest,
    beginStroke(points) {
      store.dispatch({ type: 'stroke-began', points });
      changed();
    },
    extendStroke(points) {
      store.dispatch({ type: 'stroke-extended', points });
      changed();
    },
    erase(points) {
      const { strokes } = store.state.drawing;
      store.dispatch({ type: 'erased', points });
      if (store.state.drawing.strokes !== strokes) changed();
    },
    liftPen: () => store.dispatch({ type: 'pen-lifted' }),
    undoStroke() {
      store.dispatch({ type: 'stroke-undone' });
      changed();
    },
    redoStroke() {
      store.dispatch({ type: 'stroke-redone' });
      changed();
    },
    withdrawStroke() {
      store.dispatch({ type: 'stroke-withdrawn' });
      changed();
    },
    clearDrawing: () => store.dispatch({ type: 'drawing-cleared' }),
    chooseDigit(digit) {
      store.dispatch({ type: 'digit-chosen', digit });
      rest();
    },
    showStages(wanted) {
      wantsStages = wanted;
      if (wanted) void explain();
      else store.dispatch({ type: 'stages-shown', stages: null });
    },
  };
}
