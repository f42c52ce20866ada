// The person's labelled drawings, in the state at once and in the browser's store when that gets to it: no correction
// waits for a disk. Until then, and when the store fails, a drawing has an id below 0.
import type { Fault, KeptDrawing, OwnDrawing } from '../lib/client.ts';
import { inTurn } from '../lib/in-turn.ts';
import type { Ask } from './controller.ts';
import type { Labelling } from './state/correction.ts';
import type { Store } from './store.ts';

export interface LabelledDrawings {
  unstored(drawing: OwnDrawing): KeptDrawing;
  /** Stores what a label added, and then takes out what it replaced. */
  keep(labelling: Labelling): void;
  /** What a label did is undone. */
  takeBack(labelling: Labelling): void;
  remove(ids: readonly number[]): void;
  /** What was removed last. */
  returnRemoved(): void;
  /** Those of the data that is there. */
  load(): Promise<void>;
}

export function createLabelledDrawings({ store, ask }: { store: Store; ask: Ask }): LabelledDrawings {
  const storing = inTurn();
  const storedAs = new Map<number, number>(); // the store's id of one that was labelled here
  let refused: { readonly data: string; readonly drawing: KeptDrawing }[] = [];
  let lastUnstored = 0;

  const unkept = (fault: Fault) => store.dispatch({ type: 'drawings-unkept', fault });
  const openData = () => store.state.ownData.summary?.checksum ?? '';
  const storeId = (id: number) => storedAs.get(id) ?? id;
  const unstored = ({ label, pixels, rows, columns }: OwnDrawing): KeptDrawing => ({
    ...{ label, pixels, rows, columns },
    id: --lastUnstored,
  });

  /** By the data that was open when it was labelled. True unless the store refused it. */
  async function put(data: string, { id: was, ...own }: KeptDrawing): Promise<boolean> {
    const isShown = () => data === openData();
    const isWanted = () => !isShown() || store.state.correction.drawings.some(({ id }) => id === was);
    if (!isWanted()) return true; // it was removed meanwhile
    const kept = await ask('keepDrawing', [data, own], unkept);
    if (!kept) {
      refused.push({ data, drawing: { ...own, id: was } });
      return false;
    }
    storedAs.set(was, kept.id);
    if (!isWanted()) await forget([kept.id]);
    else if (isShown()) store.dispatch({ type: 'drawing-stored', was, id: kept.id });
    return true;
  }

  /** True when none of them is in the store any more. */
  async function forget(ids: readonly number[]): Promise<boolean> {
    refused = refused.filter(({ drawing }) => !ids.includes(drawing.id));
    const stored = ids.map(storeId).filter((id) => id >= 0);
    if (stored.length === 0) return true;
    let failed = false;
    await ask('removeDrawings', [stored], (fault) => {
      failed = true;
      unkept(fault);
    });
    return !failed;
  }

  function putBack(drawings: readonly OwnDrawing[], undone: boolean): void {
    if (drawings.length === 0) return;
    const data = openData();
    const back = drawings.map(unstored);
    store.dispatch({ type: 'drawings-returned', drawings: back, undone });
    for (const own of back) void storing(() => put(data, own));
  }

  /** In the list until the store has let go of them: what would come back with the next visit is not gone. */
  const remove = (ids: readonly number[], undone: boolean) =>
    void storing(async () => {
      const known = ids.flatMap((id) => [id, storeId(id)]);
      if (await forget(ids)) store.dispatch({ type: 'drawings-removed', ids: known, undone });
    });

  return {
    unstored,
    keep({ added, replaced }) {
      const data = openData();
      void storing(async () => {
        if (await put(data, added)) await forget(replaced.map(({ id }) => id));
      });
    },
    takeBack({ added, replaced }) {
      remove([added.id], true);
      putBack(replaced, true);
    },
    remove: (ids) => remove(ids, false),
    returnRemoved: () => putBack(store.state.correction.removed, false),
    load: () =>
      storing(async () => {
        const data = openData();
        const stored = await ask('drawings', [data], unkept);
        const others = refused.filter((one) => one.data === data).map(({ drawing }) => drawing);
        if (stored && data === openData())
          store.dispatch({ type: 'drawings-loaded', drawings: [...stored, ...others] });
      }),
  };
}
