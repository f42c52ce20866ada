// What was drawn, as strokes in a square of fixed size whatever the canvas measures, or a picture instead; and how the
// network reads it.
import type {
  Drawing,
  DrawingHint,
  Fault,
  Picture,
  PictureReading,
  Prediction,
  Reading,
  RenderStages,
} from '../../lib/client.ts';
import { erase } from './erase.ts';
import type { Happening } from './happening.ts';
import {
  blankSheet,
  isBlank,
  redo,
  type Sheet,
  type Sheets,
  type ShownPicture,
  type Stroke,
  turnTo,
  undo,
} from './sheet.ts';

/** The side of the drawing area, in the units of the points. */
export const canvasSize = 280;

/** Of the pen, in the same units. */
export const penWidth = canvasSize / 14;

/** The eraser's, of half a pen more than what it looks like: ink is as wide as the pen. */
export const eraserRadius = 16;

export const isSample = (picture: ShownPicture | null): boolean =>
  picture !== null && !(picture.source instanceof Blob);

export interface DrawingState extends Sheets {
  /** What the pointer or the keyboard is at: a stroke; erasing; erasing that has taken something away. */
  readonly gesture: 'stroke' | 'erasing' | 'erased' | null;
  readonly pictureReading: PictureReading;
  /** null: nothing is drawn, nothing has been read yet, or it cannot be read. */
  readonly prediction: Prediction | null;
  /** Of a number, by the person; null: the one that was drawn last. */
  readonly chosenDigit: number | null;
  /** Why it cannot be read. */
  readonly fault: Fault | null;
  /** What makes it unlike the digits of MNIST. */
  readonly hint: DrawingHint | null;
  /** How it became what the network sees, while somebody looks at that. */
  readonly stages: RenderStages | null;
}

export const initialDrawing: DrawingState = {
  ...blankSheet,
  past: [],
  future: [],
  gesture: null,
  pictureReading: 'auto',
  prediction: null,
  chosenDigit: null,
  fault: null,
  hint: null,
  stages: null,
};

const noInk: Fault = { code: 'E_INK_NONE', message: 'No ink was found in the picture. Read it as it is?' };

export const isEmpty: (state: DrawingState) => boolean = isBlank;

/** The digit of a number whose image and probabilities are shown, counted from the left. */
export function shownDigit({ prediction, chosenDigit }: DrawingState): number {
  const digits = prediction?.digits ?? [];
  if (chosenDigit !== null && chosenDigit < digits.length) return chosenDigit;
  const lastStrokes = digits.map(({ strokes }) => strokes.at(-1) ?? -1);
  return Math.max(lastStrokes.indexOf(Math.max(...lastStrokes)), 0);
}

/** What is shown of the reading: of a number, that digit. */
export function shownReading(state: DrawingState): Reading | null {
  return state.prediction?.digits[shownDigit(state)] ?? null;
}

/** The strokes of the digit that is shown: all, unless it is one of a number. */
export function shownStrokes(state: DrawingState): readonly Stroke[] {
  const digits = state.prediction?.digits ?? [];
  if (digits.length <= 1) return state.strokes;
  return Array.from(digits[shownDigit(state)]?.strokes ?? [], (index) => state.strokes[index] ?? []);
}

export const toDrawing = ({ strokes }: Pick<Sheet, 'strokes'>): Drawing => ({
  points: Float32Array.from(strokes.flat()),
  strokeLengths: Uint32Array.from(strokes, (stroke) => stroke.length / 2),
  canvasSize,
});

/** As `predictImage` takes it. Read once, it is read again as the network saw it, without being decoded. */
export const toPicture = (
  { prediction, pictureReading }: DrawingState,
  picture: ShownPicture,
): [Blob | Picture, PictureReading] =>
  prediction
    ? [{ data: prediction.image, width: prediction.columns, height: prediction.rows }, 'as-it-is']
    : [picture.source, isSample(picture) ? 'as-it-is' : pictureReading];

export function reduceDrawing(state: DrawingState, happening: Happening): DrawingState {
  switch (happening.type) {
    case 'stroke-began':
      return {
        ...state,
        ...turnTo(state, { strokes: [...state.strokes, happening.points], picture: null }),
        ...{ chosenDigit: null, gesture: 'stroke' },
      };
    case 'stroke-extended': {
      const last = state.strokes.at(-1);
      if (!last || state.gesture !== 'stroke') return state; // it was undone meanwhile
      return { ...state, strokes: [...state.strokes.slice(0, -1), [...last, ...happening.points]] };
    }
    case 'erased': {
      const strokes = erase(state.strokes, happening.points, eraserRadius);
      if (strokes === state.strokes) return { ...state, gesture: state.gesture ?? 'erasing' };
      // However far the eraser goes, it is one thing to undo.
      const sheets =
        state.gesture === 'erased' ? { ...state, strokes } : turnTo(state, { ...state, strokes });
      return { ...putOn(state, sheets), gesture: 'erased' };
    }
    case 'pen-lifted':
      return state.gesture === null ? state : { ...state, gesture: null };
    case 'stroke-undone':
      return putOn(state, undo(state));
    case 'stroke-redone':
      return putOn(state, redo(state));
    case 'stroke-withdrawn':
      return { ...putOn(state, undo(state)), future: state.future };
    case 'drawing-cleared':
      return isEmpty(state) ? state : blank(state, turnTo(state, blankSheet));
    case 'picture-taken':
      return blank(state, turnTo(state, onPicture(happening.name, happening.blob)));
    case 'sample-taken':
      return blank(state, turnTo(state, onPicture(happening.name, happening.sample)));
    case 'sheet-taken':
      return blank(state, turnTo(state, happening.sheet));
    case 'hinted':
      return isEmpty(state) ? state : { ...state, hint: happening.hint };
    case 'stages-shown':
      return { ...state, stages: happening.stages };
    case 'picture-reading':
      return { ...unread(state), pictureReading: happening.reading };
    case 'predicted':
      // An answer that comes after the drawing was cleared is about nothing.
      if (happening.prediction.label < 0) return { ...unread(state), fault: state.picture ? noInk : null };
      return isEmpty(state) ? unread(state) : { ...unread(state), prediction: happening.prediction };
    case 'digit-chosen':
      return { ...state, chosenDigit: happening.digit };
    case 'prediction-failed':
      return isEmpty(state) ? state : { ...unread(state), fault: happening.fault };
    case 'run-began':
    case 'run-restored':
    case 'dataset-opened':
    case 'dataset-closed':
    case 'worker-died':
    case 'restarted':
      return unread(state);
    default:
      return state;
  }
}

const onPicture = (name: string, source: ShownPicture['source']): Sheet => ({
  strokes: [],
  picture: { name, source },
});

/** Another sheet; what was read of strokes stays until others are read. */
function putOn(state: DrawingState, sheets: Sheets): DrawingState {
  if (sheets === state) return state;
  if (isBlank(sheets) || sheets.picture !== state.picture) return blank(state, sheets);
  const { strokes, picture, past, future } = sheets;
  return { ...state, strokes, picture, past, future, chosenDigit: null, gesture: null };
}

const blank = (
  { pictureReading }: DrawingState,
  { strokes, picture, past, future }: Sheets,
): DrawingState => ({ ...initialDrawing, pictureReading, strokes, picture, past, future });
const unread = (state: DrawingState): DrawingState => ({ ...state, prediction: null, fault: null });
