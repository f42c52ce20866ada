// Numbers for people. What programs read stands beside them, bare, in data-value.

const locale = 'en';
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const megabyte = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const count = (value: number): string => whole.format(value);

/** A loss: four decimals, or three digits when it is great. */
export const decimals = (value: number): string =>
  Number.isFinite(value)
    ? Math.abs(value) < 100
      ? value.toFixed(4)
      : significant.format(value)
    : 'not a number';

export const percent = (fraction: number, digits = 1): string => `${(fraction * 100).toFixed(digits)}%`;

/** For the ticks of an axis: no more digits than the tick has. */
export const percentTick = (fraction: number): string => `${significant.format(fraction * 100)}%`;

export const megabytes = (bytes: number): string => megabyte.format(bytes / 1e6);

const timeOfDay = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dayAndTime = new Intl.DateTimeFormat(locale, {
  ...{ day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
});

/** "at 14:05:31" today, "on 3 May at 14:05" before. */
export function clock(milliseconds: number): string {
  const date = new Date(milliseconds);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? `at ${timeOfDay.format(date)}` : `on ${dayAndTime.format(date)}`;
}

/** "about 2 min": no more exact than it can be. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 60) return `${5 * Math.round(seconds / 5)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${significant.format(seconds / 3600)} h`;
}

/** A learning rate, to three digits: 0.00333, 4e-7. */
export const rate = (value: number): string => String(Number(value.toPrecision(3)));
