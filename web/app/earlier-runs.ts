// Keeps the curves of earlier runs for the next visit: one small record in the browser's storage.
import { type Curve, type EarlierRun, mostEarlierRuns, toEarlierRun } from './state/earlier-runs.ts';
import type { State } from './state/state.ts';

const name = 'inkling-earlier-runs';
let kept: readonly EarlierRun[] | undefined;
let known: ReadonlySet<string> = new Set(); // keys of the record as this tab has last seen it

/** Empty when there are none, or none that can be read. */
export function loadEarlierRuns(): readonly EarlierRun[] {
  kept = read();
  known = keysOf(kept);
  return kept;
}

/**
 * Writes what has changed; with `current`, also the run that there is, which the next visit may begin without. What
 * another tab has written since stays. A browser that keeps nothing shows them as long as the page is open.
 */
export function keepEarlierRuns({ earlierRuns: { runs, data }, run }: State, current = false): void {
  if (runs === kept && !current) return;
  if (kept === undefined) return; // nothing was loaded yet that they would replace
  kept = runs;
  const now = current ? toEarlierRun(run, data) : null;
  const own = now ? [now, ...runs.filter(({ key }) => key !== now.key)] : runs;
  const seen = new Set([...known, ...keysOf(own)]);
  const record = [...own, ...read().filter(({ key }) => !seen.has(key))].slice(0, mostEarlierRuns);
  known = keysOf(own);
  try {
    localStorage.setItem(name, JSON.stringify(record));
  } catch {}
}

const keysOf = (runs: readonly EarlierRun[]): ReadonlySet<string> => new Set(runs.map(({ key }) => key));

function read(): readonly EarlierRun[] {
  try {
    const record: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(record) ? record.filter(isEarlierRun).slice(0, mostEarlierRuns) : [];
  } catch {
    return [];
  }
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
