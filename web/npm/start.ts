// How a trainer in a worker begins.
import type { WorkerPort } from '../lib/client.ts';
import { type RunOptions, toHash } from './options.ts';
import { WorkerTrainer } from './remote.ts';
import type { WaitOptions } from './watcher.ts';

export interface WorkerTrainerOptions extends RunOptions, WaitOptions {
  /** A worker that runs `inkling/worker-script`, where the package's own address does not lead to it. */
  worker?: WorkerPort | undefined;
}

/** Starts a worker and begins a run in it. `open` gives one where the options have none. */
export async function startTrainer(
  { signal, worker, ...run }: WorkerTrainerOptions,
  open: () => WorkerPort,
): Promise<WorkerTrainer> {
  toHash(run); // what cannot be a run is refused before a worker starts
  signal?.throwIfAborted();
  const trainer = new WorkerTrainer(worker ?? open());
  try {
    await trainer.configure(run, { signal });
    return trainer;
  } catch (error) {
    trainer.dispose();
    throw error;
  }
}
