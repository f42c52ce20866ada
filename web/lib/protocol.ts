// What the page may ask of the worker, and what the worker tells without being asked. Requests, replies, the worker's
// handlers and the client's types all derive from the two tables `Calls` and `Events`.
import type { Fault } from './fault.ts';
import type { ThinnedSeries } from './thinned-series.ts';

/** Call → arguments and result. A call that is refused rejects with a InklingError and changes nothing. */
export interface Calls {
  /** Fetches the files, at once, and gives each to the core as it arrives. Aborted, it leaves the rest as failures. */
  loadData: (files: readonly DataFile[], options: LoadOptions) => LoadResult;
  /** Begins a run from scratch; ends what the old run was doing. E_HP_*: the old run goes on. */
  configure: (hash: string) => RunConfig;
  /** Trains until the run is finished, then tests and calibrates; `training`, `test` and `calibration` events follow. */
  train: () => void;
  /** Stops training, testing or calibrating. When it resolves, nothing is running. */
  pause: () => void;
  /** One batch; the last of an epoch is followed by the validation. */
  step: () => void;
  /** Trains to the end of the epoch, its validation included; after the last one goes on as `train` does. */
  epoch: () => void;
  /** One batch of training or validation, in one go and without an event. */
  advance: () => Progress;
  /** One pass over the test images with the network as it is. */
  test: () => void;
  /**
   * Measures how far the network as it is can be believed, and teaches a detector what is no digit; `calibration` events
   * follow. E_API_STATE before the training data is there.
   */
  calibrate: () => void;
  /** Of the network as it is; null when there is none yet. While there is one, predictions are made with it. */
  calibration: () => Calibration | null;
  /** Reads a drawing with the network as it is now. */
  predict: (drawing: Drawing) => Prediction;
  /** Reads a picture, as a browser decodes it: a file of PNG, JPEG or the like, or pixels. E_PICTURE, E_INK_*. */
  predictImage: (picture: Blob | Picture, reading: PictureReading) => Prediction;
  /** Reads images, one after the other: grey levels as bytes, or the network's input as floats. */
  predictPixels: (pixels: Float32Array | Uint8Array) => PixelPredictions;
  /** Takes one file's bytes, gzipped or not; `name` only serves messages. */
  setData: (role: Role, name: string, bytes: Uint8Array) => DataSummary;
  /**
   * Takes a person's own data set, one to four files, in place of MNIST until `closeDataset`; the run goes on with the data
   * that it has. E_DROP while it trains or tests; E_READ, E_DROP, E_GZ_*, E_IDX_*, E_PKL_*: the data there was stays.
   */
  openDataset: (files: readonly NamedBlob[]) => DatasetSummary;
  closeDataset: () => DataSummary;
  /** The hash as it is for the data that is there: with layers that fit it. */
  adaptedHash: (hash: string) => string;
  sample: (set: 'train' | 'test', index: number) => Sample;
  /** The digits that the last pass over the test images took them for. */
  testPredictions: () => Uint8Array;
  /** The network as text. */
  summary: () => string;
  /** A hash of the network's parameters. */
  fingerprint: () => string;
  /** The network as a safetensors file. */
  saveModel: () => Uint8Array;
  /** The whole run as a file, for `restore`. E_API_STATE before the training data is there. */
  saveCheckpoint: () => Uint8Array;
  /** Goes on with a run that was saved, to the bit; ends what the old run was doing. E_ST_*: the old run goes on. */
  restore: (name: string, bytes: Uint8Array) => RunConfig;
  /** Takes up a run that was saved, or begins one with a network that was: what the file holds. E_ST_*: the old goes on. */
  openFile: (name: string, bytes: Uint8Array) => OpenedFile;
  /**
   * Begins a run from scratch with a saved network, all else as it is configured; ends what the old run was doing.
   * E_ST_*, E_IDX_*: the old run goes on.
   */
  loadModel: (name: string, bytes: Uint8Array) => RunConfig;
  /** The network as an ONNX file. */
  exportOnnx: () => Uint8Array;
  /** The run, from its seed on, as a Python script. */
  exportPytorchScript: () => string;
  /** Where the run is. */
  progress: () => Progress;
  /** Of its complete epochs. */
  history: () => readonly EpochReport[];
  /** Goes on with the newest good copy of this run in the worker's store; null when there is none. */
  resume: () => RestoredRun | null;
  /** Puts a copy of the run into the store now, if it has changed since the last. */
  keep: () => void;
  /** The same run from its beginning; its copies are dropped. Tells how many steps were. */
  reset: (hash: string) => ResetRun;
  /** Goes on with the run that the last `reset` dropped or `openFile` replaced; null when it was trained on since. */
  bringBack: () => RestoredRun | null;
}

