// A series of any length in a bounded number of values: when there are too many, each two become their mean.

export interface ThinnedSeries {
  /** Values before the first one here, which nobody has any more. */
  readonly before: number;
  /** Means of `stride` values each, in order. */
  readonly values: readonly number[];
  readonly stride: number;
  /** The last ones, too few for a mean yet. */
  readonly rest: readonly number[];
}

export const emptySeries: ThinnedSeries = { before: 0, values: [], stride: 1, rest: [] };

export function append(series: ThinnedSeries, added: Iterable<number>, limit = 2000): ThinnedSeries {
  let { stride } = series;
  let values = [...series.values];
  let rest = [...series.rest];
  for (const value of added) {
    rest.push(value);
    if (rest.length < stride) continue;
    values.push(mean(rest));
    rest = [];
    if (values.length > limit) {
      const odd = values.length % 2 === 1 ? values.pop() : undefined;
      values = pairs(values).map(mean);
      if (odd !== undefined) rest = new Array<number>(stride).fill(odd);
      stride *= 2;
    }
  }
  return { before: series.before, values, stride, rest };
}

/** The same in at most so many values; the rest, too few for a mean, is left out. */
export const thinnedTo = (series: ThinnedSeries, limit: number): ThinnedSeries => {
  let { stride, values } = series;
  while (values.length > limit) {
    values = pairs(values.slice(0, values.length - (values.length % 2))).map(mean);
    stride *= 2;
  }
  return { ...series, values, stride, rest: [] };
};

/** The place of a value, counted from 1 for the first that was ever appended: the middle of those that it stands for. */
export const position = ({ before, stride }: ThinnedSeries, index: number): number =>
  before + index * stride + (stride + 1) / 2;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function pairs(values: readonly number[]): number[][] {
  return Array.from({ length: values.length / 2 }, (_, i) => values.slice(2 * i, 2 * i + 2));
}
