// What this browser keeps of the run, and what became of it when the run was taken up or begun anew.
import type { Fault, KeptRun } from '../../lib/client.ts';
import { clock, count } from '../format.ts';
import type { Happening } from './happening.ts';

export interface KeepingState {
  /** The newest copy. */
  readonly kept: KeptRun | null;
  /** What the person may want to know, until training goes on. */
  readonly notice:
    | ({ readonly type: 'taken-up'; readonly damaged: boolean } & KeptRun)
    | {
        readonly type: 'opened';
        readonly kind: 'run' | 'network';
        readonly replaced: number;
        readonly name: string;
        readonly step: number;
      }
    | { readonly type: 'dropped'; readonly steps: number }
    | { readonly type: 'gone' }
    | null;
  /** Why copies cannot be kept now. */
  readonly fault: Fault | null;
}

export const initialKeeping: KeepingState = { kept: null, notice: null, fault: null };

export function reduceKeeping(state: KeepingState, happening: Happening): KeepingState {
  switch (happening.type) {
    case 'run-began': {
      const { dropped = 0 } = happening;
      return { ...state, kept: null, notice: dropped > 0 ? { type: 'dropped', steps: dropped } : null };
    }
    case 'run-restored': {
      const { from, restored } = happening;
      const { step } = restored.progress;
      if (from.type === 'file') return { ...state, kept: null, notice: { ...from, type: 'opened', step } };
      if (from.type === 'correction') return canBringBack(state.notice) ? state : { ...state, notice: null };
      if (from.type === 'reset') return { ...state, kept: null, notice: null };
      const kept = { savedAt: restored.savedAt, step };
      return { ...state, kept, notice: { ...kept, type: 'taken-up', damaged: restored.damaged.length > 0 } };
    }
    case 'training':
      return state.notice ? { ...state, notice: null } : state;
    case 'nothing-to-bring-back':
      return { ...state, notice: { type: 'gone' } };
    case 'kept':
      return { ...state, kept: happening.kept, fault: null };
    case 'unkept':
      return { ...state, fault: happening.fault };
    case 'restarted':
      return { ...state, notice: null, fault: null };
    default:
      return state;
  }
}

/** Whether it offers the way back to a run that another one replaced. */
export const canBringBack = (notice: KeepingState['notice']): boolean =>
  notice?.type === 'dropped' || (notice?.type === 'opened' && notice.replaced > 0);

export function noticeText(notice: KeepingState['notice']): string {
  switch (notice?.type) {
    case 'taken-up': {
      const damaged = notice.damaged ? ' The newest copy was damaged; this is the one before.' : '';
      return `Taken up where it was: step ${count(notice.step)}, kept in this browser ${clock(notice.savedAt)}.${damaged} Reset begins anew.`;
    }
    case 'opened':
      return notice.kind === 'run'
        ? `Opened ${notice.name}: the run goes on from step ${count(notice.step)}.`
        : `Opened ${notice.name}: its network reads your drawings, and a run begins with it.`;
    case 'dropped':
      return `Reset dropped ${count(notice.steps)} steps.`;
    case 'gone':
      return 'The run before is not there any more; this one goes on.';
    case undefined:
      return '';
  }
}
