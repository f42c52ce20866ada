// Carries out "that was a 7": the correction in the worker, and the way back from it.
import type { Fault, OwnDrawing } from '../lib/client.ts';
import type { Ask } from './controller.ts';
import { createLabelledDrawings } from './labelled-drawings.ts';
import { sameDrawings } from './state/correction.ts';
import { shownReading } from './state/drawing.ts';
import { className } from './state/own-data.ts';
import type { Store } from './store.ts';

export interface CorrectingOptions {
  store: Store;
  ask: Ask;
  /** Reads the drawing anew. */
  read: () => void;
  /** The run that the page is at has another hash. */
  renameAddress: (hash: string) => void;
}

export interface Correcting {
  /** What the drawing is, or of a number the digit that is shown. */
  correctTo(label: number): void;
  cancelCorrection(): void;
  undoCorrection(): void;
  removeDrawings(ids: readonly number[]): void;
  /** What was removed last. */
  returnDrawings(): void;
  /** Those of the data that is there. */
  loadDrawings(): Promise<void>;
}

export function createCorrecting({ store, ask, read, renameAddress }: CorrectingOptions): Correcting {
  const drawings = createLabelledDrawings({ store, ask });
  let cancel = new AbortController();
  let undoing = false;

  async function correctTo(wanted: number): Promise<void> {
    const { drawing, correction, ownData, run } = store.state;
    const reading = shownReading(drawing);
    if (!reading || correction.underWay) return;
    const name = className(ownData, wanted);
    const { image: pixels, rows, columns } = reading;
    const own: OwnDrawing = { label: wanted, pixels, rows, columns };
    const replaced = sameDrawings(correction, own.pixels);
    if (reading.label === wanted) {
      const labelling = { added: drawings.unstored(own), replaced };
      store.dispatch({ type: 'drawing-kept', name, labelling });
      drawings.keep(labelling);
      return;
    }
    store.dispatch({ type: 'correction-began', name });
    cancel = new AbortController();
    const others = correction.drawings.filter((one) => !replaced.includes(one));
    const images = [...others, own].map(({ label, pixels }) => ({ label, pixels }));
    const fail = (fault: Fault) => store.dispatch({ type: 'correction-failed', fault, wasUnderWay: true });
    const result = await ask('correct', [images], fail, cancel.signal);
    // Of a run that another has taken the place of, it is nothing to tell of that one.
    if (result && store.state.run.config === run.config) {
      const labelling = { added: drawings.unstored(own), replaced };
      store.dispatch({ type: 'corrected', name, result, labelling });
      drawings.keep(labelling);
    }
    read(); // also when it has failed: what was read meanwhile was half taught
  }

  async function undo(): Promise<void> {
    if (undoing) return;
    undoing = true;
    const fail = (fault: Fault) => store.dispatch({ type: 'correction-failed', fault, wasUnderWay: false });
    const restored = await ask('undoCorrection', [], fail);
    undoing = false;
    if (!restored) return;
    const labelling = store.state.correction.labellings.at(-1);
    store.dispatch({ type: 'run-restored', restored, from: { type: 'correction' } });
    renameAddress(restored.config.hash); // what the run was changed by since is undone too
    read();
    if (labelling) drawings.takeBack(labelling);
  }

  return {
    correctTo: (wanted) => void correctTo(wanted),
    cancelCorrection: () => cancel.abort(),
    undoCorrection: () => void undo(),
    removeDrawings: drawings.remove,
    returnDrawings: drawings.returnRemoved,
    loadDrawings: drawings.load,
  };
}
