// Medians, and what they are the median of.

/** @param {number[]} values at least one */
export function summarise(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (fraction) => sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))];
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1), p95: at(0.95), p99: at(0.99), count: sorted.length };
}
