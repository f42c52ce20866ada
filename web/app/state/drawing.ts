// What was drawn, as strokes in a square of fixed size whatever the canvas measures, or a picture instead; and how the
// network reads it.
import type { Drawing, Fault, Picture, PictureReading, Prediction, Reading } from '../../lib/client.ts';
import type { Happening } from './happening.ts';

/** The side of the drawing area, in the units of the points. */
export const canvasSize = 280;

/** x, y, x, y, … */
export type Stroke = readonly number[];

export interface ShownPicture {
  readonly name: string;
  /** A file, or an image of the data, which is shown on the paper and read as it is. */
  readonly source: Blob | Picture;
}

export const isSample = (picture: ShownPicture | null): boolean =>
  picture !== null && !(picture.source instanceof Blob);

export interface DrawingState {
  readonly strokes: readonly Stroke[];
  /** In place of strokes. */
  readonly picture: ShownPicture | null;
  readonly pictureReading: PictureReading;
  /** null: nothing is drawn, nothing has been read yet, or it cannot be read. */
  readonly prediction: Prediction | null;
  /** Of a number, by the person; null: the one that was drawn last. */
  readonly chosenDigit: number | null;
  /** Why it cannot be read. */
  readonly fault: Fault | null;
}

export const initialDrawing: DrawingState = {
  strokes: [],
  picture: null,
  pictureReading: 'auto',
  prediction: null,
  chosenDigit: null,
  fault: null,
};

const noInk: Fault = { code: 'E_INK_NONE', message: 'No ink was found in the picture. Read it as it is?' };

export const isEmpty = ({ strokes, picture }: DrawingState): boolean =>
  strokes.length === 0 && picture === null;

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

export const toDrawing = ({ strokes }: DrawingState): Drawing => ({
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
        picture: null,
        strokes: [...state.strokes, happening.points],
        chosenDigit: null,
      };
    case 'stroke-extended': {
      const last = state.strokes.at(-1);
      if (!last) return state;
      return { ...state, strokes: [...state.strokes.slice(0, -1), [...last, ...happening.points]] };
    }
    case 'stroke-undone':
      if (state.strokes.length <= 1) return blank(state);
      return { ...state, strokes: state.strokes.slice(0, -1), chosenDigit: null };
    case 'drawing-cleared':
      return blank(state);
    case 'picture-taken':
      return { ...blank(state), picture: { name: happening.name, source: happening.blob } };
    case 'sample-taken':
      return { ...blank(state), picture: { name: happening.name, source: happening.sample } };
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

const blank = ({ pictureReading }: DrawingState): DrawingState => ({ ...initialDrawing, pictureReading });
const unread = (state: DrawingState): DrawingState => ({ ...state, prediction: null, fault: null });
