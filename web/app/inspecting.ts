// Carries out looks into the network and the data, for panels that are on the screen: the worker is asked no more often
// than anybody can see, and for one thing of a kind at a time.
import type { DataPart, Fault } from '../lib/client.ts';
import { latest } from '../lib/latest.ts';
import type { Ask } from './controller.ts';
import { shownReading } from './state/drawing.ts';
import type { Example } from './state/inspection.ts';
import type { Store } from './store.ts';

export interface Inspecting {
  /** Units from `from` on, as they are now, at most twice a second. */
  seeUnits(from: number, count: number): void;
  /** What the shown digit does in the network as it is now. */
  look(): void;
  /** To show the saliency of; null: the class that is read. */
  chooseClass(label: number | null): void;
  /** One pass over the test images, or those that validate. */
  measure(): void;
  askMeasurement(): void;
  openCell(label: number, predicted: number): void;
  closeCell(): void;
  /** The image at `index` or, of those with `label`, the next from there on, or back. */
  leaf(part: DataPart, index: number, label: number | null, forwards: boolean): void;
  findExamples(): void;
  /** An image of the data in place of a drawing. */
  sendToPaper(name: string, pixels: Uint8Array, rows: number, columns: number): void;
  sumUp(): void;
  copyScript(): void;
}

export interface InspectingOptions {
  store: Store;
  ask: Ask;
  /** Reads the drawing anew. */
  read: () => void;
}

const unitsMilliseconds = 500;
const lookMilliseconds = 100;
const mostCellImages = 60;

export function createInspecting({ store, ask, read }: InspectingOptions): Inspecting {
  const fail = (fault: Fault) => store.dispatch({ type: 'inspection-failed', fault });
  const hash = () => store.state.run.config?.hash;
  /** What was asked about data that has been replaced since is not told, be it an image or a fault. */
  const aboutData = () => {
    const { summary } = store.state.ownData;
    const isSame = () => store.state.ownData.summary === summary;
    return {
      isSame,
      failIfSame: (fault: Fault) => {
        if (isSame()) fail(fault);
      },
    };
  };
  let units = { from: 0, count: 0 };
  let leafWanted: { part: DataPart; index: number; label: number | null; forwards: boolean } | undefined;

  const seeUnits = latest(async () => {
    const run = hash();
    const { from, count } = units;
    const seen = await ask('firstLayer', [from, count], fail);
    if (seen && run === hash()) store.dispatch({ type: 'units-seen', units: seen });
    await pause(unitsMilliseconds);
  });

  const look = latest(async () => {
    const reading = shownReading(store.state.drawing);
    if (!reading) return;
    const { chosenClass, look: last } = store.state.inspection;
    const label = chosenClass ?? reading.label;
    if (last?.reading === reading && last.label === label) return; // two panels show it
    const { isSame, failIfSame } = aboutData();
    const [way, saliency] = await Promise.all([
      ask('activations', [reading.image], failIfSame),
      ask('saliency', [reading.image, label], failIfSame),
    ]);
    if (way && saliency && isSame() && store.state.drawing.prediction)
      store.dispatch({ type: 'looked', look: { reading, way, label, saliency } });
    await pause(lookMilliseconds);
  });

  const askMeasurement = latest(async () => {
    const measurement = await ask('measurement', [], fail);
    if (measurement === undefined) return;
    store.dispatch({ type: 'measured', measurement });
    const { cell } = store.state.inspection;
    if (cell && measurement) await openCell(cell.label, cell.predicted);
    else if (cell) store.dispatch({ type: 'cell-closed' });
  });

  async function openCell(label: number, predicted: number): Promise<void> {
    const { isSame, failIfSame } = aboutData();
    const images = await ask('cellImages', [label, predicted, mostCellImages], failIfSame);
    if (images && isSame()) store.dispatch({ type: 'cell-opened', cell: { label, predicted, images } });
  }

  const leaf = latest(async () => {
    if (!leafWanted) return;
    const { part, index, label, forwards } = leafWanted;
    const { isSame, failIfSame } = aboutData();
    const summary = await ask('partSummary', [part], failIfSame);
    if (!summary) return;
    const last = Math.max(0, summary.count - 1);
    const from = Math.min(Math.max(index, 0), last);
    const found = await ask('findImage', [part, from, forwards, label ?? -1], failIfSame);
    if (found === undefined) return;
    const { leaf: shown } = store.state.inspection;
    // When there is none further, the one that there was stays, unless it is not of those that are leafed through.
    const stays = shown?.part === part && shown.label === label ? shown.index : from;
    const at = found >= 0 ? found : await ask('findImage', [part, stays, !forwards, label ?? -1], failIfSame);
    if (at === undefined) return;
    const image = at >= 0 ? await ask('partImage', [part, at], failIfSame) : null;
    if (image === undefined || !isSame()) return;
    store.dispatch({ type: 'leafed', leaf: { part, index: Math.max(at, 0), label, summary, image } });
  });

  const findExamples = latest(async () => {
    const { isSame, failIfSame } = aboutData();
    const summary = await ask('partSummary', ['training'], failIfSame);
    if (!summary) return;
    const { rows, columns } = summary;
    const examples: Example[] = [];
    for (const label of summary.classCounts.keys()) {
      if (examples.length === 10) break;
      const index = await ask('findImage', ['training', 0, true, label], failIfSame);
      const image =
        index !== undefined && index >= 0 && (await ask('partImage', ['training', index], failIfSame));
      if (image) examples.push({ index, image, rows, columns });
    }
    if (isSame()) store.dispatch({ type: 'examples-found', examples });
  });

  const sumUp = latest(async () => {
    const run = hash();
    const text = await ask('summary', [], fail);
    if (text !== undefined && run !== undefined && run === hash())
      store.dispatch({ type: 'summed-up', hash: run, text });
  });

  return {
    seeUnits(from, count) {
      units = { from, count };
      seeUnits();
    },
    look,
    chooseClass(label) {
      store.dispatch({ type: 'class-chosen', label });
      look();
    },
    measure: () => void ask('measure', [], fail),
    askMeasurement,
    openCell: (label, predicted) => void openCell(label, predicted),
    closeCell: () => store.dispatch({ type: 'cell-closed' }),
    leaf(part, index, label, forwards) {
      leafWanted = { part, index, label, forwards };
      leaf();
    },
    findExamples,
    sendToPaper(name, data, rows, columns) {
      store.dispatch({ type: 'sample-taken', name, sample: { data, width: columns, height: rows } });
      read();
    },
    sumUp,
    copyScript: () =>
      void ask('exportPytorchScript', [], fail).then(async (text) => {
        if (text !== undefined) store.dispatch({ type: 'script-made', text, copied: await copy(text) });
      }),
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether the browser let it into the clipboard. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
