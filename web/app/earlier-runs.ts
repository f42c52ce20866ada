// Keeps the curves of earlier runs for the next visit: one small record in the browser's storage.
import { type Curve, type EarlierRun, mostEarlierRuns, toEarlierRun } from './state/earlier-runs.ts';
import type { State } from './state/state.ts';

const name = 'inkling-earlier-runs';
let kept: readonly EarlierRun[] | undefined;

/** Empty when there are none, or none that can be read. */
export function loadEarlierRuns(): readonly EarlierRun[] {
  try {
    const record: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    kept = Array.isArray(record) ? record.filter(isEarlierRun).slice(0, mostEarlierRuns) : [];
  } catch {
    kept = [];
  }
  return kept;
}

/**
 * Writes what has changed; with `current`, also the run that there is, which the next visit may begin without. A
 * browser that keeps nothing shows them as long as the page is open.
 */
export function keepEarlierRuns({ earlierRuns: { runs, data }, run }: State, current = false): void {
  if (runs === kept && !current) return;
  if (kept === undefined) return; // nothing was loaded yet that they would replace
  kept = runs;
  const now = current ? toEarlierRun(run, data) : null;
  const record = now ? [now, ...runs.filter(({ key }) => key !== now.key)] : runs;
  try {
    localStorage.setItem(name, JSON.stringify(record));
  } catch {}
}

function isEarlierRun(value: unknown): value is EarlierRun {
  if (typeof value !== 'object' || value === null) return false;
  const run: Partial<Record<keyof EarlierRun, unknown>> = value;
  return (
    typeof run.key === 'string' &&
    typeof run.data === 'string' &&
    typeof run.step === 'number' &&
    typeof run.epochs === 'number' &&
    typeof run.shown === 'boolean' &&
    typeof run.config === 'object' &&
    run.config !== null &&
    'hash' in run.config &&
    typeof run.config.hash === 'string' &&
    [run.batchLoss, run.validationLoss, run.validationAccuracy].every(isCurve)
  );
}

function isCurve(value: unknown): value is Curve {
  if (typeof value !== 'object' || value === null || !('epochs' in value && 'values' in value)) return false;
  const { epochs, values } = value;
  // A loss that was no number is null in JSON.
  const isLine = (line: unknown): line is number[] =>
    Array.isArray(line) &&
    line.length <= 1000 &&
    line.every((one) => one === null || typeof one === 'number');
  return isLine(epochs) && isLine(values) && epochs.length === values.length;
}
