// What the page may ask of the worker, and what the worker tells without being asked. Requests, replies, the worker's
// handlers and the client's types all derive from the two tables `Calls` and `Events`.
import type { Corrected, CorrectionProgress, KeptDrawing, OwnDrawing } from './correction-types.ts';
import type { DrawingHint, ImageSize, RenderStages, SeenImage } from './drawing-types.ts';
import type { Fault } from './fault.ts';
import type {
  Activations,
  CellImage,
  DataPart,
  Measurement,
  PartImage,
  PartSummary,
  SignedImage,
  UnitImages,
} from './inspect-types.ts';
import type { KeptPin, PinnedDrawing } from './pin-types.ts';
import type {
  Activity,
  Calibration,
  CalibrationProgress,
  DataFile,
  DataSummary,
  DatasetSummary,
  DownloadProgress,
  Drawing,
  EpochReport,
  KeptRun,
  LoadOptions,
  LoadResult,
  LrPreview,
  NamedBlob,
  OpenedFile,
  Picture,
  PictureReading,
  PixelPredictions,
  Prediction,
  Progress,
  ResetRun,
  RestoredRun,
  Role,
  RunConfig,
  Sample,
  TestProgress,
  TrainingSlice,
} from './types.ts';
import type { Health } from './watch-types.ts';

export type * from './correction-types.ts';
export type * from './drawing-types.ts';
export type * from './inspect-types.ts';
export type * from './pin-types.ts';
export type * from './types.ts';
export type * from './watch-types.ts';

/** Call → arguments and result. A call that is refused rejects with a InklingError and changes nothing. */
export interface Calls {
  /** Fetches the files, at once, and gives each to the core as it arrives. Aborted, it leaves the rest as failures. */
  loadData: (files: readonly DataFile[], options: LoadOptions) => LoadResult;
  /** Begins a run from scratch; ends what the old run was doing. E_HP_*: the old run goes on. */
  configure: (hash: string) => RunConfig;
  /**
   * Changes the run from its next step on: "lr=0.1&momentum=0.9", fields as in a hash. The hash then holds the change, and
   * leads to the same bits. E_HP_*, E_API_STATE: all is as it was.
   */
  change: (fields: string) => RunConfig;
  /** The learning rate over the run of this hash, before it is trained. */
  lrPreview: (hash: string) => LrPreview;
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
  /** How the run goes. The layers are those of a step that was asked for: the one after each call is measured for the next. */
  health: () => Health;
  /**
   * Takes a ready-made network: the one that the hash names, with these parameters, as little-endian floats one after the
   * other, gzipped or not. It reads drawings and pictures for as long as the run's own network has learnt nothing. E_GZ_*,
   * E_HP_*, E_ST_*: the one before reads on.
   */
  setReader: (hash: string, name: string, bytes: Uint8Array) => void;
  /** Reads a drawing with the network as it is now: digits side by side as a number. */
  predict: (drawing: Drawing) => Prediction;
  /** Reads a picture, as a browser decodes it: a file of PNG, JPEG or the like, or pixels. E_PICTURE, E_INK_*. */
  predictImage: (picture: Blob | Picture, reading: PictureReading) => Prediction;
  /** Reads images, one after the other: grey levels as bytes, or the network's input as floats. */
  predictPixels: (pixels: Float32Array | Uint8Array) => PixelPredictions;
  /**
   * What makes a drawing, or a picture (without points), unlike the digits of MNIST; null: nothing. `seen` is what the
   * network saw of it.
   */
  drawingHint: (drawing: Drawing, seen: SeenImage) => DrawingHint | null;
  /** How a drawing becomes an image of this size; null without points. */
  renderStages: (drawing: Drawing, penWidth: number, size: ImageSize) => RenderStages | null;
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
  /**
   * Teaches the network images that a person has labelled, among replayed training images; `correction` events follow.
   * Training that goes on waits meanwhile. Cancelled or refused, the network is as it was. E_API_STATE without training
   * data, E_API_LENGTH, E_IDX_LABEL.
   */
  correct: (images: readonly Sample[]) => Corrected;
  /** The run is the one from before its last correction, to the bit. E_API_STATE when there is none to be undone. */
  undoCorrection: () => RestoredRun;
  /** What this browser keeps of the person's own drawings of a data set: MNIST, '', or one's own by its checksum. */
  drawings: (data: string) => readonly KeptDrawing[];
  keepDrawing: (data: string, drawing: OwnDrawing) => KeptDrawing;
  removeDrawings: (ids: readonly number[]) => void;
  // Looking into the network as it is and into the data changes nothing.
  /** Units `from` to `from + count - 1` of the first layer, fewer at the end. E_API_RANGE, E_MODEL_NONFINITE. */
  firstLayer: (from: number, count: number) => UnitImages;
  /** Of one image's grey levels, as a prediction has it. E_API_LENGTH, E_MODEL_NONFINITE. */
  activations: (pixels: Uint8Array) => Activations;
  /** What each pixel adds to the class's logit, to first order. E_API_RANGE for no class. */
  saliency: (pixels: Uint8Array, label: number) => SignedImage;
  /** As `test`, which it is where there are test images; else reads the validation images, without an event. */
  measure: () => void;
  /** What the last whole pass found of a network that did not change meanwhile; null when there was none. */
  measurement: () => Measurement | null;
  /** The images behind a cell of it, worst first; at most 200. */
  cellImages: (label: number, predicted: number, count: number) => readonly CellImage[];
  partSummary: (part: DataPart) => PartSummary;
  partImage: (part: DataPart, index: number) => PartImage;
  /** The next image of that label, or of any (-1), from `from` on or before it; -1 when there is none. */
  findImage: (part: DataPart, from: number, forwards: boolean, label: number) => number;
  /** What this browser keeps of pinned drawings, by data set likewise. */
  pins: (data: string) => readonly KeptPin[];
  /** In place of the one with this id; null: a new one. Its id. */
  keepPin: (data: string, pin: PinnedDrawing, id: number | null) => number;
  removePin: (id: number) => void;
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
  /**
   * The run of this hash from its beginning: the one that there is, whose copies are dropped, or the one that a changed run
   * has become, of which what the store has stays. Tells how many steps were.
   */
  reset: (hash: string) => ResetRun;
  /** Goes on with the run that the last `reset` dropped or `openFile` replaced; null when it was trained on since. */
  bringBack: () => RestoredRun | null;
}

export interface Events {
  download: DownloadProgress;
  activity: Activity;
  training: TrainingSlice;
  test: TestProgress;
  correction: CorrectionProgress;
  calibration: CalibrationProgress;
  /** Training ended by itself, for a reason that can be mended. */
  stopped: Fault;
  /** The store has a new copy of the run. */
  kept: KeptRun;
  /** The store cannot take copies of the run; told once, until it can again. */
  unkept: Fault;
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
