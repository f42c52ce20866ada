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

const mostValues = 2000;

/** Whether it is one that append() may have made, of finite values. */
export function isThinnedSeries(series: unknown): series is ThinnedSeries {
  if (typeof series !== 'object' || series === null) return false;
  const { before, values, stride, rest }: { readonly [K in keyof ThinnedSeries]?: unknown } = series;
  const isWhole = (value: unknown, least: number): value is number =>
    Number.isSafeInteger(value) && Number(value) >= least;
  const areFinite = (list: unknown): list is readonly number[] =>
    Array.isArray(list) && list.every((value) => Number.isFinite(value));
  return (
    isWhole(before, 0) &&
    isWhole(stride, 1) &&
    areFinite(values) &&
    values.length <= mostValues &&
    (stride === 1 || values.length >= mostValues / 2) && // else nothing was thinned
    areFinite(rest) &&
    rest.length < stride
  );
}

/** How many values were ever appended, and those before them. */
export const lengthOf = ({ before, values, stride, rest }: ThinnedSeries): number =>
  before + values.length * stride + rest.length;

export function append(series: ThinnedSeries, added: Iterable<number>, limit = mostValues): ThinnedSeries {
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
