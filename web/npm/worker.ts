// `inkling/worker` in a browser.
import { startTrainer, type WorkerTrainer, type WorkerTrainerOptions } from './remote.ts';

export * from './remote.ts';

/** Starts a worker, loads the WebAssembly module in it and begins a run. */
export async function createTrainer(options: WorkerTrainerOptions = {}): Promise<WorkerTrainer> {
  options.signal?.throwIfAborted();
  const open = () =>
    new Worker(new URL('../lib/worker.ts', import.meta.url), { type: 'module', name: 'inkling' });
  return startTrainer({ ...options, worker: options.worker ?? open() });
}
