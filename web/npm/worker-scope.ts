// The global scope that the worker expects, over Node's parentPort.
import { parentPort } from 'node:worker_threads';

Object.assign(globalThis, {
  self: {
    postMessage: (message: unknown) => parentPort?.postMessage(message),
    close: () => parentPort?.close(),
    addEventListener: () => {},
    set onmessage(handle: (event: { data: unknown }) => void) {
      parentPort?.on('message', (data) => handle({ data }));
    },
  },
});
