// A run as the package's options name it, to and from the core's own text. What is allowed, the core says.
import { InklingError } from '../lib/fault.ts';
import type { RunConfig } from '../lib/protocol.ts';

export interface RunOptions {
  /** Widths, from the pixels to the classes. */
  layers?: readonly number[] | undefined;
  /** After each hidden layer: relu, leaky_relu, gelu, tanh or sigmoid. */
  activation?: string | undefined;
  /** Before each activation. */
  batchNorm?: boolean | undefined;
  /** Probability of a Dropout after each activation. */
  dropout?: number | undefined;
  /** sgd, adam or adamw. */
  optimizer?: string | undefined;
  lr?: number | undefined;
  /** Of SGD. */
  momentum?: number | undefined;
  nesterov?: boolean | undefined;
  /** Left out: the optimizer's own, 0.01 for adamw and else 0. */
  weightDecay?: number | undefined;
  /** constant, step:EPOCHS:GAMMA, cosine, onecycle or warmup-cosine:EPOCHS. */
  schedule?: string | undefined;
  batchSize?: number | undefined;
  epochs?: number | undefined;
  /** As torch.manual_seed() takes it: a seed draws the same weights and batches as there. */
  seed?: number | undefined;
  /** How many images to train on; those after them validate. Left out: the core's five sixths. */
  trainSize?: number | undefined;
  /** Strength, 0 to 1, with which training images are turned, scaled, sheared and shifted. */
  augment?: number | undefined;
  /** Likewise of one kind. Left out: augment's. */
  rotation?: number | undefined;
  scale?: number | undefined;
  shear?: number | undefined;
  shift?: number | undefined;
  /** Strength, 0 to 1, with which their strokes are made thicker or thinner. */
  thickness?: number | undefined;
  /** Strength, 0 to 1, with which they are distorted elastically. */
  elastic?: number | undefined;
  /** Share, 0 to 0.5, of digits that Inkling writes itself among the training images. */
  synthetic?: number | undefined;
}

/** The run as it became, with what was left out filled in; a trainSize of 0: as many as the core takes by itself. */
export type Run = { readonly [Key in keyof RunOptions]-?: Exclude<RunOptions[Key], undefined> };

const names: Record<keyof RunOptions, string> = {
  layers: 'layers',
  activation: 'activation',
  batchNorm: 'batchnorm',
  dropout: 'dropout',
  optimizer: 'optimizer',
  lr: 'lr',
  momentum: 'momentum',
  nesterov: 'nesterov',
  weightDecay: 'wd',
  schedule: 'schedule',
  batchSize: 'batch',
  epochs: 'epochs',
  seed: 'seed',
  trainSize: 'train',
  augment: 'augment',
  rotation: 'rotation',
  scale: 'scale',
  shear: 'shear',
  shift: 'shift',
  thickness: 'thickness',
  elastic: 'elastic',
  synthetic: 'synthetic',
};

/** The types say so too, but not to JavaScript, where a misspelt option would be left out without a word. */
export function checkOptions(options: object, ...known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new InklingError({ code: 'E_API_TYPE', message: `options: expected an object, found ${options}.` });
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const message = `options: expected ${known.join(', ')}, found "${unknown}".`;
  throw new InklingError({ code: 'E_API_OPTION', message });
}

export function toHash(options: RunOptions): string {
  checkOptions(options, ...Object.keys(names));
  return (Object.keys(names) as (keyof RunOptions)[])
    .filter((key) => options[key] !== undefined)
    .map((key) => `${names[key]}=${encodeURIComponent(toText(options[key]))}`)
    .join('&');
}

function toText(value: RunOptions[keyof RunOptions]): string {
  if (Array.isArray(value)) return value.join('-');
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

export function toRun(config: RunConfig): Run {
  const { layers, batchnorm, wd, batch, train, changeable: _, settings: __, hash: ___, ...same } = config;
  return {
    ...same,
    layers: layers.split('-').map(Number),
    batchNorm: batchnorm,
    weightDecay: wd,
    batchSize: batch,
    trainSize: train,
  };
}