/** A run that has been taken up where it was. */
export interface RestoredRun {
  readonly config: RunConfig;
  readonly progress: Progress;
  readonly history: readonly EpochReport[];
  readonly losses: ThinnedSeries;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Newer copies that were damaged, and why. */
  readonly damaged: readonly Fault[];
}

export interface OpenedFile {
  readonly kind: 'run' | 'network';
  readonly restored: RestoredRun;
  /** Training steps of the run before, which `bringBack` would bring back. */
  readonly replaced: number;
}

export interface ResetRun {
  readonly config: RunConfig;
  /** Training steps that `bringBack` would bring back. */
  readonly dropped: number;
}

/** A copy of a run as a store has it. */
export interface KeptRun {
  readonly savedAt: number;
  readonly step: number;
}

/** One batch of training or validation: what Fit::advance() of the C++ core tells. */
export interface Progress {
  readonly phase: 'training' | 'validating' | 'finished';
  readonly epoch: number;
  readonly batch: number;
  readonly batches: number;
  readonly step: number;
  /** Training batches in an epoch. */
  readonly batchesPerEpoch: number;
  readonly loss: number;
  readonly imagesPerSecond: number;
  /** That computed the last training step. */
  readonly threads: number;
  readonly report?: EpochReport | undefined;
}

/** An image and what it shows. */
export interface Sample {
  readonly label: number;
  readonly pixels: Uint8Array;
}

export interface Events {
  download: DownloadProgress;
  activity: Activity;
  training: TrainingSlice;
  test: TestProgress;
  calibration: CalibrationProgress;
  /** Training ended by itself, for a reason that can be mended. */
  stopped: Fault;
  /** The store has a new copy of the run. */
  kept: KeptRun;
  /** The store cannot take copies of the run; told once, until it can again. */
  unkept: Fault;
}

export type Role = 'train-images' | 'train-labels' | 'test-images' | 'test-labels';

export interface DataFile {
  readonly role: Role;
  readonly name: string;
  readonly url: string;
  /** Size as it is stored, gzipped. */
  readonly bytes: number;
  /** Size after inflating; hosts that send Content-Encoding: gzip deliver these. */
  readonly inflatedBytes: number;
}

export interface LoadOptions {
  /** Past the browser's cache, as a retry must. */
  readonly fresh: boolean;
}

export interface DataSummary {
  readonly trainCount: number;
  readonly testCount: number;
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
}

/** A file that has not been read yet. */
export interface NamedBlob {
  readonly name: string;
  readonly blob: Blob;
}

