// The axis of a loss.

/** From 0, or of a logarithmic axis from below the least. */
export function lossRange(isLogarithmic: boolean, min: number | null, max: number | null): [number, number] {
  if (!isLogarithmic) return [0, max ? max * 1.05 : 2.5];
  const least = min !== null && min > 0 ? min : 0.1;
  return [least * 0.8, Math.max(least * 2, (max ?? 2.5) * 1.15)];
}

/** As short as the axis is narrow: of thousands and more "2e3", of less than a ten-thousandth "5e-5". */
export function lossTick(loss: number): string {
  const value = Number(loss.toPrecision(6));
  const isLong = value >= 1000 || (value > 0 && value < 1e-4);
  return isLong ? value.toExponential().replace('e+', 'e') : String(value);
}

/** Of a logarithmic axis: over more than two powers of ten their lines alone, else they would lie side by side. */
export function logLines(splits: readonly number[]): (number | null)[] {
  const wide = (splits.at(-1) ?? 1) > 100 * (splits[0] ?? 1);
  return splits.map((value) => (wide && !Number.isInteger(Math.log10(value)) ? null : value));
}

/** Of a logarithmic axis: 1, 2 and 5 of each power of ten, where its lines are; its ends may be any number. */
export function logTick(value: number): string {
  const [digits = ''] = value.toExponential(5).split('e');
  if (!['1.00000', '2.00000', '5.00000'].includes(digits)) return '';
  return lossTick(value);
}

/**
 * What uPlot's axis can be divided into. It goes on adding steps for ever, and the page with it, where a step is lost in
 * rounding: at an end that is infinite, and on a logarithmic axis that begins above 9.5 times a power of ten (1.6.32: the step
 * after the next power is none that it knows the digits of). So such an axis begins at a single digit.
 */
export function divisible([low, high]: [number, number], isLogarithmic: boolean): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high) || high <= low)
    return isLogarithmic ? [0.1, 10] : [0, 1];
  if (!isLogarithmic) return [low, high];
  const [digits = '1', power = '0'] = Math.max(low, 1e-12).toExponential().split('e');
  return [Number(`${Math.floor(Number(digits))}e${power}`), Math.max(high, 1e-11)];
}
