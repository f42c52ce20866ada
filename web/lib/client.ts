// The page's side of the worker: calls as promises, events, and a word when the worker is dead or silent.
import { type Fault, InklingError } from './fault.ts';
import type {
  Arguments,
  CallName,
  Cancel,
  EventName,
  Events,
  FromWorker,
  Ping,
  Request,
  Results,
} from './protocol.ts';

export type { Fault } from './fault.ts';
export { InklingError, isFault, toFault } from './fault.ts';
export type * from './protocol.ts';

export type Listeners = { [K in EventName]?: (detail: Events[K]) => void };

/** What a client needs of a worker: the browser's Worker, or Node's made to look like it. */
export interface WorkerPort {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
  onmessageerror: ((event: MessageEvent) => unknown) | null;
}

export interface ClientOptions {
  /** Runs serve(). */
  worker: WorkerPort;
  listeners: Listeners;
  /** The worker is of no use any more: make another client. Pending calls have been rejected with the same fault. */
  onFatal: (fault: Fault) => void;
  /** The worker has not answered for some seconds (true), or answers again (false). */
  onSilence: (silent: boolean) => void;
}

interface Pending {
  resolve: (value: Results[CallName]) => void;
  reject: (error: InklingError) => void;
}

const pingMilliseconds = 2000;
const pingsUntilSilent = 4; // counted, not timed: a laptop that was asleep has not been silent

export class Client {
  readonly #options: ClientOptions;
  readonly #worker: WorkerPort;
  readonly #pending = new Map<number, Pending>();
  readonly #heartbeat = setInterval(() => this.#beat(), pingMilliseconds);
  #lastId = 0;
  #unanswered = 0;
  #fault: Fault | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#worker = options.worker;
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#die({ code: 'E_WORKER', message: event.message || 'The worker could not be started.' });
    };
    this.#worker.onmessageerror = () =>
      this.#die({ code: 'E_WORKER', message: 'The worker sent what cannot be read.' });
  }

  /** Rejects with an InklingError: the core's, or the fault that the worker ended with. */
  call<K extends CallName>(call: K, args: Arguments[K], signal?: AbortSignal): Promise<Results[K]> {
    return new Promise((resolve, reject) => {
      if (this.#fault) {
        reject(new InklingError(this.#fault));
        return;
      }
      const id = ++this.#lastId;
      // The one cast of this library: the reply to a call of this id has the call's result.
      this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      const request: Request<K> = { id, call, args };
      this.#worker.postMessage(request);
      signal?.addEventListener('abort', () => this.#cancel(id), { once: true });
      if (signal?.aborted) this.#cancel(id);
    });
  }

  /** Ends the worker without a word to onFatal. */
  dispose(): void {
    this.#end({ code: 'E_ABORTED', message: 'The worker was ended.' });
  }

  #cancel(id: number): void {
    const message: Cancel = { cancel: id };
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    if (this.#fault) return; // what was under way when the worker was ended
    this.#heard();
    if ('fatal' in message) this.#die(message.fatal);
    else if ('event' in message) this.#notify(message.event, message.detail);
    else if ('id' in message) {
      const pending = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if ('fault' in message) pending?.reject(new InklingError(message.fault));
      else pending?.resolve(message.value);
    }
  }

  #notify<K extends EventName>(event: K, detail: Events[K]): void {
    this.#options.listeners[event]?.(detail);
  }

  #beat(): void {
    if (++this.#unanswered === pingsUntilSilent) this.#options.onSilence(true);
    const message: Ping = { ping: true };
    if (this.#unanswered === 1) this.#worker.postMessage(message);
  }

  #heard(): void {
    if (this.#unanswered >= pingsUntilSilent) this.#options.onSilence(false);
    this.#unanswered = 0;
  }

  #die(fault: Fault): void {
    if (this.#fault) return;
    this.#end(fault);
    this.#options.onFatal(fault);
  }

  #end(fault: Fault): void {
    this.#fault = fault;
    clearInterval(this.#heartbeat);
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) reject(new InklingError(fault));
    this.#pending.clear();
  }
}
