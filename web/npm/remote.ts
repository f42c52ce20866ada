/// <reference lib="esnext.disposable" preserve="true" />
// The trainer in a worker: the methods of the one in this thread, as promises.
import { Client, type WorkerPort } from '../lib/client.ts';
import { type Fault, InklingError } from '../lib/fault.ts';
import type {
  Arguments,
  Calibration,
  CallName,
  CorrectionProgress,
  CorrectionResult,
  DataSummary,
  DatasetSummary,
  Drawing,
  EpochReport,
  Picture,
  PictureReading,
  PixelPredictions,
  Prediction,
  Progress,
  Results,
  Role,
  Sample,
} from '../lib/protocol.ts';
import type { NamedBytes } from './dataset.ts';
import { disposed, makeDisposable } from './disposable.ts';
import { type Strokes, toDrawing } from './drawing.ts';
import { guarded } from './guarded.ts';
import { checkOptions, type Run, type RunOptions, toHash, toRun } from './options.ts';
import {
  type CalibrateOptions,
  type CorrectOptions,
  type Evaluation,
  type FitOptions,
  type WaitOptions,
  Watcher,
} from './watcher.ts';

export * from './types.ts';
export type { WorkerPort };

export interface WorkerTrainer extends Disposable {}

/** As Trainer, in a worker. What the worker refuses rejects with an InklingError and changes nothing. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: [Symbol.dispose] is defined below, where there is one
export class WorkerTrainer {
  readonly #client: Client;
  readonly #watcher: Watcher;
  #run: Run | undefined;
  #onCorrection: ((progress: CorrectionProgress) => void) | undefined;
  #fault: Fault | undefined;

  /** @internal */
  constructor(worker: WorkerPort) {
    this.#watcher = new Watcher({
      epoch: () => this.#client.call('epoch', []),
      test: () => this.#client.call('test', []),
      calibrate: () => this.#client.call('calibrate', []),
      pause: () => this.#client.call('pause', []),
    });
    const { emit } = this.#watcher;
    this.#client = new Client({
      worker,
      listeners: {
        activity: (detail) => emit('activity', detail),
        training: (detail) => emit('training', detail),
        test: (detail) => emit('test', detail),
        calibration: (detail) => emit('calibration', detail),
        stopped: (detail) => emit('stopped', detail),
        correction: (detail) => this.#onCorrection?.(detail),
      },
      onFatal: (fault) => {
        this.#fault ??= fault;
        this.#watcher.fail(fault);
      },
      onSilence: () => {},
    });
  }

  /** The run, with what the options left out. */
  get run(): Run | undefined {
    return this.#run;
  }

  /** Takes one of MNIST's files in IDX form, gzipped or not, as a copy; `name` only serves messages. */
  setData(role: Role, bytes: Uint8Array, name: string = role, options?: WaitOptions): Promise<DataSummary> {
    return this.#call('setData', [role, name, bytes], options);
  }

  /** As Trainer's; E_DROP while fit() or evaluate() is under way, too. */
  openDataset(files: readonly NamedBytes[], options?: WaitOptions): Promise<DatasetSummary> {
    const blobs = files.map(({ name, bytes }) => ({ name, blob: new Blob([bytes.slice()]) }));
    return this.#call('openDataset', [blobs], options);
  }

  /** Back to setData()'s. */
  closeDataset(options?: WaitOptions): Promise<DataSummary> {
    return this.#call('closeDataset', [], options);
  }

  /** Begins another run from scratch. fit() and evaluate() that are under way end. E_HP_*: the old run goes on. */
  async configure(options: RunOptions, wait?: WaitOptions): Promise<Run> {
    return this.#begin('configure', [toHash(options)], wait);
  }

  /**
   * Begins another run from scratch with a network from a safetensors file: its layers, all else as it is in `run`.
   * fit() and evaluate() that are under way end. E_ST_*; E_IDX_* when the images do not fit it. `name` serves messages.
   */
  loadModel(bytes: Uint8Array, name = 'model', options?: WaitOptions): Promise<Run> {
    return this.#begin('loadModel', [name, bytes], options);
  }

  /**
   * Goes on where the run of a checkpoint was, to the bit, on the same images. fit() and evaluate() that are under way
   * end. E_ST_*; E_API_STATE before the training images are there. `name` only serves messages.
   */
  restore(bytes: Uint8Array, name = 'checkpoint', options?: WaitOptions): Promise<Run> {
    return this.#begin('restore', [name, bytes], options);
  }

  /** One batch of training or, at an epoch's end, of validation. */
  step(options?: WaitOptions): Promise<Progress> {
    return this.#call('advance', [], options);
  }

  /**
   * Trains to the end of the run, with a report after each epoch; the worker waits while the report is looked at. After
   * a break or an abort another fit() goes on where this one stopped.
   */
  async *fit(options: FitOptions = {}): AsyncGenerator<EpochReport, void, void> {
    this.#check();
    checkOptions(options, 'signal', 'onProgress');
    yield* this.#watcher.fit(() => this.#run?.epochs ?? 0, options);
  }

  /** Loss and accuracy on the test images. */
  async evaluate(options: WaitOptions = {}): Promise<Evaluation> {
    this.#check();
    checkOptions(options, 'signal');
    return this.#watcher.evaluate(options);
  }

  /** As Trainer's. */
  async calibrate(options: CalibrateOptions = {}): Promise<Calibration> {
    this.#check();
    checkOptions(options, 'signal', 'onProgress');
    await this.#watcher.calibrate(options);
    const made = await this.calibration();
    if (!made) throw new InklingError({ code: 'E_ABORTED', message: 'The network has changed meanwhile.' });
    return made;
  }

  /** Of the network as it is; null when there is none. */
  calibration(options?: WaitOptions): Promise<Calibration | null> {
    return this.#call('calibration', [], options);
  }

  /** Of the last evaluate(): the digit that each test image was taken for. */
  testPredictions(options?: WaitOptions): Promise<Uint8Array> {
    return this.#call('testPredictions', [], options);
  }

  /** Reads a drawing with the network as it is now, while it trains too: digits side by side as a number. */
  predict(drawing: Strokes | Drawing, options?: WaitOptions): Promise<Prediction> {
    return this.#call('predict', [toDrawing(drawing)], options);
  }

  /**
   * Classifies images with the network as it is now. One after the other, with as many numbers as the network has
   * inputs: grey levels as bytes, 0 paper to 255 ink, or floats from 0 to 1. E_API_LENGTH, E_API_INPUT.
   */
  predictPixels(pixels: Float32Array | Uint8Array, options?: WaitOptions): Promise<PixelPredictions> {
    return this.#call('predictPixels', [pixels], options);
  }

  /** As Trainer's; aborted, it rejects when the network is as it was. */
  async correct(images: readonly Sample[], options: CorrectOptions = {}): Promise<CorrectionResult> {
    this.#check();
    checkOptions(options, 'signal', 'onProgress');
    const { signal, onProgress = () => {} } = options;
    signal?.throwIfAborted();
    const stop = new AbortController();
    const abort = () => stop.abort();
    signal?.addEventListener('abort', abort, { once: true });
    const callback = guarded(onProgress);
    this.#onCorrection = (progress) => {
      try {
        callback.call(progress);
      } catch {
        abort(); // rejects with what it threw
      }
    };
    try {
      const result = await this.#client.call('correct', [images], stop.signal);
      if (callback.threw) throw callback.threw.error;
      return result;
    } catch (error) {
      signal?.throwIfAborted();
      throw callback.threw ? callback.threw.error : error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** As Trainer's. */
  async undoCorrection(options?: WaitOptions): Promise<Run> {
    const { config } = await this.#call('undoCorrection', [], options);
    this.#run = toRun(config);
    return this.#run;
  }

  /** Where the run is, without going on. */
  progress(options?: WaitOptions): Promise<Progress> {
    return this.#call('progress', [], options);
  }

  /** The reports of the run's complete epochs, those before a checkpoint too. */
  history(options?: WaitOptions): Promise<readonly EpochReport[]> {
    return this.#call('history', [], options);
  }

  /** Reads a picture: a PNG, JPEG or the like, where there is a browser's decoder, or its pixels. */
  predictImage(
    picture: Blob | Picture,
    reading: PictureReading = 'auto',
    options?: WaitOptions,
  ): Promise<Prediction> {
    return this.#call('predictImage', [picture, reading], options);
  }

  /** An image of the data, by its index. */
  sample(set: 'train' | 'test', index: number, options?: WaitOptions): Promise<Sample> {
    return this.#call('sample', [set, index], options);
  }

  /** The network as PyTorch prints it, with the shapes of its parameters. */
  summary(options?: WaitOptions): Promise<string> {
    return this.#call('summary', [], options);
  }

  /** A hash of the parameters, 16 hexadecimal digits. */
  fingerprint(options?: WaitOptions): Promise<string> {
    return this.#call('fingerprint', [], options);
  }

  /** The parameters as a safetensors file, under the names and in the shapes of PyTorch's state_dict(). */
  saveModel(options?: WaitOptions): Promise<Uint8Array> {
    return this.#call('saveModel', [], options);
  }

  /** The whole run as it is now, for restore(). E_API_STATE before the training images are there. */
  saveCheckpoint(options?: WaitOptions): Promise<Uint8Array> {
    return this.#call('saveCheckpoint', [], options);
  }

  /** The network for ONNX Runtime: `pixels`, uint8 (batch, inputs), to `probabilities` and `logits`. */
  exportOnnx(options?: WaitOptions): Promise<Uint8Array> {
    return this.#call('exportOnnx', [], options);
  }

  /** The run, from its seed on, as a Python script for PyTorch. */
  exportPytorchScript(options?: WaitOptions): Promise<string> {
    return this.#call('exportPytorchScript', [], options);
  }

  /** Ends the worker. What is under way rejects. A second time does nothing. */
  dispose(): void {
    if (this.#fault) return;
    this.#fault = disposed;
    this.#watcher.fail(disposed);
    this.#client.dispose();
  }

  #call<K extends CallName>(name: K, args: Arguments[K], options?: WaitOptions): Promise<Results[K]> {
    return this.#wait(() => this.#client.call(name, args), options);
  }

  #begin(
    name: 'configure' | 'loadModel' | 'restore',
    args: Arguments[typeof name],
    options?: WaitOptions,
  ): Promise<Run> {
    const send = async () => {
      this.#run = toRun(await this.#client.call(name, args));
      this.#watcher.begun();
      return this.#run;
    };
    return this.#wait(() => {
      const reply = send();
      this.#watcher.beginning(reply);
      return reply;
    }, options);
  }

  /** Aborted, the call may still be carried out; nobody waits for it then. */
  async #wait<T>(send: () => Promise<T>, options: WaitOptions = {}): Promise<T> {
    this.#check();
    checkOptions(options, 'signal');
    const { signal } = options;
    signal?.throwIfAborted();
    const reply = send();
    if (!signal) return reply;
    let abort = () => {};
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(signal.reason);
    });
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await Promise.race([reply, aborted]);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  #check(): void {
    if (this.#fault) throw new InklingError(this.#fault);
  }
}

makeDisposable(WorkerTrainer);
