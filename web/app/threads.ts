// Threads of the page's worker, opened by the page: a worker that opens one itself waits in Firefox until the main thread has
// noted it, and both the opener and the new worker are then asleep on one condition, of which the note wakes one only. When
// that is the new one, the opener sleeps for good. Read from stacks without symbols: one start in 47 on a busy machine (Firefox 153).
import type { WorkerPort } from '../lib/client.ts';
import { ownScript } from './own-script.ts';

/** What the worker sends with a port: the port's other end is the thread to it. */
export interface ThreadRequest {
  readonly threadScript: string;
  readonly options: WorkerOptions;
}

/** This worker, with what threads it asks for. They end with it. */
export function withThreads(worker: Worker): WorkerPort {
  const threads: Worker[] = [];
  worker.addEventListener('message', ({ data, ports: [port] }: MessageEvent<object>) => {
    if (port && isThreadRequest(data)) threads.push(openThread(data, port));
  });
  const terminate = () => Worker.prototype.terminate.call(worker);
  worker.terminate = () => {
    for (const thread of threads) thread.terminate();
    terminate();
  };
  return worker;
}

/** They begin and end by messages, and meet in shared memory in between: what passes here is little. */
function openThread({ threadScript, options }: ThreadRequest, port: MessagePort): Worker {
  const thread = new Worker(ownScript(threadScript), options);
  thread.onmessage = ({ data }: MessageEvent<unknown>) => port.postMessage(data);
  thread.onerror = (event) => event.preventDefault(); // the others compute without it
  port.onmessage = ({ data }: MessageEvent<unknown>) => thread.postMessage(data);
  return thread;
}

const isThreadRequest = (data: object): data is ThreadRequest => 'threadScript' in data;
