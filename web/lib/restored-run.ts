// What is told of a run that has been taken up where it was.
import type { Session } from './core.ts';
import type { Fault } from './fault.ts';
import type { RestoredRun, RunConfig } from './protocol.ts';
import type { ThinnedSeries } from './thinned-series.ts';

export const describeRun = (
  session: Session,
  config: RunConfig,
  losses: ThinnedSeries,
  savedAt: number = Date.now(),
  damaged: readonly Fault[] = [],
): RestoredRun => ({
  config,
  progress: session.progress(),
  history: session.history(),
  losses,
  corrections: session.corrections(),
  savedAt,
  damaged,
});
