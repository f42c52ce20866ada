// Strokes as people write them down, and as the core takes them.
import type { Drawing } from '../lib/protocol.ts';

/** As in the command line's files: strokes of [x, y] points, y downwards. */
export interface Strokes {
  readonly strokes: readonly (readonly (readonly [x: number, y: number])[])[];
  /** Longer side of the drawing area, in the units of the points. */
  readonly canvasSize: number;
}

export function toDrawing(drawing: Strokes | Drawing): Drawing {
  if ('points' in drawing) return drawing;
  const { strokes, canvasSize } = drawing;
  return {
    points: Float32Array.from(strokes.flat(2)),
    strokeLengths: Uint32Array.from(strokes, (stroke) => stroke.length),
    canvasSize,
  };
}
