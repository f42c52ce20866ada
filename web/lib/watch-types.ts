// What goes over the worker's border of how a run goes.

/** Of one Linear, at one step of training; norms are of its weights, without the biases. */
export interface LayerHealth {
  readonly name: string;
  readonly units: number;
  readonly weightNorm: number;
  readonly gradNorm: number;
  /** How far the step moved the weights, as a share of their norm before it. */
  readonly updateRatio: number;
  /** Units that give the same number for every image of a sample; null for the output layer. */
  readonly deadShare: number | null;
}

/** A change of the run that may help: one field of its hash, and the whole hash with it. */
export interface Remedy {
  readonly field: string;
  readonly value: string;
  readonly hash: string;
}

/** One thing that is seen: advice.hpp of the C++ core has the kinds and their numbers. */
export interface Advice {
  readonly kind: string;
  /** Empty when it is about no layer. */
  readonly layer: string;
  readonly numbers: { readonly [name: string]: number };
  readonly remedies: readonly Remedy[];
}

export interface Health {
  /** That the layers were measured at; 0: none was yet. */
  readonly step: number;
  readonly layers: readonly LayerHealth[];
  /** The gravest first. */
  readonly advice: readonly Advice[];
}
