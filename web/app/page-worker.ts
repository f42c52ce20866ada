// The worker that the page computes in; where the browser lacks what it needs, one that says so and is dead.
/// <reference path="./vite.d.ts" />
import type { Fault, WorkerPort } from '../lib/client.ts';
import { ownScript } from './own-script.ts';
import { missingFeature } from './requirements.ts';
import { withThreads } from './threads.ts';
import workerScript from './worker/worker.ts?worker&url';

export function openPageWorker(): WorkerPort {
  const missing = missingFeature();
  if (missing) return deadPort(missing);
  return withThreads(new Worker(ownScript(workerScript), { type: 'module', name: 'inkling' }));
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
