// A thread of this worker, which the page opens (../threads.ts).
import type { ThreadRequest } from '../threads.ts';

/** What the module takes for a Worker; it has messages and an end, that of this worker. */
export function openThread(threadScript: string, options: WorkerOptions): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const request: ThreadRequest = { threadScript, options };
  self.postMessage(request, { transfer: [port2] });
  return port1;
}
