// What was drawn, as strokes in a square of fixed size whatever the canvas measures, and how the network reads it.
import type { Drawing, Fault, Prediction } from '../../lib/client.ts';
import type { Happening } from './happening.ts';

/** The side of the drawing area, in the units of the points. */
export const canvasSize = 280;

/** x, y, x, y, … */
export type Stroke = readonly number[];

export interface DrawingState {
  readonly strokes: readonly Stroke[];
  /** null: nothing is drawn, nothing has been read yet, or it cannot be read. */
  readonly prediction: Prediction | null;
  /** Why it cannot be read. */
  readonly fault: Fault | null;
}

export const initialDrawing: DrawingState = { strokes: [], prediction: null, fault: null };

export const isEmpty = ({ strokes }: DrawingState): boolean => strokes.length === 0;

export const toDrawing = ({ strokes }: DrawingState): Drawing => ({
  points: Float32Array.from(strokes.flat()),
  strokeLengths: Uint32Array.from(strokes, (stroke) => stroke.length / 2),
  canvasSize,
});

export function reduceDrawing(state: DrawingState, happening: Happening): DrawingState {
  switch (happening.type) {
    case 'stroke-began':
      return { ...state, strokes: [...state.strokes, happening.points] };
    case 'stroke-extended': {
      const last = state.strokes.at(-1);
      if (!last) return state;
      return { ...state, strokes: [...state.strokes.slice(0, -1), [...last, ...happening.points]] };
    }
    case 'stroke-undone':
      return state.strokes.length > 1 ? { ...state, strokes: state.strokes.slice(0, -1) } : initialDrawing;
    case 'drawing-cleared':
      return initialDrawing;
    case 'predicted':
      // An answer that comes after the drawing was cleared is about nothing.
      return isEmpty(state) || happening.prediction.label < 0
        ? unread(state)
        : { ...unread(state), prediction: happening.prediction };
    case 'prediction-failed':
      return isEmpty(state) ? state : { ...unread(state), fault: happening.fault };
    case 'run-began':
    case 'run-restored':
    case 'worker-died':
    case 'restarted':
      return unread(state);
    default:
      return state;
  }
}

const unread = ({ strokes }: DrawingState): DrawingState => ({ ...initialDrawing, strokes });
