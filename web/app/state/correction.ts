// "That was a 7": the person's own drawings, the correction that is under way, and what the last one came to.
import type { Corrected, CorrectionCount, CorrectionProgress, Fault, KeptDrawing } from '../../lib/client.ts';
import { count } from '../format.ts';
import { t } from '../i18n/text.ts';
import type { Happening } from './happening.ts';

/** What a label given to a drawing did to the own drawings: what goes with it when it is undone. */
export interface Labelling {
  readonly added: KeptDrawing;
  /** Of the same pixels, under another label. */
  readonly replaced: readonly KeptDrawing[];
}

export type Outcome =
  | { readonly type: 'corrected'; readonly name: string; readonly result: Corrected }
  | { readonly type: 'kept'; readonly name: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'undone' };

export interface CorrectionState {
  /** The oldest first; those that are not kept, or not yet, have ids below 0. */
  readonly drawings: readonly KeptDrawing[];
  readonly count: CorrectionCount;
  /** Of the corrections since the run began here, the newest last; not all of them can be undone. */
  readonly labellings: readonly Labelling[];
  /** What is being taught, and how far it is. */
  readonly underWay: { readonly name: string; readonly progress: CorrectionProgress | null } | null;
  readonly outcome: Outcome | null;
  /** Of this data: what was removed last, and can be put back. */
  readonly removed: readonly KeptDrawing[];
  readonly fault: Fault | null;
  /** Why the drawings are not kept, or not removed. */
  readonly unkept: Fault | null;
}

export const initialCorrection: CorrectionState = {
  drawings: [],
  count: { made: 0, undoable: 0 },
  labellings: [],
  underWay: null,
  outcome: null,
  removed: [],
  fault: null,
  unkept: null,
};

export function reduceCorrection(state: CorrectionState, happening: Happening): CorrectionState {
  switch (happening.type) {
    case 'run-began':
      return ofAnotherRun(state, initialCorrection.count);
    case 'run-restored': {
      const { from, restored } = happening;
      if (from.type !== 'correction') return ofAnotherRun(state, restored.corrections);
      const labellings = state.labellings.slice(0, -1);
      return { ...state, labellings, count: restored.corrections, outcome: { type: 'undone' }, fault: null };
    }
    case 'drawings-loaded': {
      const known = new Set(happening.drawings.map(({ id }) => id));
      const others = state.drawings.filter((own) => isUnkept(own) && !known.has(own.id));
      return { ...state, drawings: [...happening.drawings, ...others] };
    }
    case 'dataset-opened':
    case 'dataset-closed':
      return { ...state, drawings: [], removed: [] };
    case 'correction-began':
      return { ...state, underWay: { name: happening.name, progress: null }, outcome: null, fault: null };
    case 'correction':
      return state.underWay
        ? { ...state, underWay: { ...state.underWay, progress: happening.progress } }
        : state;
    case 'corrected': {
      const { result, labelling, name } = happening;
      return {
        ...relabelled(state, labelling),
        ...{ underWay: null, count: result.corrections, labellings: [...state.labellings, labelling] },
        outcome: { type: 'corrected', name, result },
      };
    }
    case 'drawing-kept':
      return {
        ...relabelled(state, happening.labelling),
        ...{ outcome: { type: 'kept', name: happening.name }, fault: null },
      };
    case 'correction-failed': {
      if (happening.fault.code === 'E_ABORTED')
        return { ...state, underWay: null, outcome: { type: 'cancelled' } };
      // Another run has ended it.
      if (happening.wasUnderWay && !state.underWay) return state;
      return { ...state, underWay: null, fault: happening.fault };
    }
    case 'drawing-stored': {
      const { was, id } = happening;
      const drawings = state.drawings.map((own) => (own.id === was ? { ...own, id } : own));
      return { ...state, drawings, unkept: null };
    }
    case 'drawings-returned':
      return {
        ...state,
        drawings: [...state.drawings, ...happening.drawings],
        removed: state.removed.filter(
          ({ pixels }) => !happening.drawings.some((own) => own.pixels === pixels),
        ),
      };
    case 'drawings-removed': {
      const isRemoved = ({ id }: KeptDrawing) => happening.ids.includes(id);
      return {
        ...state,
        drawings: state.drawings.filter((own) => !isRemoved(own)),
        removed: happening.undone ? state.removed : state.drawings.filter(isRemoved),
        unkept: null,
      };
    }
    case 'drawings-unkept':
      return { ...state, unkept: happening.fault };
    case 'worker-died':
      return { ...state, underWay: null };
    case 'restarted':
      return { ...initialCorrection, drawings: state.drawings.filter(isUnkept) };
    default:
      return state;
  }
}

const ofAnotherRun = (
  { drawings, removed, unkept }: CorrectionState,
  count: CorrectionCount,
): CorrectionState => ({
  ...initialCorrection,
  ...{ drawings, removed, unkept, count },
});

function relabelled(state: CorrectionState, { added, replaced }: Labelling): CorrectionState {
  const ids = new Set(replaced.map(({ id }) => id));
  return { ...state, drawings: [...state.drawings.filter(({ id }) => !ids.has(id)), added] };
}

const isUnkept = ({ id }: KeptDrawing): boolean => id < 0;

/** Those of the same pixels, which cannot be two things. */
export const sameDrawings = ({ drawings }: CorrectionState, pixels: Uint8Array): readonly KeptDrawing[] =>
  drawings.filter(
    (one) => one.pixels.length === pixels.length && one.pixels.every((grey, i) => grey === pixels[i]),
  );

/** What the last label came to, in words. */
export function outcomeText(outcome: Outcome | null): string {
  switch (outcome?.type) {
    case 'corrected': {
      const { learnt, ownCount, after, testCount, lost, won } = outcome.result;
      const own = learnt
        ? t('The network has learnt it: {name}.', { name: outcome.name })
        : t('It could not learn all of your drawings in the time it has: it reads {right} of {all}.', {
            right: count(after.ownCorrect),
            all: count(ownCount),
          });
      const others =
        testCount === 0
          ? t('There are no test images to tell what it forgot.')
          : t('Test images lost, which it read right before: {lost}. Won: {won}.', {
              lost: count(lost.length),
              won: count(won.length),
            });
      return `${own} ${others}`;
    }
    case 'kept':
      return t(
        'It was read as {name} already. The drawing is kept, so that it stays so when you correct others.',
        { name: outcome.name },
      );
    case 'cancelled':
      return t('Cancelled: the network is as it was.');
    case 'undone':
      return t('Undone: the network is the one from before the correction.');
    case undefined:
      return '';
  }
}

/** That the network is no longer the address's alone. */
export function correctedText({ count: { made, undoable } }: CorrectionState): string {
  if (made === 0) return '';
  const corrected =
    made === 1
      ? t('This network was corrected by hand, once: the address alone no longer leads to it.')
      : made === 2
        ? t('This network was corrected by hand, twice: the address alone no longer leads to it.')
        : t('This network was corrected by hand, {n} times: the address alone no longer leads to it.', {
            n: count(made),
          });
  const kept =
    undoable > 0
      ? t('Save run keeps it.')
      : t('Save run keeps it; the corrections cannot be taken back any more.');
  return `${corrected} ${kept}`;
}
