// Keeps copies of the run in a store while it trains, and takes the newest good one up again. A store that fails stops
// nothing: it is told once, and tried again.
import type { Session } from './core.ts';
import { EarlierCopies } from './earlier-copies.ts';
import { type Fault, isFault, toFault } from './fault.ts';
import { checkedCopies } from './kept-records.ts';
import type { Emit, RestoredRun, RunConfig, TrainingSlice } from './protocol.ts';
import { describeRun } from './restored-run.ts';
import { cannotResume, inAnotherTab, inTime, ownershipMilliseconds, storageFault } from './storage-fault.ts';
import { append, emptySeries, lengthOf, type ThinnedSeries } from './thinned-series.ts';

/** A copy of a run. */
export interface Checkpoint {
  /** The run's hash: what it is looked for by. */
  readonly run: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly step: number;
  /** How often it was corrected by hand; copies of earlier versions have no number. */
  readonly corrections?: number;
  /** What the run's file has not: the loss of each batch, thinned. */
  readonly losses: ThinnedSeries;
  /** The run's file, with its own checksum. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Where copies are kept. Every method may fail, and take its time. */
export interface CheckpointStore {
  /** Adds the copy and drops all but the newest two of its run: both or neither, and on the disk when it resolves. */
  put(checkpoint: Checkpoint): Promise<void>;
  /** The run's copies, newest first; what else somebody has put there is sorted out by who asks. */
  get(run: string): Promise<readonly Checkpoint[]>;
  remove(run: string): Promise<void>;
  /** Asks to be the only one that keeps this run, as long as `signal` says; resolves when it is so. */
  own(run: string, signal: AbortSignal): Promise<void>;
}

interface FormerName {
  readonly run: string;
  readonly earlier: EarlierCopies;
}

export interface AutosaveOptions {
  session: Session;
  emit: Emit;
  /** Without one, nothing is kept. */
  store?: CheckpointStore | undefined;
  /** Whether something is being done to the network that another run would end. */
  isBusy?: () => boolean;
  now?: () => number;
  intervalMilliseconds?: number;
  /** A store that does not answer for so long has failed. */
  stallMilliseconds?: number;
}

/** A run may be over within seconds: the first copy comes soon, and each after twice as long, up to the interval. */
const firstMilliseconds = 1000;

export class Autosave {
  readonly #options: Required<Omit<AutosaveOptions, 'store'>> & { store: CheckpointStore | undefined };
  #run = '';
  #formerNames: FormerName[] = []; // of this run, before it was changed
  #replaced = new Set<FormerName>(); // of these, by a copy under the new name
  #step = 0;
  #losses = emptySeries;
  #isFresh = true; // as it is made from its seed
  #changed = false;
  #places: Pick<Checkpoint, 'step' | 'losses'>[] = []; // before each correction, the newest last
  #beginnings = 0;
  #lastKept = Number.NEGATIVE_INFINITY;
  #interval = firstMilliseconds;
  #keeping: Promise<void> | undefined;
  #dropped: Checkpoint | undefined;
  #earlier = new EarlierCopies();
  #owned: Promise<void> = Promise.resolve();
  #ownership = new AbortController();
  #told = false; // that the store failed

  constructor(options: AutosaveOptions) {
    this.#options = {
      now: () => performance.now(),
      intervalMilliseconds: 10_000,
      stallMilliseconds: 20_000,
      store: undefined,
      isBusy: () => false,
      ...options,
    };
  }

  /** The session has begun the run, or taken it up with what its batches lost so far. */
  begin(run: string, place?: Pick<Checkpoint, 'step' | 'losses'>): void {
    this.#beginnings++;
    this.#dropped = undefined;
    this.#places = [];
    this.#step = place?.step ?? 0;
    this.#losses = place?.losses ?? emptySeries;
    this.#isFresh = place === undefined;
    this.#earlier = new EarlierCopies();
    if (place) this.#earlier.replace();
    this.#changed = false;
    this.#lastKept = this.#options.now();
    this.#interval = firstMilliseconds;
    this.#formerNames = [];
    this.#replaced.clear();
    this.#own(run);
  }

