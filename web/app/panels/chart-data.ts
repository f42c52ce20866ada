// The run's history as columns over the epoch, fractions of an epoch for batches.
import UPlot from 'uplot';
import { position } from '../../lib/thinned-series.ts';
import type { RunState } from '../state/run.ts';

/** A loss that is no number is a gap in its line, not a zero. */
const orGap = (value: number): number | null => (Number.isFinite(value) ? value : null);
/** On a logarithmic axis there is no 0 either. */
const aboveZero = (value: number): number | null => (value > 0 ? orGap(value) : null);

/** Columns: epoch, loss of the batches, mean training loss, validation loss. */
export function lossColumns(
  { progress, losses, reports }: RunState,
  isLogarithmic = false,
): UPlot.AlignedData {
  const toPoint = isLogarithmic ? aboveZero : orGap;
  const batchesPerEpoch = progress?.batchesPerEpoch ?? 0;
  const batches = batchesPerEpoch > 0 ? losses.values : [];
  const byBatch: UPlot.AlignedData = [
    batches.map((_, index) => position(losses, index) / batchesPerEpoch),
    batches.map(toPoint),
  ];
  const byEpoch: UPlot.AlignedData = [
    reports.map(({ epoch }) => epoch),
    reports.map(({ trainLoss }) => toPoint(trainLoss)),
    reports.map(({ validationLoss }) => toPoint(validationLoss)),
  ];
  return UPlot.join([byBatch, byEpoch]);
}

/** Columns: epoch, accuracy in validation and in training. */
export const accuracyColumns = ({ reports }: RunState): UPlot.AlignedData => [
  reports.map(({ epoch }) => epoch),
  reports.map(({ validationAccuracy }) => orGap(validationAccuracy)),
  reports.map(({ trainAccuracy }) => (trainAccuracy < 0 ? null : orGap(trainAccuracy))),
];
