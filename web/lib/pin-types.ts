// What goes over the worker's border of pinned drawings.
import type { SeenImage } from './drawing-types.ts';
import type { Picture } from './types.ts';

/** A drawing that is watched while the network learns. */
export interface PinnedDrawing extends SeenImage {
  /** What it is meant to be. */
  readonly label: number;
  /** x, y, x, y, … each, to be drawn on with; none of a picture. */
  readonly strokes: readonly (readonly number[])[];
  /** A file, or an image of the data, which is read as it is. */
  readonly picture: { readonly name: string; readonly source: Blob | Picture } | null;
}

export interface KeptPin extends PinnedDrawing {
  readonly id: number;
}
