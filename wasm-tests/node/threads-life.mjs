// A worker that lives as the page's does: opens the module, has as many threads as workerData says, and trains with them.
// It tells what it took, and is ended from outside, threads and all.
import { setTimeout } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { idxFile } from './idx-file.mjs';

const begun = performance.now();
const { default: createCore } = await import('../../build/wasm/core_threads.js');
const core = await createCore();
const session = new core.Session();
session.setData(
  'train-images',
  'images',
  idxFile([640, 8, 8], (i) => (i * 2654435761) >>> 24),
);
session.setData(
  'train-labels',
  'labels',
  idxFile([640], (i) => i % 10),
);
session.configure('layers=64-256-256-10&lr=0.01&batch=64&epochs=9');
core.setNumThreads(workerData);
// They start as soon as this thread lets them.
while (core.getNumThreads() < workerData) await setTimeout(1);
for (let step = 0; step < 20; ++step) session.advance();
parentPort?.postMessage({ took: performance.now() - begun, fingerprint: session.fingerprint() });
