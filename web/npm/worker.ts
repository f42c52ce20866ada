// `inkling/worker` in a browser.
import { startTrainer, type WorkerTrainer, type WorkerTrainerOptions } from './remote.ts';

export * from './remote.ts';

/** Starts a worker, loads the WebAssembly module in it and begins a run. */
export function createTrainer(options: WorkerTrainerOptions = {}): Promise<WorkerTrainer> {
  return startTrainer(
    options,
    () => new Worker(new URL('../lib/worker.ts', import.meta.url), { type: 'module', name: 'inkling' }),
  );
}
