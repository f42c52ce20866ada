// The run: its configuration, how far it is, and what it has brought.
import type {
  Activity,
  EpochReport,
  Fault,
  RunConfig,
  TestProgress,
  TrainingSlice,
} from '../../lib/client.ts';
import { append, emptySeries, type ThinnedSeries } from '../../lib/thinned-series.ts';
import type { Happening } from './happening.ts';

export type RunProgress = Omit<TrainingSlice, 'losses' | 'reports'>;

export interface RunState {
  /** null until the worker has set a run up. */
  readonly config: RunConfig | null;
  readonly activity: Activity;
  /** Until it is known whether there is a copy to take up: what would be trained before would begin anew. */
  readonly changing: boolean;
  /** null until something has been trained. */
  readonly progress: RunProgress | null;
  readonly losses: ThinnedSeries;
  readonly reports: readonly EpochReport[];
  readonly test: TestProgress | null;
  /** Why it stopped by itself. */
  readonly fault: Fault | null;
}

export const initialRun: RunState = {
  config: null,
  activity: 'idle',
  changing: false,
  progress: null,
  losses: emptySeries,
  reports: [],
  test: null,
  fault: null,
};

const maxReports = 1000;

export const isFinished = ({ config, progress }: RunState): boolean =>
  config !== null && progress !== null && progress.epoch >= config.epochs;

export const trainedSteps = ({ progress }: RunState): number => progress?.step ?? 0;

/** At least one, so that there is an axis to show. */
export const epochsBegun = ({ progress }: RunState): number =>
  progress ? Math.max(1, Math.ceil(progress.step / progress.batchesPerEpoch)) : 1;

/** Of training alone; null when nothing is known yet. */
export function secondsLeft({ config, progress }: RunState): number | null {
  if (!config || !progress || !(progress.imagesPerSecond > 0)) return null;
  const steps = config.epochs * progress.batchesPerEpoch - progress.step;
  return (steps * config.batch) / progress.imagesPerSecond;
}

export function reduceRun(state: RunState, happening: Happening): RunState {
  switch (happening.type) {
    case 'run-began':
      return {
        ...initialRun,
        config: happening.config,
        activity: state.activity,
        changing: state.changing,
      };
    case 'run-changed':
      return { ...state, config: happening.config };
    case 'run-changing':
      return { ...state, changing: happening.changing };
    case 'run-restored': {
      const { config, progress, losses, history } = happening.restored;
      const reports = thinReports(history);
      return {
        ...initialRun,
        ...{ config, progress, losses, reports },
        ...{ changing: state.changing, activity: state.activity },
      };
    }
    case 'activity':
      return happening.activity === 'idle'
        ? { ...state, activity: 'idle' }
        : { ...state, activity: happening.activity, fault: null };
    case 'training': {
      const { losses, reports, ...told } = happening.slice;
      const progress = calm(told, state.reports.at(-1));
      return {
        ...state,
        progress,
        losses: append(state.losses, losses),
        reports: reports.length > 0 ? thinReports([...state.reports, ...reports]) : state.reports,
        test: losses.length > 0 ? null : state.test, // of a network that is no more
      };
    }
    case 'corrected': {
      const { testCount, after } = happening.result;
      const { testLoss: loss, testAccuracy: accuracy } = after;
      return { ...state, test: testCount > 0 ? { batch: 0, batches: 0, done: true, loss, accuracy } : null };
    }
    case 'test':
      return { ...state, test: happening.progress };
    case 'stopped':
      return { ...state, fault: happening.fault };
    case 'restarted':
      return { ...initialRun, config: state.config };
    default:
      return state;
  }
}

/** At the beginning of an epoch its speed is that of a few batches, which says less than the epoch before. */
function calm(progress: RunProgress, last: EpochReport | undefined): RunProgress {
  const { phase, batch, batches } = progress;
  const isEarly = phase === 'training' && batch < batches / 10;
  return last && isEarly ? { ...progress, imagesPerSecond: last.imagesPerSecond } : progress;
}

/** Halves the older ones when there are too many; the last always stays. */
function thinReports(reports: readonly EpochReport[]): readonly EpochReport[] {
  if (reports.length <= maxReports) return reports;
  const fewer = reports.filter((_, index) => (reports.length - 1 - index) % 2 === 0);
  return thinReports(fewer);
}
