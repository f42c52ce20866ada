// The worker: owns the one Session, answers calls in the order in which they come, and trains in between.
import { createSession, type Session } from './core.ts';
import { type Fault, isFault, toFault } from './fault.ts';
import { loadData } from './load-data.ts';
import { createMacrotask } from './macrotask.ts';
import type {
  CallName,
  EventName,
  Events,
  Fatal,
  Handlers,
  Notice,
  Pong,
  Reply,
  Request,
  ToWorker,
} from './protocol.ts';
import { openShelf } from './shelf.ts';
import { TrainingLoop } from './training-loop.ts';

declare const self: DedicatedWorkerGlobalScope;

const post = (message: Reply | Pong | Fatal) => self.postMessage(message);

function emit<K extends EventName>(event: K, detail: Events[K]): void {
  const notice: Notice<K> = { event, detail };
  self.postMessage(notice);
}

/** Says why, and ends the worker: after a trap nothing that the core says can be relied on. */
function die(fault: Fault): void {
  post({ fatal: fault });
  self.close();
}

function createHandlers(session: Session): Handlers {
  const loop = new TrainingLoop({
    session,
    emit,
    nextTask: createMacrotask(),
    onFatal: (error) => die(toFault(error)),
  });
  return {
    async loadData([files, options], signal) {
      const failures = await loadData(files, options, {
        take: ({ role, name }, bytes) => session.setData(role, name, bytes),
        onProgress: (progress) => emit('download', progress),
        shelf: openShelf(),
        signal,
      });
      return { summary: session.dataSummary(), failures };
    },
    configure([hash]) {
      const config = session.configure(hash);
      loop.reset(config.epochs);
      return config;
    },
    train: () => loop.train(),
    step: () => loop.step(),
    epoch: () => loop.epoch(),
    advance: () => session.advance(),
    test: () => loop.test(),
    pause: () => loop.pause(),
    predict: ([{ points, strokeLengths, canvasSize }]) => session.predict(points, strokeLengths, canvasSize),
    predictPixels: ([pixels]) => session.predictPixels(pixels),
    setData([role, name, bytes]) {
      session.setData(role, name, bytes);
      return session.dataSummary();
    },
    sample: ([set, index]) => session.sample(set, index),
    testPredictions: () => session.testPredictions(),
    summary: () => session.summary(),
    fingerprint: () => session.fingerprint(),
    saveModel: () => session.saveModel(),
    saveCheckpoint: () => session.saveCheckpoint(),
    restore([name, bytes]) {
      const config = session.restore(name, bytes);
      loop.reset(config.epochs);
      return config;
    },
    loadModel([name, bytes]) {
      const config = session.loadModel(name, bytes);
      loop.reset(config.epochs);
      return config;
    },
    exportOnnx: () => session.exportOnnx(),
    exportPytorchScript: () => session.exportPytorchScript(),
    progress: () => session.progress(),
    history: () => session.history(),
  };
}

const handlers = createSession().then(createHandlers);
handlers.catch((error: unknown) => {
  const { message } = toFault(error);
  const hint = 'Check the connection; a browser from before 2023 lacks what it needs';
  die({ code: 'E_CORE_LOAD', message: `The WebAssembly module could not be loaded. ${hint}. (${message})` });
});

const cancellable = new Map<number, AbortController>();

async function answer<K extends CallName>({ id, call, args }: Request<K>): Promise<void> {
  const cancel = new AbortController();
  cancellable.set(id, cancel);
  try {
    const handler = (await handlers)[call];
    const value = await handler(args, cancel.signal);
    post({ id, value });
  } catch (error) {
    if (isFault(error)) post({ id, fault: toFault(error) });
    else die(toFault(error));
  } finally {
    cancellable.delete(id);
  }
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if ('ping' in data) post({ pong: true });
  else if ('cancel' in data) cancellable.get(data.cancel)?.abort();
  else void answer(data);
};

// A helping thread that could not be started throws the event that told of it. The others compute without it.
self.addEventListener('error', (event) => {
  if (event.error instanceof Event) event.preventDefault();
});
