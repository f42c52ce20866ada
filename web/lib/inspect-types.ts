// What the core tells of a network's inside and of its data's images: plain, so that it can be copied.

/** Numbers of either sign as bytes: 0 is zero, ±127 the greatest magnitude, which is `greatest`. */
export interface SignedImage {
  readonly shades: Int8Array;
  readonly greatest: number;
}

/** The first layer's weights, an image for each unit, each scaled by its own greatest. */
export interface UnitImages {
  readonly from: number;
  /** Of the layer, not of the images here. */
  readonly units: number;
  /** Pixels of each image. */
  readonly features: number;
  readonly shades: Int8Array;
  readonly greatest: Float32Array;
}

export interface LayerActivations {
  /** Of the child of the network that gave them: "relu1". */
  readonly name: string;
  readonly values: Float32Array;
  /** The same as bytes: see SignedImage. */
  readonly shades: Int8Array;
  /** The unit of the greatest value. */
  readonly strongest: number;
}

/** An image on its way through the network, layer by layer; the last layer is that of the logits. */
export interface Activations {
  readonly layers: readonly LayerActivations[];
  /** What `predict` tells of the image. */
  readonly probabilities: Float32Array;
  readonly label: number;
}

/** `training` and `validation` are the run's. */
export type DataPart = 'training' | 'validation' | 'test';

/** As scikit-learn's precision_recall_fscore_support has them; each but the support from 0 to 1. */
export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

/** What one pass over images found. */
export interface Measurement {
  readonly part: DataPart;
  /** Complete epochs, and batches, that the network had been trained for. */
  readonly epoch: number;
  readonly step: number;
  /** The network is still the one that was measured. */
  readonly current: boolean;
  readonly images: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly classes: number;
  /** Row by row: of each class the images that were taken for each. */
  readonly counts: Uint32Array;
  /** Likewise, as shares of their row. */
  readonly shares: Float32Array;
  readonly scores: readonly ClassScores[];
  /** The classes' plain mean. */
  readonly macro: ClassScores;
}

/** An image behind a cell of the confusion matrix. */
export interface CellImage {
  /** In its part of the data. */
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
  /** That the network gives to what it read, and to the label. */
  readonly probability: number;
  readonly labelProbability: number;
  readonly loss: number;
  readonly pixels: Uint8Array;
}

export interface PartSummary {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  readonly classCounts: readonly number[];
}

export interface PartImage {
  readonly label: number;
  readonly pixels: Uint8Array;
  /** Of what the network is given, 0 to 1. */
  readonly mean: number;
}
