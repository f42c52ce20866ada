// Numbers for people, in the language of the page. What programs read stands beside them, bare, in data-value.
import { type Language, language, t } from './i18n/text.ts';

function formatsOf(locale: Language) {
  const timeOfDay = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return {
    locale,
    whole: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    significant: new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }),
    megabyte: new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    timeOfDay: new Intl.DateTimeFormat(locale, { ...timeOfDay, second: '2-digit' }),
    dayAndTime: new Intl.DateTimeFormat(locale, { ...timeOfDay, day: 'numeric', month: 'long' }),
  };
}

let made = formatsOf('en');

/** Made anew only with another language, since making one takes longer than using it a thousand times. */
function formats(): ReturnType<typeof formatsOf> {
  if (made.locale !== language()) made = formatsOf(language());
  return made;
}

export const count = (value: number): string => formats().whole.format(value);

/** A loss: four decimals, three digits when it is great, and 3.02e27 when it diverges. */
export function decimals(value: number): string {
  if (!Number.isFinite(value)) return t('not a number');
  const size = Math.abs(value);
  if (size < 100) return value.toFixed(4);
  return size < 1e6 ? formats().significant.format(value) : value.toExponential(2).replace('+', '');
}

export const percent = (fraction: number, digits = 1): string => `${(fraction * 100).toFixed(digits)}%`;

/** For the ticks of an axis: no more digits than the tick has. */
export const percentTick = (fraction: number): string => `${formats().significant.format(fraction * 100)}%`;

export const megabytes = (bytes: number): string => formats().megabyte.format(bytes / 1e6);

/** "at 14:05:31" today, "on 3 May at 14:05" before. */
export function clock(milliseconds: number): string {
  const date = new Date(milliseconds);
  const isToday = date.toDateString() === new Date().toDateString();
  const { timeOfDay, dayAndTime } = formats();
  return isToday
    ? t('at {time}', { time: timeOfDay.format(date) })
    : t('on {day}', { day: dayAndTime.format(date) });
}

/** "about 2 min": no more exact than it can be. */
export function duration(seconds: number): string {
  if (seconds < 10) return t('{n} s', { n: Math.max(1, Math.round(seconds)) });
  if (seconds < 60) return t('{n} s', { n: 5 * Math.round(seconds / 5) });
  if (seconds < 5400) return t('{n} min', { n: Math.round(seconds / 60) });
  return t('{n} h', { n: formats().significant.format(seconds / 3600) });
}

/** A learning rate, to three digits: 0.00333, 4e-7. */
export const rate = (value: number): string => String(Number(value.toPrecision(3)));
