// What this browser keeps of the run, and what became of it when the run was taken up or begun anew.
import type { Fault, KeptRun } from '../../lib/client.ts';
import { clock, count } from '../format.ts';
import { t } from '../i18n/text.ts';
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
      const values = { step: count(notice.step), when: clock(notice.savedAt) };
      return notice.damaged
        ? t(
            'Taken up from its last copy: step {step}, kept in this browser {when}. The newest copy was damaged; this is the one before. Reset begins anew.',
            values,
          )
        : t(
            'Taken up from its last copy: step {step}, kept in this browser {when}. Reset begins anew.',
            values,
          );
    }
    case 'opened':
      return notice.kind === 'run'
        ? t('Opened {name}: the run goes on from step {step}.', {
            name: notice.name,
            step: count(notice.step),
          })
        : t('Opened {name}: its network reads your drawings, and a run begins with it.', {
            name: notice.name,
          });
    case 'dropped':
      return t('Reset dropped {n} steps.', { n: count(notice.steps) });
    case 'gone':
      return t('The run before is not there any more; this one goes on.');
    case undefined:
      return '';
  }
}
