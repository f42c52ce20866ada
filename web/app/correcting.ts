// Carries out "that was a 7": the correction in the worker, and what is kept of the person's drawings.
import type { Fault, KeptDrawing, OwnDrawing } from '../lib/client.ts';
import type { Ask } from './controller.ts';
import { type Labelling, sameDrawings } from './state/correction.ts';
import { className } from './state/own-data.ts';
import type { Store } from './store.ts';

export interface CorrectingOptions {
  store: Store;
  ask: Ask;
  /** Reads the drawing anew. */
  read: () => void;
}

export interface Correcting {
  correctTo(label: number): void;
  cancelCorrection(): void;
  undoCorrection(): void;
  removeDrawings(ids: readonly number[]): void;
  /** Those of the data that is there. */
  loadDrawings(): Promise<void>;
}

export function createCorrecting({ store, ask, read }: CorrectingOptions): Correcting {
  let cancel = new AbortController();
  let lastUnkept = 0;

  const unkept = (fault: Fault) => store.dispatch({ type: 'drawings-unkept', fault });

  /** A drawing that cannot be kept is there until the page is closed. */
  async function keep(drawing: OwnDrawing): Promise<KeptDrawing> {
    const kept = await ask('keepDrawing', [drawing], unkept);
    return kept ?? { ...drawing, id: --lastUnkept };
  }

  async function forget(drawings: readonly { readonly id: number }[]): Promise<void> {
    const ids = drawings.map(({ id }) => id).filter((id) => id >= 0);
    if (ids.length > 0) await ask('removeDrawings', [ids], unkept);
  }

  async function label(drawing: OwnDrawing, replaced: readonly KeptDrawing[]): Promise<Labelling> {
    await forget(replaced);
    return { added: await keep(drawing), replaced };
  }

  async function correctTo(wanted: number): Promise<void> {
    const { drawing, correction, ownData } = store.state;
    const { prediction } = drawing;
    if (!prediction || correction.underWay) return;
    const name = className(ownData, wanted);
    const { image: pixels, rows, columns } = prediction;
    const own: OwnDrawing = { label: wanted, pixels, rows, columns };
    const replaced = sameDrawings(correction, own.pixels);
    if (prediction.label === wanted) {
      store.dispatch({ type: 'drawing-kept', name, labelling: await label(own, replaced) });
      return;
    }
    store.dispatch({ type: 'correction-began', name });
    cancel = new AbortController();
    const others = correction.drawings.filter((one) => !replaced.includes(one));
    const images = [...others, own].map(({ label, pixels }) => ({ label, pixels }));
    const fail = (fault: Fault) => store.dispatch({ type: 'correction-failed', fault, wasUnderWay: true });
    const result = await ask('correct', [images], fail, cancel.signal);
    if (!result) return;
    store.dispatch({ type: 'corrected', name, result, labelling: await label(own, replaced) });
    read();
  }

  async function undo(): Promise<void> {
    const labelling = store.state.correction.labellings.at(-1);
    const fail = (fault: Fault) => store.dispatch({ type: 'correction-failed', fault, wasUnderWay: false });
    const restored = await ask('undoCorrection', [], fail);
    if (!restored) return;
    store.dispatch({ type: 'run-restored', restored, from: { type: 'correction' } });
    read();
    if (!labelling) return;
    await remove([labelling.added.id]);
    const back = await Promise.all(labelling.replaced.map(({ id: _, ...own }) => keep(own)));
    for (const added of back) store.dispatch({ type: 'drawing-returned', added });
  }

  async function remove(ids: readonly number[]): Promise<void> {
    store.dispatch({ type: 'drawings-removed', ids });
    await forget(ids.map((id) => ({ id })));
  }

  return {
    correctTo: (wanted) => void correctTo(wanted),
    cancelCorrection: () => cancel.abort(),
    undoCorrection: () => void undo(),
    removeDrawings: (ids) => void remove(ids),
    async loadDrawings() {
      const drawings = await ask('drawings', [], unkept);
      if (drawings) store.dispatch({ type: 'drawings-loaded', drawings });
    },
  };
}