/** A person's own data set. */
export interface DatasetSummary {
  readonly counts: DataSummary;
  /** Of a set of its own; 0: a part of the training images validates. */
  readonly validationCount: number;
  /** Training images of each class. */
  readonly classCounts: readonly number[];
  /** Placed and scaled as MNIST's digits are: pictures are then read as ink, else as they are. */
  readonly ink: boolean;
  /** The same for the same images and labels. */
  readonly checksum: string;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** Pixels as ImageData has them, or one grey level each. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** As ink, which is found, scaled and placed as in MNIST; as it is, only resized; or as the data was prepared. */
export type PictureReading = 'auto' | 'ink' | 'as-it-is';

export interface LoadResult {
  readonly summary: DataSummary;
  readonly failures: readonly { readonly role: Role; readonly fault: Fault }[];
}

export interface DownloadProgress {
  readonly role: Role;
  /** Never more than the file's `bytes`, however the host sends it. */
  readonly received: number;
  /** Of all files of this load, since it began. */
  readonly bytesPerSecond: number;
  /** The core has taken the file. */
  readonly done: boolean;
}

/** Named as in the URL's hash. */
export interface RunConfig {
  readonly layers: string;
  readonly activation: string;
  readonly batchnorm: boolean;
  readonly dropout: number;
  readonly optimizer: string;
  readonly lr: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  /** Weight decay. */
  readonly wd: number;
  readonly schedule: string;
  readonly batch: number;
  readonly epochs: number;
  readonly seed: number;
  readonly train: number;
  readonly augment: number;
  /** The run as a URL hash without '#', defaults left out. */
  readonly hash: string;
}

export type Activity = 'idle' | 'training' | 'testing' | 'calibrating';

export interface EpochReport {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

/** What some milliseconds of training did. */
export interface TrainingSlice {
  readonly phase: 'training' | 'validating' | 'finished';
  /** Epochs that are complete. */
  readonly epoch: number;
  /** Of the phase that the slice ended in. */
  readonly batch: number;
  readonly batches: number;
  /** Training batches since the run began. */
  readonly step: number;
  /** Training batches in an epoch. */
  readonly batchesPerEpoch: number;
  /** One for each training batch of the slice; the last is of `step`. */
  readonly losses: Float64Array;
  readonly imagesPerSecond: number;
  /** That computed it. */
  readonly threads: number;
  readonly reports: readonly EpochReport[];
}

export interface TestProgress {
  readonly batch: number;
  readonly batches: number;
  readonly done: boolean;
  readonly loss: number;
  readonly accuracy: number;
}

export interface CalibrationProgress {
  readonly step: number;
  readonly steps: number;
  readonly done: boolean;
}

/** Predictions of about the same confidence: how many of the images, their mean confidence, the share that was right. */
export interface ReliabilityBin {
  readonly count: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** Of one network, on the images that it is validated on. */
export interface Calibration {
  /** What its logits are divided by: above 1 it was too sure of itself, below 1 not sure enough. */
  readonly temperature: number;
  /** Expected calibration error, a share: at temperature 1, and at this one. */
  readonly eceBefore: number;
  readonly eceAfter: number;
  /** Of equal width, from confidence 0 to 1. */
  readonly before: readonly ReliabilityBin[];
  readonly after: readonly ReliabilityBin[];
  /** Share of the digits held back that would be taken for none; null for data other than ink digits. */
  readonly declined: number | null;
}

export interface Drawing {
  /** x, y, x, y, … in units of the drawing area, y downwards. */
  readonly points: Float32Array;
  /** Points of each stroke. */
  readonly strokeLengths: Uint32Array;
  /** Longer side of the drawing area. */
  readonly canvasSize: number;
}

export interface Prediction {
  /** -1: nothing was drawn; the arrays are then empty. */
  readonly label: number;
  readonly probabilities: Float32Array;
  /** What the network saw: rows × columns grey levels, 0 is background. */
  readonly image: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  /** Whether it is a digit at all; null until the network is calibrated, and for data other than ink digits. */
  readonly isDigit: boolean | null;
  /** From 0, surely none, to 1; null likewise. */
  readonly digitScore: number | null;
}

export interface PixelPredictions {
  /** Of each image. */
  readonly labels: Int32Array;
  /** Row by row: as many for each image as the network has outputs. */
  readonly probabilities: Float32Array;
}

// ---- derived ----

export type CallName = keyof Calls;
export type EventName = keyof Events;
export type Arguments = { [K in CallName]: Parameters<Calls[K]> };
export type Results = { [K in CallName]: ReturnType<Calls[K]> };

/** Page to worker. */
export type Request<K extends CallName = CallName> = {
  [P in K]: { readonly id: number; readonly call: P; readonly args: Arguments[P] };
}[K];
export interface Cancel {
  readonly cancel: number; // the request's id
}

/** Answered as soon as the worker looks at its inbox, whether the core is there yet or not. */
export interface Ping {
  readonly ping: true;
}

/** Worker to page. */
export type Reply =
  | { readonly id: number; readonly value: Results[CallName] }
  | { readonly id: number; readonly fault: Fault };
export type Notice<K extends EventName = EventName> = {
  [P in K]: { readonly event: P; readonly detail: Events[P] };
}[K];
export interface Pong {
  readonly pong: true;
}
/** The last message of a worker whose core is dead. */
export interface Fatal {
  readonly fatal: Fault;
}

export type ToWorker = Request | Cancel | Ping;
export type FromWorker = Reply | Notice | Pong | Fatal;

/** How the worker answers; `signal` is aborted when the page cancels the call. */
export type Handlers = {
  [K in CallName]: (args: Arguments[K], signal: AbortSignal) => Results[K] | Promise<Results[K]>;
};

export type Emit = <K extends EventName>(event: K, detail: Events[K]) => void;
