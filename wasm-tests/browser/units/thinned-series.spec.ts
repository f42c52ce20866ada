import { expect, test } from '@playwright/test';
import { append, emptySeries, lengthOf, position } from '../../../web/lib/thinned-series.ts';

test('a short series keeps every value at its place', () => {
  const series = append(emptySeries, [3, 1, 2], 4);
  expect(series.values).toEqual([3, 1, 2]);
  expect(series.values.map((_, index) => position(series, index))).toEqual([1, 2, 3]);
});

test('a long series stays within its limit and keeps its mean, however it comes', () => {
  for (const chunk of [1, 7, 1000]) {
    let series = emptySeries;
    const values = Array.from({ length: 1000 }, (_, index) => index + 1);
    for (let i = 0; i < values.length; i += chunk) {
      series = append(series, values.slice(i, i + chunk), 16);
      expect(series.values.length).toBeLessThanOrEqual(16);
    }
    // For the series 1, 2, 3, … the mean of a value's range is its position.
    for (const [index, value] of series.values.entries())
      expect(value).toBeCloseTo(position(series, index), 9);
    expect(series.values.length * series.stride + series.rest.length).toBe(1000);
  }
});

test('the losses of a million steps are at most 2,000 points', () => {
  let series = emptySeries;
  let most = 0;
  const slice = new Float64Array(500).fill(1); // as they come while it trains
  for (let steps = 0; steps < 1e6; steps += slice.length) {
    series = append(series, slice);
    most = Math.max(most, series.values.length);
  }
  expect(most).toBeGreaterThan(1900);
  expect(most).toBeLessThanOrEqual(2000);
  expect(series.rest.length).toBeLessThan(series.stride);
  expect(lengthOf(series)).toBe(1e6);
});

test('a value that is no number spoils no other', () => {
  const { values } = append(emptySeries, [1, Number.NaN, 3], 4);
  expect(values).toEqual([1, Number.NaN, 3]);
});
