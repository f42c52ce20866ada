// The runs before this one, to compare it with: their curves in a few hundred numbers, and what was set otherwise.
import type { RunConfig } from '../../lib/client.ts';
import { position, thinnedTo } from '../../lib/thinned-series.ts';
import type { Happening } from './happening.ts';
import type { RunState } from './run.ts';
import type { State } from './state.ts';

/** A line: places on the axis of epochs, and what was there. */
export interface Curve {
  readonly epochs: readonly number[];
  readonly values: readonly (number | null)[];
}

export interface EarlierRun {
  /** The run's hash, and its data: the same run is the same line. */
  readonly key: string;
  /** Checksum of a person's own data set; '' for MNIST. */
  readonly data: string;
  readonly config: RunConfig;
  readonly step: number;
  /** How far it came, in epochs. */
  readonly epochs: number;
  readonly batchLoss: Curve;
  readonly validationLoss: Curve;
  readonly validationAccuracy: Curve;
  readonly shown: boolean;
}

export interface EarlierRunsState {
  /** The latest first. */
  readonly runs: readonly EarlierRun[];
  /** That the run which there is now trains on. */
  readonly data: string;
  /** Of the list, to be found among the lines. */
  readonly pointedAt: string | null;
}

export const initialEarlierRuns: EarlierRunsState = { runs: [], data: '', pointedAt: null };

/** As many as the browser keeps copies of; see checkpoint-store.ts. */
export const mostEarlierRuns = 6;
const mostValues = 300;

const keyOf = (hash: string, data: string): string => (data ? `${hash} on ${data}` : hash);

/** Those that can be compared with the run that there is: on the same images, and another run, or further on. */
export const comparable = ({ earlierRuns: { runs, data } }: State): readonly EarlierRun[] =>
  runs.filter((run) => run.data === data);

/** null when it has not been trained. */
export function toEarlierRun(run: RunState, data: string): EarlierRun | null {
  const { config, progress, losses, reports } = run;
  if (!config || !progress || progress.step === 0 || progress.batchesPerEpoch === 0) return null;
  const epochs = progress.step / progress.batchesPerEpoch;
  const batches = thinnedTo(losses, mostValues);
  const few = reports.filter(
    (_, index) => (reports.length - 1 - index) % Math.ceil(reports.length / mostValues) === 0,
  );
  const ofReports = (value: (report: (typeof reports)[number]) => number): Curve => ({
    epochs: few.map(({ epoch }) => epoch),
    values: few.map((report) => short(value(report))),
  });
  return {
    key: keyOf(config.hash, data),
    ...{ data, config, epochs, step: progress.step, shown: true },
    batchLoss: {
      epochs: batches.values.map((_, index) => short(position(batches, index) / progress.batchesPerEpoch)),
      values: batches.values.map(short),
    },
    validationLoss: ofReports(({ validationLoss }) => validationLoss),
    validationAccuracy: ofReports(({ validationAccuracy }) => validationAccuracy),
  };
}

/** As exact as a line needs it: the record of all runs stays small. */
const short = (value: number): number => Number(value.toPrecision(5));

export function reduceEarlierRuns(
  state: EarlierRunsState,
  happening: Happening,
  before: State,
): EarlierRunsState {
  switch (happening.type) {
    case 'run-began':
      return {
        runs: withRun(state.runs, toEarlierRun(before.run, state.data)),
        data: before.ownData.summary?.checksum ?? '',
        pointedAt: null,
      };
    case 'run-restored': {
      const { from, restored } = happening;
      if (from.type === 'correction') return state;
      const runs = withRun(state.runs, toEarlierRun(before.run, state.data));
      return overtaken({ ...state, runs }, restored.config.hash, restored.progress.step);
    }
    case 'training': {
      const { reports, step } = happening.slice;
      const hash = before.run.config?.hash;
      return reports.length > 0 && hash !== undefined ? overtaken(state, hash, step) : state;
    }
    case 'earlier-runs-loaded':
      return { ...state, runs: happening.runs };
    case 'earlier-run-shown': {
      const { key, shown } = happening;
      return { ...state, runs: state.runs.map((run) => (run.key === key ? { ...run, shown } : run)) };
    }
    case 'earlier-run-pointed-at':
      return { ...state, pointedAt: happening.key };
    case 'earlier-run-removed':
      return { ...state, runs: state.runs.filter(({ key }) => key !== happening.key) };
    default:
      return state;
  }
}

/** Of the same run the one that came further. */
function withRun(runs: readonly EarlierRun[], run: EarlierRun | null): readonly EarlierRun[] {
  if (!run) return runs;
  const same = runs.find(({ key }) => key === run.key);
  const kept = same && same.step > run.step ? same : run;
  return [kept, ...runs.filter(({ key }) => key !== run.key)].slice(0, mostEarlierRuns);
}

/** The run that there is has come as far as it had come before: its own line says all that the earlier one did. */
function overtaken(state: EarlierRunsState, hash: string, step: number): EarlierRunsState {
  const key = keyOf(hash, state.data);
  const runs = state.runs.filter((run) => run.key !== key || run.step > step);
  return runs.length === state.runs.length ? state : { ...state, runs };
}
