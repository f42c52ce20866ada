// Beside the worker's script, since bundlers that copy it, or are told to, look for it from where it is named.

export const openWorker = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'inkling' });
