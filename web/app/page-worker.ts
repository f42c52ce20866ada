// The worker that the page computes in; where the browser lacks what it needs, one that says so and is dead.
import type { Fault, WorkerPort } from '../lib/client.ts';
import { missingFeature } from './requirements.ts';

export function openPageWorker(): WorkerPort {
  const missing = missingFeature();
  if (missing) return deadPort(missing);
  return new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module', name: 'inkling' });
}

function deadPort(fatal: Fault): WorkerPort {
  const port: WorkerPort = {
    postMessage() {},
    terminate() {},
    onmessage: null,
    onerror: null,
    onmessageerror: null,
  };
  queueMicrotask(() => port.onmessage?.(new MessageEvent('message', { data: { fatal } })));
  return port;
}
