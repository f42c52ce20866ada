// Drawings that are watched while the network learns: how probable it finds what each is meant to be.
import type { Fault, PinnedDrawing } from '../../lib/client.ts';
import type { Happening } from './happening.ts';

export interface Pin extends PinnedDrawing {
  /** In this visit; the store has ids of its own. */
  readonly key: number;
}

/** The network after so many steps: the probabilities of all classes for each pin that was there. */
export interface PinSample {
  readonly step: number;
  readonly read: ReadonlyMap<number, Float32Array>;
}

export interface PinsState {
  /** The oldest first. */
  readonly pins: readonly Pin[];
  readonly samples: readonly PinSample[];
  /** Why they are not kept. */
  readonly fault: Fault | null;
}

export const initialPins: PinsState = { pins: [], samples: [], fault: null };

export const mostPins = 12;
export const mostSamples = 600;

export function reducePins(state: PinsState, happening: Happening): PinsState {
  switch (happening.type) {
    case 'pinned':
      return { ...state, pins: [...state.pins, happening.pin].slice(0, mostPins) };
    case 'unpinned':
      return { ...state, pins: state.pins.filter(({ key }) => key !== happening.key) };
    case 'pin-labelled': {
      const { key, label } = happening;
      return { ...state, pins: state.pins.map((pin) => (pin.key === key ? { ...pin, label } : pin)) };
    }
    case 'pins-loaded':
      return { ...state, pins: happening.pins.slice(0, mostPins), samples: [] };
    case 'pins-read': {
      const { type: _, ...sample } = happening;
      return { ...state, samples: thinned([...before(state.samples, sample.step), sample]) };
    }
    case 'pins-unkept':
      return { ...state, fault: happening.fault };
    case 'dataset-opened':
    case 'dataset-closed':
      return { ...state, pins: [], samples: [] };
    case 'run-began':
      return { ...state, samples: [] };
    case 'run-restored': {
      const { from, restored } = happening;
      const isSameRun = from.type === 'correction';
      return { ...state, samples: isSameRun ? before(state.samples, restored.progress.step) : [] };
    }
    case 'restarted':
      return { ...state, samples: [] };
    default:
      return state;
  }
}

/** What a later reading of the same step, or of an earlier one, takes the place of is left out. */
const before = (samples: readonly PinSample[], step: number): readonly PinSample[] =>
  (samples.at(-1)?.step ?? -1) < step ? samples : samples.filter((sample) => sample.step < step);

/** Every other one when there are too many; the first and the last stay. */
const thinned = (samples: readonly PinSample[]): readonly PinSample[] =>
  samples.length <= mostSamples
    ? samples
    : samples.filter((_, index) => index % 2 === 0 || index === samples.length - 1);

/** Of what it is meant to be; undefined before it was read. */
export const probabilityIn = ({ read }: PinSample, { key, label }: Pin): number | undefined =>
  read.get(key)?.[label];

export const latestProbability = ({ samples }: PinsState, pin: Pin): number | undefined => {
  const last = samples.at(-1);
  return last && probabilityIn(last, pin);
};
