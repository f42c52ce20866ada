// `inkling/worker` in a browser.
import { openWorker } from '../lib/open-worker.ts';
import type { WorkerTrainer } from './remote.ts';
import { startTrainer, type WorkerTrainerOptions } from './start.ts';

export * from './remote.ts';
export type { WorkerTrainerOptions };

/** Starts a worker, loads the WebAssembly module in it and begins a run. */
export function createTrainer(options: WorkerTrainerOptions = {}): Promise<WorkerTrainer> {
  return startTrainer(options, openWorker);
}
