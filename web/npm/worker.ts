// `inkling/worker` in a browser.
import { openWorker } from '../lib/open-worker.ts';
import { startTrainer, type WorkerTrainer, type WorkerTrainerOptions } from './remote.ts';

export * from './remote.ts';

/** Starts a worker, loads the WebAssembly module in it and begins a run. */
export function createTrainer(options: WorkerTrainerOptions = {}): Promise<WorkerTrainer> {
  return startTrainer(options, openWorker);
}
