// Drives a Session in slices of some milliseconds, looking at the worker's inbox in between, so that a pause acts at
// once whatever is going on. Holds no network and no data: the Session does.
import type { Session } from './core.ts';
import { isFault, isOutOfMemory } from './fault.ts';
import type { Activity, Emit, EpochReport, Progress, TestProgress, TrainingSlice } from './protocol.ts';

export interface LoopOptions {
  session: Session;
  emit: Emit;
  /** Resolves in a later task, after waiting messages have been handled. */
  nextTask: () => Promise<void>;
  /** Told of an error that leaves the session unusable. */
  onFatal: (error: unknown) => void;
  onTrained?: (slice: TrainingSlice) => void;
  /** The run goes no further for now: nothing is going on any more, or only a test or a calibration. */
  onRest?: () => void;
  now?: () => number;
  sliceMilliseconds?: number;
}

export class TrainingLoop {
  readonly #options: Required<LoopOptions>;
  #activity: Activity = 'idle';
  #epochs = 0;
  #held: Promise<unknown> | undefined;
  #turn = 0; // counts starts and stops, so that a loop that was overtaken ends

  constructor(options: LoopOptions) {
    this.#options = {
      now: () => performance.now(),
      sliceMilliseconds: 5,
      onTrained: () => {},
      onRest: () => {},
      ...options,
    };
  }

  get activity(): Activity {
    return this.#activity;
  }

  /** Work goes on that training waits for. */
  get held(): boolean {
    return this.#held !== undefined;
  }

  /** To be called when the session has begun another run, of so many epochs. */
  reset(epochs: number): void {
    this.pause();
    this.#epochs = epochs;
  }

  /** To be called when the run that the session has was made longer or shorter. */
  setEpochs(epochs: number): void {
    this.#epochs = epochs;
  }

  /** To the end of the run, then tests, if there is something to test with, and calibrates. */
  train(): void {
    this.#run('training', () => this.#trainSlice(() => false));
  }

  /** One batch of training, or what is left of a validation that is under way or that this batch leads to. */
  step(): void {
    this.#run('training', () => this.#trainSlice(endsStep));
  }

  /** To the end of the epoch, its validation included. */
  epoch(): void {
    this.#run('training', () => this.#trainSlice(({ report }) => report !== undefined));
  }

  test(): void {
    this.#test(() => {});
  }

  /** Tests, or without test images reads the validation images, of which no `test` event tells. */
  measure(): void {
    const { session } = this.#options;
    if (session.dataSummary().testCount > 0) {
      this.test();
    } else {
      session.startMeasuring();
      this.#run('testing', () => this.#measureSlice(() => {}));
    }
  }

  calibrate(): void {
    this.#options.session.startCalibration();
    this.#run('calibrating', () => this.#calibrationSlice());
  }

  pause(): void {
    this.#turn++;
    this.#become('idle');
  }

  /** The network has changed: what a test or a calibration has read so far was another one. */
  endMeasuring(): void {
    if (this.#activity === 'testing' || this.#activity === 'calibrating') this.pause();
  }

  /** What is going on, or is begun meanwhile, waits for `work`. */
  hold<T>(work: () => Promise<T>): Promise<T> {
    const held = work();
    const over = Promise.allSettled([this.#held, held]);
    this.#held = over;
    void over.then(() => {
      if (this.#held === over) this.#held = undefined;
    });
    return held;
  }

  /** Repeats `slice` until it returns false or another command comes. */
  async #run(activity: Activity, slice: () => boolean): Promise<void> {
    const turn = ++this.#turn;
    this.#become(activity);
    try {
      for (;;) {
        while (this.#held) await this.#held;
        if (turn !== this.#turn) return;
        if (!slice()) break;
        await this.#options.nextTask();
        if (turn !== this.#turn) return;
      }
      if (turn === this.#turn) this.pause();
    } catch (error) {
      this.pause();
      if (isFault(error) && !isOutOfMemory(error))
        this.#options.emit('stopped', { code: error.code, message: error.message });
      else this.#options.onFatal(error);
    }
  }

  #become(activity: Activity): void {
    if (activity === this.#activity) return;
    this.#activity = activity;
    this.#options.emit('activity', activity);
    if (activity !== 'training') this.#options.onRest();
  }

  #trainSlice(isLast: (progress: Progress) => boolean): boolean {
    const { session, emit, onTrained, now, sliceMilliseconds } = this.#options;
    const deadline = now() + sliceMilliseconds;
    const losses: number[] = [];
    const reports: EpochReport[] = [];
    let progress: Progress | undefined;
    let finished = false;
    let last = false;
    try {
      do {
        progress = session.advance();
        if (progress.phase === 'training') losses.push(progress.loss);
        if (progress.report) reports.push(progress.report);
        finished = progress.phase === 'finished' || (progress.report?.epoch ?? 0) >= this.#epochs;
        last = finished || isLast(progress);
      } while (!last && now() < deadline);
    } finally {
      // What was done before an error has happened all the same.
      if (progress) {
        const slice = toSlice(progress, losses, reports);
        emit('training', slice);
        onTrained(slice);
      }
    }
    if (finished) this.#testAndCalibrate();
    return !last;
  }

  #testAndCalibrate(): void {
    if (this.#options.session.dataSummary().testCount > 0) this.#test(() => this.calibrate());
    else this.calibrate();
  }

  #test(then: () => void): void {
    this.#options.session.startTest();
    this.#run('testing', () => {
      const goesOn = this.#measureSlice((progress) => this.#options.emit('test', progress));
      if (!goesOn) then();
      return goesOn;
    });
  }

  #calibrationSlice(): boolean {
    const { session, emit, now, sliceMilliseconds } = this.#options;
    const deadline = now() + sliceMilliseconds;
    let progress = session.advanceCalibration();
    while (!progress.done && now() < deadline) progress = session.advanceCalibration();
    emit('calibration', progress);
    return !progress.done;
  }

  #measureSlice(tell: (progress: TestProgress) => void): boolean {
    const { session, now, sliceMilliseconds } = this.#options;
    const deadline = now() + sliceMilliseconds;
    let progress = session.advanceTest();
    while (!progress.done && now() < deadline) progress = session.advanceTest();
    tell(progress);
    return !progress.done;
  }
}

const endsStep = ({ phase, batch, batches, report }: Progress): boolean =>
  (phase === 'training' && batch < batches) || report !== undefined;

function toSlice(progress: Progress, losses: number[], reports: EpochReport[]): TrainingSlice {
  const { phase, epoch, batch, batches, step, batchesPerEpoch, imagesPerSecond, threads } = progress;
  return {
    ...{ phase, epoch, batch, batches, step, batchesPerEpoch, imagesPerSecond, threads, reports },
    losses: Float64Array.from(losses),
  };
}
