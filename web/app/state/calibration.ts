// How far the network can be believed, as long as it is the one that was measured.
import type { Calibration, CalibrationProgress } from '../../lib/client.ts';
import { percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import type { Happening } from './happening.ts';

export interface CalibrationState {
  /** null: none has begun. */
  readonly progress: CalibrationProgress | null;
  /** null: none has come to its end. */
  readonly made: Calibration | null;
}

export const initialCalibration: CalibrationState = { progress: null, made: null };

export function reduceCalibration(state: CalibrationState, happening: Happening): CalibrationState {
  switch (happening.type) {
    case 'calibrating':
      return { progress: happening.progress, made: null };
    case 'calibrated':
      return { ...state, made: happening.calibration };
    case 'training': // a network that has learnt is another one
      return happening.slice.losses.length > 0 ? initialCalibration : state;
    case 'corrected': // likewise
    case 'run-began':
    case 'run-restored':
    case 'worker-died':
    case 'restarted':
      return initialCalibration;
    default:
      return state;
  }
}

/** Temperatures between these change nothing that a person would notice. */
const even = { low: 0.95, high: 1.05 };

/** What was found, in plain words. */
export function verdictText({ temperature, eceBefore, eceAfter }: Calibration): string {
  const values = {
    before: percent(eceBefore, 2),
    after: percent(eceAfter, 2),
    temperature: temperature.toFixed(2),
  };
  if (temperature >= even.low && temperature <= even.high)
    return t(
      'On the validation images it was about as sure as it was right. Its percentages were off by {before} on average, and now by {after}.',
      values,
    );
  return temperature > 1
    ? t(
        'On the validation images it was too sure of itself, which a temperature of {temperature} makes up for. Its percentages were off by {before} on average, and now by {after}.',
        values,
      )
    : t(
        'On the validation images it was not sure enough of itself, which a temperature of {temperature} makes up for. Its percentages were off by {before} on average, and now by {after}.',
        values,
      );
}
