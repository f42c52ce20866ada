// What a worker does: owns the one Session, answers calls in the order in which they come, and trains in between.
import { Autosave, type CheckpointStore } from './autosave.ts';
import { type CoreSource, openCore, type Session } from './core.ts';
import { correct } from './correcting.ts';
import { openDataset } from './dataset-files.ts';
import { type Fault, InklingError, isFault, isOutOfMemory, toFault } from './fault.ts';
import { inflated } from './inflate.ts';
import { loadData } from './load-data.ts';
import { createMacrotask } from './macrotask.ts';
import { type DrawingStore, ownDrawings } from './own-drawings.ts';
import { decode, isFile } from './picture.ts';
import { type PinStore, pins } from './pins.ts';
import type {
  CallName,
  CorrectionProgress,
  EventName,
  Events,
  Fatal,
  Handlers,
  Notice,
  OpenedFile,
  Pong,
  Reply,
  Request,
  RestoredRun,
  RunConfig,
  ToWorker,
} from './protocol.ts';
import { describeRun } from './restored-run.ts';
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

/** Where a worker keeps what is to be there on the next visit. */
export interface Stores {
  readonly checkpoints: CheckpointStore;
  readonly drawings: DrawingStore;
  readonly pins: PinStore;
}

function createHandlers(session: Session, stores?: Stores): Handlers {
  const nextTask = createMacrotask();
  const autosave = new Autosave({ session, emit, store: stores?.checkpoints, isBusy: () => loop.held });
  const drawings = ownDrawings(stores?.drawings);
  const pinned = pins(stores?.pins);
  const loop = new TrainingLoop({
    session,
    emit,
    nextTask,
    onFatal: (error) => die(toFault(error)),
    onTrained: (slice) => autosave.observe(slice),
    onRest: () => void autosave.keep(),
  });

  let ownData = ''; // its checksum
  /** The same settings on other images are another run. */
  const keptAs = (hash: string): string => (ownData ? `${hash} on ${ownData}` : hash);

  /** Ends the run that there is, which is kept, for another one. */
  function change(begin: () => RunConfig): RunConfig {
    const parting = autosave.take();
    const config = begin();
    autosave.part(parting);
    loop.reset(config.epochs);
    return config;
  }

  function takeUp(restored: RestoredRun | null): RestoredRun | null {
    if (restored) loop.reset(restored.config.epochs);
    return restored;
  }

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
      const config = change(() => session.configure(hash));
      autosave.begin(keptAs(config.hash));
      return config;
    },
    change([fields]) {
      const config = session.change(fields);
      autosave.rename(keptAs(config.hash));
      loop.setEpochs(config.epochs);
      return config;
    },
    lrPreview: ([hash]) => session.lrPreview(hash),
    train: () => loop.train(),
    step: () => loop.step(),
    epoch: () => loop.epoch(),
    advance: () => session.advance(),
    test: () => loop.test(),
    calibrate: () => loop.calibrate(),
    calibration: () => session.calibration() ?? null,
    health: () => session.health(),
    pause: () => loop.pause(),
    predict: ([{ points, strokeLengths, canvasSize }]) => session.predict(points, strokeLengths, canvasSize),
    async predictImage([picture, reading]) {
      const { data, width, height } = isFile(picture) ? await decode(picture) : picture;
      return session.predictImage(
        new Uint8Array(data.buffer, data.byteOffset, data.length),
        width,
        height,
        reading,
      );
    },
    async openDataset([files], signal) {
      const refuseMeanwhile = () => {
        if (loop.activity === 'idle' && !loop.held) return;
        const message = loop.held
          ? 'A correction is going on, and goes on. Cancel it before you open other data.'
          : 'Training or testing is going on, and goes on. Pause it before you open other data.';
        throw new InklingError({ code: 'E_DROP', message });
      };
      refuseMeanwhile();
      const summary = await openDataset(session, files, signal, refuseMeanwhile);
      ownData = summary.checksum;
      return summary;
    },
    closeDataset() {
      session.closeDataset();
      ownData = '';
      return session.dataSummary();
    },
    adaptedHash: ([hash]) => session.adaptedHash(hash),
    setReader: async ([hash, name, bytes]) =>
      session.setReader(hash, name, await inflated(bytes, mostReaderBytes)),
    predictPixels: ([pixels]) => session.predictPixels(pixels),
    drawingHint: ([{ points, strokeLengths, canvasSize }, { image, rows, columns }]) =>
      session.drawingHint(points, strokeLengths, canvasSize, image, rows, columns) ?? null,
    renderStages: ([{ points, strokeLengths, canvasSize }, penWidth, { rows, columns }]) =>
      session.renderStages(points, strokeLengths, canvasSize, penWidth, rows, columns) ?? null,
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
      const config = change(() => session.restore(name, bytes));
      autosave.takeOver(keptAs(config.hash), session.progress().step, undefined);
      return config;
    },
    loadModel([name, bytes]) {
      const config = change(() => session.loadModel(name, bytes));
      autosave.takeOver(keptAs(config.hash), 0, undefined);
      return config;
    },
    async correct([images], signal) {
      const onBegun = () => loop.endMeasuring();
      const onProgress = (progress: CorrectionProgress) => emit('correction', progress);
      try {
        return await loop.hold(async () => {
          const result = await correct(images, { session, onBegun, onProgress, nextTask, signal });
          autosave.corrected();
          return { ...result, corrections: session.corrections() };
        });
      } catch (error) {
        if (!signal.aborted) throw error;
        const message = 'The correction was cancelled; the network is as it was.';
        throw new InklingError({ code: 'E_ABORTED', message });
      }
    },
    undoCorrection() {
      const config = session.undoCorrection();
      const restored = autosave.correctionUndone(keptAs(config.hash), config);
      loop.setEpochs(config.epochs);
      loop.endMeasuring();
      return restored;
    },
    drawings: ([data]) => drawings.get(data),
    keepDrawing: ([data, drawing]) => drawings.add(data, drawing),
    removeDrawings: ([ids]) => drawings.remove(ids),
    firstLayer: ([from, count]) => session.firstLayer(from, count),
    activations: ([pixels]) => session.activations(pixels),
    saliency: ([pixels, label]) => session.saliency(pixels, label),
    measure: () => loop.measure(),
    measurement: () => session.measurement() ?? null,
    cellImages: ([label, predicted, count]) => session.cellImages(label, predicted, count),
    partSummary: ([part]) => session.partSummary(part),
    partImage: ([part, index]) => session.partImage(part, index),
    findImage: ([part, from, forwards, label]) => session.findImage(part, from, forwards, label),
    pins: ([data]) => pinned.get(data),
    keepPin: ([data, pin, id]) => pinned.put(data, pin, id),
    removePin: ([id]) => pinned.remove(id),
    exportOnnx: () => session.exportOnnx(),
    exportPytorchScript: () => session.exportPytorchScript(),
    openFile([name, bytes]) {
      const replaced = autosave.copy();
      let kind: OpenedFile['kind'] = 'run';
      const config = change(() => {
        try {
          return session.restore(name, bytes);
        } catch (error) {
          if (!isFault(error) || error.code !== 'E_ST_FORMAT') throw error;
          kind = 'network';
          return session.loadModel(name, bytes);
        }
      });
      const losses = autosave.takeOver(keptAs(config.hash), session.progress().step, replaced);
      return { kind, restored: describeRun(session, config, losses), replaced: replaced?.step ?? 0 };
    },
    progress: () => session.progress(),
    history: () => session.history(),
    resume: async () => takeUp(await autosave.resume()),
    keep: () => autosave.keep(),
    reset([hash]) {
      const dropped = autosave.copy();
      const config = session.configure(hash);
      void autosave.beginAnew(keptAs(config.hash), dropped);
      loop.reset(config.epochs);
      return { config, dropped: dropped?.step ?? 0 };
    },
    bringBack: () => takeUp(autosave.bringBack()),
  };
}

