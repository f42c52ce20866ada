/// <reference lib="esnext.disposable" preserve="true" />
// The package's main entry: a trainer in this thread.

import type { Session } from '../lib/core.ts';
import { correct } from '../lib/correcting.ts';
import { asInklingError, type Fault, InklingError, isFault, toFault } from '../lib/fault.ts';
import { createMacrotask } from '../lib/macrotask.ts';
import type {
  Calibration,
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
  Role,
  RunConfig,
  Sample,
} from '../lib/protocol.ts';
import { TrainingLoop } from '../lib/training-loop.ts';
import { createSingleSession, type WasmSource } from '../lib/whole-core.ts';
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
export type { WasmSource };

export interface TrainerOptions extends RunOptions, WaitOptions {
  /** core.wasm, where the package's own address does not lead to it: its address, or its bytes. */
  wasm?: WasmSource | undefined;
}

/** Loads the WebAssembly module and begins a run. Rejects with an InklingError, E_HP_*, for options out of range. */
export async function createTrainer(options: TrainerOptions = {}): Promise<Trainer> {
  const { signal, wasm, ...run } = options;
  const hash = toHash(run);
  signal?.throwIfAborted();
  const session = await createSingleSession(wasm).catch((error: unknown) => {
    throw new InklingError(toFault(error, 'E_CORE_LOAD'));
  });
  try {
    signal?.throwIfAborted();
    return new Trainer(session, hash);
  } catch (error) {
    session.delete();
    return rethrow(error);
  }
}

const nextTask = createMacrotask();
const rethrow = (error: unknown) => Promise.reject<never>(asInklingError(error));

export interface Trainer extends Disposable {}

