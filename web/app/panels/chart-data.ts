// The run's history as columns over the epoch, fractions of an epoch for batches.
import UPlot from 'uplot';
import { position } from '../../lib/thinned-series.ts';
import type { RunState } from '../state/run.ts';

/** A loss that is no number is a gap in its line, not a zero. */
const orGap = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Columns: epoch, loss of the batches, mean training loss, validation loss. */
export function lossColumns({ progress, losses, reports }: RunState): UPlot.AlignedData {
  const batchesPerEpoch = progress?.batchesPerEpoch ?? 0;
  const batches = batchesPerEpoch > 0 ? losses.values : [];
  const byBatch: UPlot.AlignedData = [
    batches.map((_, index) => position(losses, index) / batchesPerEpoch),
    batches.map(orGap),
  ];
  const byEpoch: UPlot.AlignedData = [
    reports.map(({ epoch }) => epoch),
    reports.map(({ trainLoss }) => orGap(trainLoss)),
    reports.map(({ validationLoss }) => orGap(validationLoss)),
  ];
  return UPlot.join([byBatch, byEpoch]);
}

/** Columns: epoch, validation accuracy. */
export const accuracyColumns = ({ reports }: RunState): UPlot.AlignedData => [
  reports.map(({ epoch }) => epoch),
  reports.map(({ validationAccuracy }) => orGap(validationAccuracy)),
];
