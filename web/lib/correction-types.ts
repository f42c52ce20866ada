// What goes over the worker's border of corrections and of the person's own drawings.
import type { Sample } from './protocol.ts';

/** How often a run was corrected by hand, and how many of these corrections can be undone here and now. */
export interface CorrectionCount {
  readonly made: number;
  readonly undoable: number;
}

export interface CorrectionProgress {
  readonly phase: 'testing' | 'training' | 'testing-again' | 'done';
  readonly step: number;
  /** Own drawings read right when they were last looked at. */
  readonly ownCorrect: number;
  /** Of all work at most; it may end earlier. */
  readonly fraction: number;
}

/** What a network reads, before or after a correction. */
export interface CorrectionReading {
  readonly ownCorrect: number;
  readonly testCorrect: number;
  readonly testAccuracy: number;
  readonly testLoss: number;
}

export interface CorrectionResult {
  readonly ownCount: number;
  /** 0: there are no test images. */
  readonly testCount: number;
  readonly before: CorrectionReading;
  readonly after: CorrectionReading;
  readonly steps: number;
  /** Every own drawing is read as it should be, with confidence. */
  readonly learnt: boolean;
  /** Test images, by index, that were read right before and are not now; and the other way round. */
  readonly lost: Uint32Array;
  readonly won: Uint32Array;
}

/** What a correction that has been made brought to the run. */
export interface Corrected extends CorrectionResult {
  readonly corrections: CorrectionCount;
}

/** A drawing of the person's own, with what it is: rows × columns grey levels. */
export interface OwnDrawing extends Sample {
  readonly rows: number;
  readonly columns: number;
}

export interface KeptDrawing extends OwnDrawing {
  readonly id: number;
}
