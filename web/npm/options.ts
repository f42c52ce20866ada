// A run as the package's options name it, to and from the core's own text. What is allowed, the core says.
import type { RunConfig } from '../lib/protocol.ts';

export interface RunOptions {
  /** Widths, from the pixels to the classes. */
  layers?: readonly number[] | undefined;
  lr?: number | undefined;
  momentum?: number | undefined;
  batchSize?: number | undefined;
  epochs?: number | undefined;
  /** As torch.manual_seed() takes it: a seed draws the same weights and batches as there. */
  seed?: number | undefined;
  /** How many images to train on; those after them validate. Left out: the core's five sixths. */
  trainSize?: number | undefined;
}

/** The run as it became, with what was left out filled in. */
export interface Run {
  readonly layers: readonly number[];
  readonly lr: number;
  readonly momentum: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  /** 0: as many as the core takes by itself. */
  readonly trainSize: number;
}

const names: Record<keyof RunOptions, string> = {
  layers: 'layers',
  lr: 'lr',
  momentum: 'momentum',
  batchSize: 'batch',
  epochs: 'epochs',
  seed: 'seed',
  trainSize: 'train',
};

export function toHash(options: RunOptions): string {
  return (Object.keys(names) as (keyof RunOptions)[])
    .filter((key) => options[key] !== undefined)
    .map((key) => {
      const value = options[key];
      return `${names[key]}=${encodeURIComponent(Array.isArray(value) ? value.join('-') : String(value))}`;
    })
    .join('&');
}

export function toRun({ layers, lr, momentum, batch, epochs, seed, train }: RunConfig): Run {
  return {
    layers: layers.split('-').map(Number),
    ...{ lr, momentum, epochs, seed },
    batchSize: batch,
    trainSize: train,
  };
}
