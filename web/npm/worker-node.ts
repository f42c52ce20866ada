// `inkling/worker` in Node.js, whose workers speak another dialect.
import { Worker } from 'node:worker_threads';
import type { WorkerPort } from '../lib/client.ts';
import type { WorkerTrainer } from './remote.ts';
import { startTrainer, type WorkerTrainerOptions } from './start.ts';

export * from './remote.ts';
export type { WorkerTrainerOptions };

/** Starts a worker, loads the WebAssembly module in it and begins a run. */
export function createTrainer(options: WorkerTrainerOptions = {}): Promise<WorkerTrainer> {
  return startTrainer(options, openWorker);
}

function openWorker(): WorkerPort {
  const worker = new Worker(new URL('./worker-script-node.js', import.meta.url), { name: 'inkling' });
  const port: WorkerPort = {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => void worker.terminate(),
    onmessage: null,
    onerror: null,
    onmessageerror: null,
  };
  worker.on('message', (data) => port.onmessage?.(new MessageEvent('message', { data })));
  worker.on('messageerror', () => port.onmessageerror?.(new MessageEvent('messageerror')));
  worker.on('error', ({ message }) => {
    port.onerror?.(Object.assign(new Event('error'), { message }) as ErrorEvent);
  });
  return port;
}