  /**
   * The run goes on under another name, since it was changed. The copies that it has put under the former one go when it
   * has new ones; what others have put there stays.
   */
  rename(run: string): void {
    if (run === this.#run) return;
    this.#formerNames.push({ run: this.#run, earlier: this.#earlier });
    this.#own(run);
    this.#earlier = new EarlierCopies();
    this.#changed = !this.#isFresh;
    void this.keep();
  }

  #own(run: string): void {
    if (run === this.#run) return;
    this.#run = run;
    this.#ownership.abort();
    this.#ownership = new AbortController();
    this.#owned = this.#options.store?.own(run, this.#ownership.signal) ?? Promise.resolve();
    this.#owned.catch(() => {}); // put() says so
  }

  /** To be called after each slice of training; keeps a copy when the last one is old enough. */
  observe({ step, losses, reports }: TrainingSlice): void {
    if (losses.length === 0 && reports.length === 0) return;
    this.#step = step;
    this.#losses = append(this.#losses, losses);
    this.#isFresh = false;
    this.#changed = true;
    this.#dropped = undefined; // nobody is offered it any more
    const { now, intervalMilliseconds, store } = this.#options;
    if (!store || this.#keeping || now() - this.#lastKept < this.#interval) return;
    this.#lastKept = now(); // also when no copy can be made: it takes time
    this.#interval = Math.min(2 * this.#interval, intervalMilliseconds);
    void this.keep();
  }

  /** The network was corrected by hand, so that it is none that the run's seed leads to. */
  corrected(): void {
    this.#places.push({ step: this.#step, losses: this.#losses });
    this.#touch();
  }

  /** The session is back where the run was before its last correction. */
  correctionUndone(run: string, config: RunConfig): RestoredRun {
    const place = this.#places.pop();
    this.#step = place?.step ?? 0;
    this.#losses = place?.losses ?? emptySeries;
    this.rename(run); // what was changed since is undone too
    this.#touch(); // the store has the corrected one
    return describeRun(this.#options.session, config, this.#losses);
  }

  /** The run as it is now; undefined when the store has it already, or it cannot be gone on with. */
  take(): Checkpoint | undefined {
    return this.#changed && this.#options.store ? this.copy() : undefined;
  }

  /** Puts what take() gives into the store. Resolves when it is there, or cannot be; a copy under way comes first. */
  async keep(copy = this.take()): Promise<void> {
    const { store } = this.#options;
    if (!store) return;
    if (!copy) return this.#keeping;
    const beginnings = this.#beginnings;
    this.#changed = false;
    this.#lastKept = this.#options.now();
    const owned = this.#owned;
    const earlier = this.#earlier;
    const before = this.#keeping;
    const turn = (async () => {
      await before;
      if (!(await this.#put(store, copy, owned, earlier)) && beginnings === this.#beginnings)
        this.#changed = true;
    })();
    this.#keeping = turn;
    await turn;
    if (this.#keeping === turn) this.#keeping = undefined;
  }

  /** Another run takes the session: what take() gave is put away, and no later state under this run's name. */
  part(copy: Checkpoint | undefined): void {
    this.#changed = false;
    if (copy) void this.keep(copy);
  }

  /** Goes on with the newest good copy, unless something has been trained meanwhile. */
  async resume(): Promise<RestoredRun | null> {
    const { store, session, isBusy } = this.#options;
    const run = this.#run;
    const earlier = this.#earlier;
    if (!store) return null;
    let copies: readonly Checkpoint[];
    try {
      copies = checkedCopies(run, await this.#inTime(store.get(run)));
    } catch (error) {
      this.#tell(storageFault(error));
      return null;
    }
    const isFresh =
      run === this.#run &&
      session.dataSummary().trainCount > 0 &&
      session.progress().step === 0 &&
      session.corrections().made === 0 &&
      !isBusy();
    if (!isFresh) {
      earlier.found(copies[0]);
      return null;
    }
    earlier.replace();
    return this.#restoreFirst(copies);
  }

  /** The run of a file has been taken up, in the place of one that bringBack() takes. */
  takeOver(run: string, step: number, replaced: Checkpoint | undefined): ThinnedSeries {
    const losses = { ...emptySeries, before: step };
    this.begin(run, { step, losses });
    this.#dropped = replaced;
    this.#changed = true;
    void this.keep();
    return losses;
  }

  /**
   * The session has begun the same run anew: its copies are dropped, but for the one that bringBack() takes. A run that was
   * changed on its way is another one: its copies stay, and what there is of the one that begins, perhaps from a visit
   * long ago, is nothing that anybody has seen to drop.
   */
  async beginAnew(run: string, dropped: Checkpoint | undefined): Promise<void> {
    const { store } = this.#options;
    const isAnother = run !== this.#run;
    if (isAnother) this.part(dropped);
    this.begin(run);
    this.#dropped = dropped;
    if (isAnother) return;
    this.#earlier.replace();
    const owned = this.#owned;
    await this.#keeping;
    try {
      await inTime(owned, ownershipMilliseconds, inAnotherTab); // else they are the other tab's
      if (store) await this.#inTime(store.remove(run));
    } catch (error) {
      this.#tell(storageFault(error));
    }
  }

  bringBack(): RestoredRun | null {
    const restored = this.#restoreFirst(this.#dropped ? [this.#dropped] : []);
    if (restored) {
      this.#changed = true;
      void this.keep();
    }
    return restored;
  }

  /** The run as it is now; undefined when it is untrained or cannot be gone on with. */
  copy(): Checkpoint | undefined {
    if (this.#isFresh) return undefined;
    try {
      const { made: corrections } = this.#options.session.corrections();
      const bytes = new Uint8Array(this.#options.session.saveCheckpoint());
      return {
        run: this.#run,
        savedAt: Date.now(),
        step: this.#step,
        corrections,
        losses: this.#losses,
        bytes,
      };
    } catch (error) {
      if (!isFault(error)) throw error;
      // A run that has diverged: the copy from before stays.
      if (!['E_ST_NONFINITE', 'E_API_STATE'].includes(error.code)) this.#tell(storageFault(error));
      return undefined;
    }
  }

  #touch(): void {
    this.#isFresh = false;
    this.#changed = true;
    void this.keep();
  }

  #restoreFirst(copies: readonly Checkpoint[]): RestoredRun | null {
    const { session } = this.#options;
    const damaged: Fault[] = [];
    for (const copy of copies) {
      try {
        const config = session.restore('the run that was kept', copy.bytes);
        const { step } = session.progress();
        const losses = lengthOf(copy.losses) > step ? { ...emptySeries, before: step } : copy.losses;
        this.begin(copy.run, { step, losses });
        return describeRun(session, config, losses, copy.savedAt, damaged);
      } catch (error) {
        if (!isFault(error)) throw error;
        damaged.push(toFault(error));
      }
    }
    const [fault] = damaged;
    if (fault)
      this.#options.emit('unkept', { code: fault.code, message: `${cannotResume} ${fault.message}` });
    return null;
  }

  async #put(
    store: CheckpointStore,
    copy: Checkpoint,
    owned: Promise<void>,
    earlier: EarlierCopies,
  ): Promise<boolean> {
    try {
      await inTime(owned, ownershipMilliseconds, inAnotherTab);
      if (!earlier.known) {
        const [newest] = checkedCopies(copy.run, await this.#inTime(store.get(copy.run)));
        earlier.found(newest);
        this.#told = false; // it answers; what else there is to tell is new
      }
      const refusal = earlier.against(copy);
      if (refusal) {
        if (copy.run === this.#run) this.#tell(refusal);
        return false;
      }
      await this.#inTime(store.put(copy));
      earlier.overwritten(); // by one that holds what there was
      if (copy.run === this.#run) await this.#removeFormer(store);
      this.#told = false;
      // Of the run before, it is nothing to tell of this one.
      if (copy.run === this.#run) this.#options.emit('kept', { savedAt: copy.savedAt, step: copy.step });
      return true;
    } catch (error) {
      const isGivenUp =
        error instanceof DOMException && error.name === 'AbortError' && copy.run !== this.#run;
      if (!isGivenUp) this.#tell(storageFault(error));
      return false;
    }
  }

  /** Not before the second copy: until the page's address has the new name, a reload asks for the former one. */
  async #removeFormer(store: CheckpointStore): Promise<void> {
    const removable = this.#formerNames.filter((name) => this.#replaced.has(name) && name.run !== this.#run);
    this.#replaced = new Set(this.#formerNames.filter(({ earlier }) => earlier.areOwn));
    for (const { run } of removable) await this.#inTime(store.remove(run));
    this.#formerNames = this.#formerNames.filter(
      (name) => !removable.includes(name) && name.run !== this.#run,
    );
  }

  #tell(fault: Fault): void {
    if (!this.#told) this.#options.emit('unkept', fault);
    this.#told = true;
  }

  #inTime<T>(promise: Promise<T>): Promise<T> {
    return inTime(promise, this.#options.stallMilliseconds, {
      code: 'E_STORAGE',
      message: 'It does not answer.',
    });
  }
}
