// A run as the package's options name it, to and from the core's own text. What is allowed, the core says.
import { InklingError } from '../lib/fault.ts';
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
