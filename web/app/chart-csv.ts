// A run's numbers as a table in a file: RFC 4180, a point a row, decimals with a dot.
import { position } from '../lib/thinned-series.ts';
import type { RunState } from './state/run.ts';

const columns = [
  'step',
  'epoch',
  'batch_loss',
  'train_loss',
  'validation_loss',
  'validation_accuracy',
  'train_accuracy',
] as const;

type Row = { readonly [C in (typeof columns)[number]]?: number };

/**
 * The losses of batches are thinned in a long run: a row then stands for some batches, at the middle of their steps. A
 * cell is empty where nothing was measured.
 */
export function toCsv({ progress, losses, reports }: RunState): string {
  const batchesPerEpoch = progress?.batchesPerEpoch ?? 1;
  const rows = new Map<number, Row>();
  for (const [index, batch_loss] of losses.values.entries()) {
    const step = position(losses, index);
    rows.set(step, { step, epoch: step / batchesPerEpoch, batch_loss });
  }
  for (const { epoch, trainLoss, validationLoss, validationAccuracy, trainAccuracy } of reports) {
    const step = epoch * batchesPerEpoch;
    const report = {
      train_loss: trainLoss,
      validation_loss: validationLoss,
      validation_accuracy: validationAccuracy,
      ...(trainAccuracy < 0 ? {} : { train_accuracy: trainAccuracy }),
    };
    rows.set(step, { ...rows.get(step), step, epoch, ...report });
  }
  const sorted = [...rows.values()].sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
  const lines = sorted.map((row) => columns.map((column) => cell(row[column])).join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}

const cell = (value: number | undefined): string =>
  value !== undefined && Number.isFinite(value) ? String(value) : '';

/** Of a file, from the run's hash; the tutorial's own has none. */
export function runName(hash: string): string {
  const safe = hash.replaceAll('&', '_').replaceAll(/[^A-Za-z0-9=._-]/g, '-');
  return `inkling-${(safe || 'lr=0.001').slice(0, 120)}`;
}
