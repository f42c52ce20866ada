// What stands behind the run's own lines: the tutorial's curve, and earlier runs.
import { type Curve, comparable, type EarlierRun } from '../state/earlier-runs.ts';
import { epochsBegun } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { isTutorialsKind, tutorialLosses } from '../tutorial-curve.ts';
import type { Backdrop } from './plot.ts';

export const showsTutorial = ({ run, ownData }: State, always: boolean): boolean =>
  run.config !== null && (always || (isTutorialsKind(run.config) && ownData.summary === null));

export const tutorialCurve: Curve = {
  epochs: tutorialLosses.map((_, index) => index + 1),
  values: tutorialLosses,
};

/** At a place on the axis: that of the epoch nearest to it. */
export const tutorialAt = (epoch: number): number | undefined => tutorialLosses[Math.round(epoch) - 1];

export const shownRuns = (state: State): readonly EarlierRun[] =>
  comparable(state).filter(({ shown }) => shown);

/** As far as the run has come, and what is to be compared with it reaches into what the run will be. */
export function endOf(state: State, withTutorial: boolean): number {
  const others = shownRuns(state).map(({ epochs }) => epochs);
  if (withTutorial) others.push(tutorialLosses.length);
  const planned = state.run.config?.epochs ?? 1;
  return Math.max(epochsBegun(state.run), Math.min(Math.ceil(Math.max(1, ...others)), planned));
}

/** Its validation loss; of a run that has not come to the end of an epoch, the loss of its batches. */
export const lossOf = ({ batchLoss, validationLoss }: EarlierRun): Curve =>
  validationLoss.values.length > 0 ? validationLoss : batchLoss;

export function runBackdrops(
  state: State,
  curve: (run: EarlierRun) => Curve,
  color: string,
  strongColor: string,
): Backdrop[] {
  return comparable(state).flatMap((run, index) => {
    const isStrong = run.key === state.earlierRuns.pointedAt;
    if (!run.shown) return [];
    const style = { color: isStrong ? strongColor : color, width: isStrong ? 2 : 1.25, dash: [] };
    return [{ ...curve(run), ...style, label: String(index + 1) }];
  });
}

export const tutorialBackdrop = (color: string): Backdrop => ({
  ...tutorialCurve,
  ...{ color, width: 2, dash: [5, 4], label: '' },
});