/** Inflated: a network of a million parameters. */
const mostReaderBytes = 4_000_000;

/** What a first visit asks for: of a module that comes in two parts, the first has all that these call. */
const firstCalls: ReadonlySet<CallName> = new Set([
  ...(['loadData', 'configure', 'setReader', 'predict', 'drawings', 'pins'] as const),
  // Without a copy, a step or a calibration, which a first visit has not.
  ...(['resume', 'keep', 'calibration', 'pause', 'progress', 'history'] as const),
]);

/** After these a refusal for want of memory leaves all as it was: native-tests/bindings/out_of_memory.tests.cpp. */
const wholeWithoutMemory: ReadonlySet<CallName> = new Set([
  ...(['loadData', 'configure', 'reset', 'openFile', 'openDataset'] as const),
  ...(['saveCheckpoint', 'saveModel', 'exportOnnx', 'keep'] as const),
]);

/** Makes this scope the worker of a Client. Without stores it keeps nothing. */
export function serve(source: CoreSource, stores?: Stores): void {
  const core = openCore(source);
  const handlers = core.then(({ session }) => createHandlers(session, stores));
  handlers.catch((error: unknown) => {
    const { message } = toFault(error);
    const hint = 'Check the connection; a browser from before 2023 lacks what it needs';
    die({
      code: 'E_CORE_LOAD',
      message: `The WebAssembly module could not be loaded. ${hint}. (${message})`,
    });
  });

  let turn: Promise<void> = Promise.resolve();

  /** Resolves when all that a call may need is there, and those before it have begun. */
  function preparedFor(call: CallName): Promise<void> {
    const before = turn.catch(() => {});
    turn = firstCalls.has(call) ? before : before.then(loadRest);
    return turn;
  }

  async function loadRest(): Promise<void> {
    try {
      await (await core).loadRest();
    } catch (error) {
      const { message } = toFault(error);
      const hint = 'Check the connection, then try again';
      throw new InklingError({
        code: 'E_CORE_REST',
        message: `The trainer could not be loaded. ${hint}. (${message})`,
      });
    }
  }

  const cancellable = new Map<number, AbortController>();

  async function answer<K extends CallName>({ id, call, args }: Request<K>): Promise<void> {
    const cancel = new AbortController();
    cancellable.set(id, cancel);
    try {
      await preparedFor(call);
      const handler = (await handlers)[call];
      const value = await handler(args, cancel.signal);
      post({ id, value });
    } catch (error) {
      const isWhole = !isOutOfMemory(error) || wholeWithoutMemory.has(call);
      if (isFault(error) && isWhole) post({ id, fault: toFault(error) });
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
}
