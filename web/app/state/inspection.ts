// What was seen of the network's inside: of the weights, of the drawing's way, of what it takes for what. And the data's
// images, one at a time.
import type {
  Activations,
  CellImage,
  DataPart,
  Fault,
  Measurement,
  PartImage,
  PartSummary,
  Reading,
  SignedImage,
  UnitImages,
} from '../../lib/client.ts';
import type { Happening } from './happening.ts';

/** Of one image, which the network was shown. */
export interface Look {
  readonly reading: Reading;
  readonly way: Activations;
  /** The class that `saliency` is for. */
  readonly label: number;
  readonly saliency: SignedImage;
}

export interface Cell {
  readonly label: number;
  readonly predicted: number;
  readonly images: readonly CellImage[];
}

export interface Leaf {
  readonly part: DataPart;
  readonly index: number;
  /** null: leafs through all. */
  readonly label: number | null;
  readonly summary: PartSummary;
  readonly image: PartImage | null;
}

export interface Example {
  readonly index: number;
  readonly image: PartImage;
  readonly rows: number;
  readonly columns: number;
}

export interface InspectionState {
  readonly units: UnitImages | null;
  readonly look: Look | null;
  /** For which the saliency is shown; null: the one that was read. */
  readonly chosenClass: number | null;
  readonly measurement: Measurement | null;
  /** A pass has ended of which the worker has not been asked. */
  readonly unasked: boolean;
  readonly testing: boolean;
  readonly cell: Cell | null;
  readonly leaf: Leaf | null;
  /** The first image of each class. */
  readonly examples: readonly Example[];
  /** print(net), of the run whose hash it is. */
  readonly summary: { readonly hash: string; readonly text: string } | null;
  readonly script: { readonly text: string; readonly copied: boolean } | null;
  readonly fault: Fault | null;
}

export const initialInspection: InspectionState = {
  units: null,
  look: null,
  chosenClass: null,
  measurement: null,
  unasked: false,
  testing: false,
  cell: null,
  leaf: null,
  examples: [],
  summary: null,
  script: null,
  fault: null,
};

export type InspectHappening =
  | { type: 'units-seen'; units: UnitImages }
  | { type: 'looked'; look: Look }
  | { type: 'class-chosen'; label: number | null }
  | { type: 'measured'; measurement: Measurement | null }
  | { type: 'cell-opened'; cell: Cell }
  | { type: 'cell-closed' }
  | { type: 'leafed'; leaf: Leaf }
  | { type: 'examples-found'; examples: readonly Example[] }
  | { type: 'summed-up'; hash: string; text: string }
  | { type: 'script-made'; text: string; copied: boolean }
  | { type: 'inspection-failed'; fault: Fault };

export function reduceInspection(state: InspectionState, happening: Happening): InspectionState {
  switch (happening.type) {
    case 'units-seen':
      return { ...state, units: happening.units, fault: null };
    case 'looked':
      return { ...state, look: happening.look, fault: null };
    case 'class-chosen':
      return { ...state, chosenClass: happening.label };
    case 'measured':
      return { ...state, measurement: happening.measurement, unasked: false, fault: null };
    case 'cell-opened':
      return { ...state, cell: happening.cell, fault: null };
    case 'cell-closed':
      return { ...state, cell: null };
    case 'leafed':
      return { ...state, leaf: happening.leaf };
    case 'examples-found':
      return { ...state, examples: happening.examples };
    case 'summed-up':
      return { ...state, summary: { hash: happening.hash, text: happening.text } };
    case 'script-made':
      return { ...state, script: { text: happening.text, copied: happening.copied } };
    case 'inspection-failed':
      return { ...state, fault: happening.fault };
    case 'activity': {
      const testing = happening.activity === 'testing';
      return { ...state, testing, unasked: state.unasked || (state.testing && !testing) };
    }
    case 'training':
      return happening.slice.losses.length > 0 ? outdated(state) : state;
    case 'corrected':
      return outdated(state);
    case 'drawing-cleared':
      return { ...state, look: null };
    case 'run-began':
    case 'run-restored':
      return { ...initialInspection, testing: state.testing, leaf: state.leaf, examples: state.examples };
    case 'dataset-opened':
    case 'dataset-closed':
    case 'worker-died':
    case 'restarted':
      return initialInspection;
    default:
      return state;
  }
}

/** The network has learnt since. */
const outdated = (state: InspectionState): InspectionState =>
  state.measurement?.current ? { ...state, measurement: { ...state.measurement, current: false } } : state;
