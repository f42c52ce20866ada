// Pins drawings and watches them: all in one batch, a few times a second while the network learns and whenever it has
// changed otherwise. What is pinned is in the state at once; what the store does with it is its own time.
import type { Fault, PinnedDrawing, TrainingSlice } from '../lib/client.ts';
import { inTurn } from '../lib/in-turn.ts';
import { latest } from '../lib/latest.ts';
import type { Actions } from './actions.ts';
import type { Ask } from './controller.ts';
import { isEmpty, shownReading, shownStrokes } from './state/drawing.ts';
import { mostPins, type Pin } from './state/pins.ts';
import type { Store } from './store.ts';

export interface Pinning extends Pick<Actions, 'pin' | 'unpin' | 'labelPin' | 'putPinBack'> {
  /** Those of the data that is there. */
  loadPins(): void;
  /** Has them read by the network as it is. */
  lookAtPins(): void;
  trained(slice: TrainingSlice): void;
}

interface Needs {
  readonly store: Store;
  readonly ask: Ask;
  /** Reads the drawing. */
  readonly read: () => void;
}

const lookMilliseconds = 200;

export function createPinning({ store, ask, read }: Needs): Pinning {
  const storing = inTurn();
  const storedAs = new Map<number, number>(); // the store's id of a pin
  const here = new Map<string, readonly Pin[]>(); // of each data set that was open in this visit
  let lastKey = 0;
  let lastLook = Number.NEGATIVE_INFINITY;
  let told = false;

  const openData = () => store.state.ownData.summary?.checksum ?? '';
  const find = (key: number) => store.state.pins.pins.find((pin) => pin.key === key);

  /** Once: what is here stays here, and the next failure says nothing new. */
  function unkept(fault: Fault): void {
    if (!told) store.dispatch({ type: 'pins-unkept', fault });
    told = true;
  }

  const remember = () => here.set(openData(), store.state.pins.pins);

  function keep(key: number): void {
    remember();
    const data = openData();
    void storing(async () => {
      const pin = here.get(data)?.find((one) => one.key === key);
      if (!pin) return; // it was taken off meanwhile
      const { key: _, ...drawing } = pin;
      const id = await ask('keepPin', [data, drawing, storedAs.get(key) ?? null], unkept);
      if (id !== undefined) storedAs.set(key, id);
    });
  }

  const look = latest(async () => {
    const { pins } = store.state.pins;
    const inputs = Number(store.state.run.config?.layers.split('-')[0]);
    const seen = pins.filter(({ image }) => image.length === inputs);
    const config = store.state.run.config;
    if (seen.length === 0) return;
    lastLook = performance.now();
    const pixels = new Uint8Array(inputs * seen.length);
    for (const [index, { image }] of seen.entries()) pixels.set(image, index * inputs);
    const found = await ask('predictPixels', [pixels], () => {}); // of a network that has diverged there is no reading
    if (!found || store.state.run.config !== config) return;
    const classes = found.probabilities.length / seen.length;
    store.dispatch({
      type: 'pins-read',
      // The worker told of these steps before it answered.
      step: store.state.run.progress?.step ?? 0,
      read: new Map(
        seen.map(({ key }, index) => [
          key,
          found.probabilities.subarray(index * classes, (index + 1) * classes),
        ]),
      ),
    });
  });

  function drawingToPin(): PinnedDrawing | undefined {
    const { drawing } = store.state;
    const seen = shownReading(drawing);
    if (!seen || isEmpty(drawing)) return undefined;
    const { label, image, rows, columns } = seen;
    return { label, image, rows, columns, strokes: shownStrokes(drawing), picture: drawing.picture };
  }

  return {
    pin() {
      const drawing = drawingToPin();
      if (!drawing || store.state.pins.pins.length >= mostPins) return;
      const pin: Pin = { ...drawing, key: ++lastKey };
      store.dispatch({ type: 'pinned', pin });
      keep(pin.key);
      look();
    },
    unpin(key) {
      store.dispatch({ type: 'unpinned', key });
      remember();
      void storing(async () => {
        const id = storedAs.get(key);
        if (id !== undefined) await ask('removePin', [id], unkept);
      });
    },
    labelPin(key, label) {
      store.dispatch({ type: 'pin-labelled', key, label });
      keep(key);
    },
    putPinBack(key) {
      const pin = find(key);
      if (!pin) return;
      const { strokes, picture } = pin;
      store.dispatch({ type: 'sheet-taken', sheet: { strokes, picture } });
      read();
    },
    loadPins() {
      const data = openData();
      const known = here.get(data);
      if (known) {
        if (known !== store.state.pins.pins) store.dispatch({ type: 'pins-loaded', pins: known });
        look();
        return;
      }
      here.set(data, []);
      void storing(async () => {
        const kept = await ask('pins', [data], unkept);
        if (!kept) return;
        const loaded = kept.map(({ id, ...drawing }): Pin => {
          storedAs.set(++lastKey, id);
          return { ...drawing, key: lastKey };
        });
        const all = [...loaded, ...(here.get(data) ?? [])];
        here.set(data, all);
        if (data !== openData() || all.length === 0) return;
        store.dispatch({ type: 'pins-loaded', pins: all });
        look();
      });
    },
    lookAtPins: look,
    trained({ reports }) {
      if (reports.length > 0 || performance.now() - lastLook >= lookMilliseconds) look();
    },
  };
}