/** A network, its optimizer and its data. Methods that are refused throw an InklingError and change nothing. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: [Symbol.dispose] is defined below, where there is one
export class Trainer {
  readonly #session: Session;
  readonly #loop: TrainingLoop;
  readonly #watcher: Watcher;
  #run: Run;
  #fault: Fault | undefined;

  /** @internal */
  constructor(session: Session, hash: string) {
    this.#session = session;
    this.#run = toRun(session.configure(hash));
    this.#loop = new TrainingLoop({
      session,
      emit: (event, detail) => this.#watcher.emit(event, detail),
      nextTask,
      onFatal: (error) => this.#die(error),
    });
    this.#watcher = new Watcher(this.#loop);
    this.#loop.reset(this.#run.epochs);
  }

  /** The run, with what the options left out. */
  get run(): Run {
    return this.#run;
  }

  /** How many images there are, and of what size. */
  get data(): DataSummary {
    return this.#call((session) => session.dataSummary());
  }

  /** Takes one of MNIST's files in IDX form, gzipped or not; `name` only serves messages. E_GZ_*, E_IDX_*. */
  setData(role: Role, bytes: Uint8Array, name: string = role): DataSummary {
    return this.#call((session) => {
      session.setData(role, name, bytes);
      return session.dataSummary();
    });
  }

  /**
   * Takes a data set of one's own in place of setData()'s: one to four IDX files or a mnist.pkl, gzipped or not, told apart
   * by content and name. The run goes on with the data it has; configure() without layers fits the new. E_DROP, E_GZ_*,
   * E_IDX_*, E_PKL_*: the data there was stays.
   */
  openDataset(files: readonly NamedBytes[]): DatasetSummary {
    const names = files.map(({ name }) => name);
    const contents = files.map(({ bytes }) => bytes);
    return this.#call((session) => session.openDataset(names, contents));
  }

  /** Back to setData()'s. */
  closeDataset(): DataSummary {
    return this.#call((session) => {
      session.closeDataset();
      return session.dataSummary();
    });
  }

  /** Begins another run from scratch. fit() and evaluate() that are under way end. E_HP_*: the old run goes on. */
  configure(options: RunOptions): Run {
    const hash = toHash(options);
    return this.#begin((session) => session.configure(hash));
  }

  /**
   * Begins another run from scratch with a network from a safetensors file: its layers, all else as it is in `run`.
   * fit() and evaluate() that are under way end. E_ST_*; E_IDX_* when the images do not fit it. `name` serves messages.
   */
  loadModel(bytes: Uint8Array, name = 'model'): Run {
    return this.#begin((session) => session.loadModel(name, bytes));
  }

  /**
   * Goes on where the run of a checkpoint was, to the bit, on the same images. fit() and evaluate() that are under way
   * end. E_ST_*; E_API_STATE before the training images are there. `name` only serves messages.
   */
  restore(bytes: Uint8Array, name = 'checkpoint'): Run {
    return this.#begin((session) => session.restore(name, bytes));
  }

  /** One batch of training or, at an epoch's end, of validation. */
  step(): Progress {
    return this.#call((session) => session.advance());
  }

  /**
   * Trains to the end of the run, with a report after each epoch. Between two reports this thread is given back every
   * few milliseconds. After a break or an abort another fit() goes on where this one stopped.
   */
  async *fit(options: FitOptions = {}): AsyncGenerator<EpochReport, void, void> {
    this.#check();
    checkOptions(options, 'signal', 'onProgress');
    yield* this.#watcher.fit(() => this.#run.epochs, options);
  }

  /** Loss and accuracy on the test images. */
  async evaluate(options: WaitOptions = {}): Promise<Evaluation> {
    this.#check();
    checkOptions(options, 'signal');
    return this.#watcher.evaluate(options).catch(rethrow);
  }

  /**
   * Measures how far the network as it is can be believed, and teaches a detector what is no digit. From then on, until
   * it is trained further, predict() and predictImage() give calibrated probabilities, `isDigit` and `digitScore`.
   */
  async calibrate(options: CalibrateOptions = {}): Promise<Calibration> {
    this.#check();
    checkOptions(options, 'signal', 'onProgress');
    await this.#watcher.calibrate(options).catch((error: unknown) => {
      throw isFault(error) && !(error instanceof InklingError) ? new InklingError(error) : error;
    });
    const made = this.calibration();
    if (!made) throw new InklingError({ code: 'E_ABORTED', message: 'The network has changed meanwhile.' });
    return made;
  }

  /** Of the network as it is; null when there is none. */
  calibration(): Calibration | null {
    return this.#call((session) => session.calibration() ?? null);
  }

  /** Of the last evaluate(): the digit that each test image was taken for. */
  testPredictions(): Uint8Array {
    return this.#call((session) => session.testPredictions());
  }

  /** Reads a drawing with the network as it is now: digits side by side as a number. */
  predict(drawing: Strokes | Drawing): Prediction {
    const { points, strokeLengths, canvasSize } = toDrawing(drawing);
    return this.#call((session) => session.predict(points, strokeLengths, canvasSize));
  }

  /**
   * Classifies images with the network as it is now. One after the other, with as many numbers as the network has
   * inputs: grey levels as bytes, 0 paper to 255 ink, or floats from 0 to 1. E_API_LENGTH, E_API_INPUT.
   */
  predictPixels(pixels: Float32Array | Uint8Array): PixelPredictions {
    return this.#call((session) => session.predictPixels(pixels));
  }

  /**
   * Teaches the network images that were misread, among replayed training images: grey levels, with what they are. fit()
   * waits meanwhile; evaluate() that is under way ends, since it would test two networks. Aborted, refused or ended by
   * an onProgress that throws, the network is as it was. E_API_STATE without training images, E_API_TYPE, E_API_LENGTH,
   * E_IDX_LABEL.
   */
  async correct(images: readonly Sample[], options: CorrectOptions = {}): Promise<CorrectionResult> {
    this.#check();
    checkOptions(options, 'signal', 'onProgress');
    const { signal, onProgress = () => {} } = options;
    const session = this.#session;
    const callback = guarded(onProgress);
    const onBegun = () => this.#loop.endMeasuring();
    const work = () => correct(images, { session, nextTask, onBegun, onProgress: callback.call, signal });
    try {
      return await this.#loop.hold(work);
    } catch (error) {
      this.#check();
      if (signal?.aborted || callback.threw) throw error;
      return this.#refused(error);
    }
  }

  /**
   * Back to the run as it was before the last correction, to the bit; what was trained since is undone too. evaluate()
   * that is under way ends. E_API_STATE when there is none to be undone.
   */
  undoCorrection(): Run {
    this.#run = this.#call((session) => toRun(session.undoCorrection()));
    this.#loop.endMeasuring();
    return this.#run;
  }

  /** Where the run is, without going on. */
  progress(): Progress {
    return this.#call((session) => session.progress());
  }

  /** The reports of the run's complete epochs, those before a checkpoint too. */
  history(): readonly EpochReport[] {
    return this.#call((session) => session.history());
  }

  /** Reads a picture's pixels: an ImageData, or one grey level each. */
  predictImage({ data, width, height }: Picture, reading: PictureReading = 'auto'): Prediction {
    const pixels = new Uint8Array(data.buffer, data.byteOffset, data.length);
    return this.#call((session) => session.predictImage(pixels, width, height, reading));
  }

  /** An image of the data, by its index. */
  sample(set: 'train' | 'test', index: number): Sample {
    return this.#call((session) => session.sample(set, index));
  }

  /** The network as PyTorch prints it, with the shapes of its parameters. */
  summary(): string {
    return this.#call((session) => session.summary());
  }

  /** A hash of the parameters, 16 hexadecimal digits. */
  fingerprint(): string {
    return this.#call((session) => session.fingerprint());
  }

  /** The parameters as a safetensors file, under the names and in the shapes of PyTorch's state_dict(). */
  saveModel(): Uint8Array {
    return this.#call((session) => session.saveModel());
  }

  /** The whole run as it is now, for restore(). E_API_STATE before the training images are there. */
  saveCheckpoint(): Uint8Array {
    return this.#call((session) => session.saveCheckpoint());
  }

  /** The network for ONNX Runtime: `pixels`, uint8 (batch, inputs), to `probabilities` and `logits`. */
  exportOnnx(): Uint8Array {
    return this.#call((session) => session.exportOnnx());
  }

  /** The run, from its seed on, as a Python script for PyTorch. */
  exportPytorchScript(): string {
    return this.#call((session) => session.exportPytorchScript());
  }

  /** Frees the module's memory. A second time does nothing. */
  dispose(): void {
    if (this.#fault) return;
    this.#end(disposed);
    this.#session.delete();
  }

  #begin(start: (session: Session) => RunConfig): Run {
    return this.#call((session) => {
      this.#run = toRun(start(session));
      this.#loop.reset(this.#run.epochs);
      this.#watcher.begun();
      return this.#run;
    });
  }

  #call<T>(run: (session: Session) => T): T {
    this.#check();
    try {
      return run(this.#session);
    } catch (error) {
      return this.#refused(error);
    }
  }

  #refused(error: unknown): never {
    if (!isFault(error)) this.#die(error);
    throw new InklingError(toFault(error));
  }

  #check(): void {
    if (this.#fault) throw new InklingError(this.#fault);
  }

  /** After a trap nothing that the core says can be relied on; its memory goes with the module. */
  #die(error: unknown): void {
    this.#end(toFault(error));
  }

  #end(fault: Fault): void {
    if (this.#fault) return;
    this.#fault = fault;
    this.#watcher.fail(fault);
    this.#loop.pause();
  }
}

makeDisposable(Trainer);
