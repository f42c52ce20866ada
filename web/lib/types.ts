// The data that cross between page and worker: plain, so that they can be copied.
import type { CorrectionCount } from './correction-types.ts';
import type { Fault } from './fault.ts';
import type { ThinnedSeries } from './thinned-series.ts';

/** A run that has been taken up where it was. */
export interface RestoredRun {
  readonly config: RunConfig;
  readonly progress: Progress;
  readonly history: readonly EpochReport[];
  readonly losses: ThinnedSeries;
  readonly corrections: CorrectionCount;
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
  /** Of one kind of change: its own strength or, of the first four, augment's. */
  readonly rotation: number;
  readonly scale: number;
  readonly shear: number;
  readonly shift: number;
  readonly thickness: number;
  readonly elastic: number;
  /** Share of written digits among the training images. */
  readonly synthetic: number;
  /** Names of the fields that this run can change while it goes on, with commas between. */
  readonly changeable: string;
  /** The fields as they are now, as the hash of a run that begins with them. */
  readonly settings: string;
  /** The run as a URL hash without '#', defaults left out. */
  readonly hash: string;
}

/** The learning rate over a run. */
export interface LrPreview {
  /** Epochs done at each point; at most 200 points, from the first batch to the last. */
  readonly epochs: readonly number[];
  readonly rates: readonly number[];
  readonly first: number;
  readonly peak: number;
  readonly peakEpoch: number;
  readonly last: number;
}

export type Activity = 'idle' | 'training' | 'testing' | 'calibrating';

export interface EpochReport {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  readonly seconds: number;
  readonly imagesPerSecond: number;
  /** Of the batches as they were trained on, each before its step; -1 when an earlier version's checkpoint has not got it. */
  readonly trainAccuracy: number;
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

export interface Drawing {
  /** x, y, x, y, … in units of the drawing area, y downwards. */
  readonly points: Float32Array;
  /** Points of each stroke. */
  readonly strokeLengths: Uint32Array;
  /** Longer side of the drawing area. */
  readonly canvasSize: number;
}

/** What the network reads in one image. */
export interface Reading {
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
  /** Whose reading it is: of the run's network, or of the one that `setReader` brought, which reads until that learns. */
  readonly reader: 'ready-made' | 'own';
}

export interface DigitReading extends Reading {
  /** Which strokes of the drawing it has; of a picture none. */
  readonly strokes: Uint32Array;
}

/**
 * The whole drawing, or picture, as one image, as if it were one digit; and the digits that it is. `label` -1: nothing
 * was drawn; arrays and `number` are then empty.
 */
export interface Prediction extends Reading {
  /** The labels of `digits` one after the other, leading zeros kept: "042". */
  readonly number: string;
  /**
   * From left to right; one that is alone is the whole again. A picture is one, and so is a drawing for data that is not
   * digits prepared as in MNIST.
   */
  readonly digits: readonly DigitReading[];
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

export interface PixelPredictions {
  /** Of each image. */
  readonly labels: Int32Array;
  /** Row by row: as many for each image as the network has outputs. */
  readonly probabilities: Float32Array;
}
