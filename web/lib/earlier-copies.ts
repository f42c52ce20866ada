// What a store has of a run from earlier visits, which nothing that was trained since may push out unseen.
import type { Fault } from './fault.ts';

/** Where a copy is. */
export interface Place {
  readonly step: number;
  /** Left out: none. */
  readonly corrections?: number;
}

/** Of one beginning of a run. */
export class EarlierCopies {
  #newest: Place | undefined;
  #areOwn = false;

  /** The run goes on from its newest copy, or is not to be gone on with: its copies may be replaced. */
  replace(): void {
    this.#newest = { step: 0 };
  }

  /** A copy of the run has taken their place. */
  overwritten(): void {
    this.replace();
    this.#areOwn = true;
  }

  /** Whether they are of this beginning of the run, put there by this tab. */
  get areOwn(): boolean {
    return this.#areOwn;
  }

  /** The store has told: the newest copy, which was not taken up; undefined: there is none. */
  found(newest: Place | undefined): void {
    this.#newest = newest ?? { step: 0 };
  }

  /** Whether the store has told. */
  get known(): boolean {
    return this.#newest !== undefined;
  }

  /**
   * Why a copy must not be kept. A run that was never corrected is the same to the bit, so that one which has come as far
   * holds all that the earlier copy does. A correction is a person's, and in no other copy: one that has as many has
   * not the same.
   */
  against({ step, corrections = 0 }: Place): Fault | undefined {
    const { step: earlier, corrections: made = 0 } = this.#newest ?? { step: 0 };
    const isCorrected = made > 0 || corrections > 0;
    const nothingThere = earlier === 0 && made === 0;
    if (nothingThere || (!isCorrected && step >= earlier)) return undefined;
    const way = 'Reload the page to go on with the copy; Reset to drop it.';
    const message = isCorrected
      ? `This browser has another copy of this run, at step ${earlier}, with corrections by hand that one of the two lacks, and keeps that one. ${way}`
      : `This browser has a copy of this run that is further, at step ${earlier}, and keeps that one until this run has come as far. ${way}`;
    return { code: 'E_STORAGE_EARLIER', message };
  }
}
