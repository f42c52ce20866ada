import { expect, test } from '@playwright/test';
import { accuracyColumns, lossColumns } from '../../../web/app/panels/chart-data.ts';
import { initialRun, type RunState } from '../../../web/app/state/run.ts';

const none = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Of one batch an epoch, that lost 1, 0 and none of these numbers. */
const run: RunState = {
  ...initialRun,
  progress: { batchesPerEpoch: 1 } as RunState['progress'],
  losses: { before: 0, values: [1, 0, ...none], stride: 1, rest: [] },
  reports: [1, 0, ...none].map((value, index) => ({
    ...{ epoch: index + 1, trainLoss: value, validationLoss: value },
    ...{ trainAccuracy: value, validationAccuracy: value },
  })) as unknown as RunState['reports'],
};

test('a loss that is no number is a gap in the chart, not a zero', () => {
  const line = [1, 0, null, null, null];
  expect(lossColumns(run)).toEqual([[1, 2, 3, 4, 5], line, line, line]);
});

test('on a logarithmic axis 0 is a gap too', () => {
  const line = [1, null, null, null, null];
  expect(lossColumns(run, true)).toEqual([[1, 2, 3, 4, 5], line, line, line]);
});

test('an accuracy that is no number, or was not measured, is a gap', () => {
  const [, validated, trainedOn] = accuracyColumns(run);
  expect(validated).toEqual([1, 0, null, null, null]);
  expect(trainedOn).toEqual([1, 0, null, null, null]);
  const [report] = run.reports;
  const unmeasured = report ? [{ ...report, trainAccuracy: -1 }] : [];
  expect(accuracyColumns({ ...run, reports: unmeasured })[2]).toEqual([null]);
});
