// A thread of this worker, which the page opens (../threads.ts).
import type { ThreadRequest } from '../threads.ts';

/** As `new Worker(threadScript, options)`, to the module that starts it. It ends with this worker. */
export function openThread(threadScript: string, options: WorkerOptions): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const request: ThreadRequest = { threadScript, options };
  self.postMessage(request, { transfer: [port2] });
  return port1;
}
