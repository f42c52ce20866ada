// What is told of a drawing beside what it is read as.

export interface ImageSize {
  readonly rows: number;
  readonly columns: number;
}

/** rows × columns grey levels, as the network saw them. */
export interface SeenImage extends ImageSize {
  readonly image: Uint8Array;
}

/** What makes it unlike the digits of MNIST, and the measure that says so: see drawing_hint.hpp. */
export interface DrawingHint {
  readonly kind:
    | 'dot'
    | 'small'
    | 'cut-off'
    | 'little-ink'
    | 'much-ink'
    | 'apart'
    | 'flat'
    | 'thin'
    | 'thick';
  readonly value: number;
}

/** From the strokes to the image, grey levels each: 0 paper, 255 ink. */
export interface RenderStages {
  /** Side of the first two. */
  readonly paperSide: number;
  readonly paper: Uint8Array;
  /** The square around the ink. */
  readonly box: Uint8Array;
  readonly fittedSide: number;
  /** Of MNIST's size, with MNIST's pen. */
  readonly fitted: Uint8Array;
  /** By its centre of mass, in the image that the network reads. */
  readonly placed: Uint8Array;
}
