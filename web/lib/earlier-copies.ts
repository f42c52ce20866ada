// What a store has of a run from earlier visits, which nothing that was trained since may push out unseen.
import type { Fault } from './fault.ts';

/** Of one beginning of a run. */
export class EarlierCopies {
  #step: number | undefined;

  /** The run goes on from its newest copy, or is not to be gone on with: its copies may be replaced. */
  replace(): void {
    this.#step = 0;
  }

  /** The store has told: `step` is its newest copy's, which was not taken up; 0 without one. */
  found(step: number): void {
    this.#step = step;
  }

  /** Whether the store has told. */
  get known(): boolean {
    return this.#step !== undefined;
  }

  /**
   * Why a copy at `step` must not be kept. The same run is the same to the bit, so that one which has come as far holds
   * all that the earlier copy does.
   */
  against(step: number): Fault | undefined {
    const earlier = this.#step ?? 0;
    if (step >= earlier) return undefined;
    return {
      code: 'E_STORAGE_EARLIER',
      message: `This browser has a copy of this run that is further, at step ${earlier}, and keeps that one until this run has come as far. Reload the page to go on with the copy; Reset to drop it.`,
    };
  }
}
