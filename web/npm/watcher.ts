// Training and testing as promises and async iteration, from the events of a TrainingLoop in this thread or another.
import { type Fault, InklingError } from '../lib/fault.ts';
import type {
  Activity,
  CalibrationProgress,
  CorrectionProgress,
  Emit,
  EpochReport,
  EventName,
  Events,
  TestProgress,
  TrainingSlice,
} from '../lib/protocol.ts';

export interface WaitOptions {
  /** Aborted, what is under way stops, and waiting for it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

export interface FitOptions extends WaitOptions {
  /** Called every few milliseconds of training, with the losses of all batches since. */
  onProgress?: ((progress: TrainingSlice) => void) | undefined;
}

export interface CorrectOptions extends WaitOptions {
  onProgress?: ((progress: CorrectionProgress) => void) | undefined;
}

export interface CalibrateOptions extends WaitOptions {
  /** Called every few milliseconds of the work. */
  onProgress?: ((progress: CalibrationProgress) => void) | undefined;
}

export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number;
}

/** The TrainingLoop: its methods, or calls that lead to them. */
export interface Loop {
  epoch(): unknown;
  test(): unknown;
  calibrate(): unknown;
  /** When it has returned, or resolved, no more events come. */
  pause(): unknown;
}

interface Progresses {
  readonly training?: FitOptions['onProgress'];
  readonly calibration?: CalibrateOptions['onProgress'];
}

interface Watch {
  readonly activity: Activity;
  readonly on: Progresses;
  readonly wake: () => void;
  report?: EpochReport;
  test?: TestProgress;
  calibration?: CalibrationProgress;
  fault?: Fault;
  error?: { thrown: unknown };
}

export class Watcher {
  readonly #loop: Loop;
  #watch: Watch | undefined;
  #runs = 0; // that have begun, so that a fit() of an earlier one ends
  #beginning: Promise<unknown> | undefined;

  constructor(loop: Loop) {
    this.#loop = loop;
  }

  /** Takes an event of the loop. */
  readonly emit: Emit = <K extends EventName>(event: K, detail: Events[K]): void => {
    const watch = this.#watch;
    if (!watch) return;
    const events: Partial<Events> = { [event]: detail };
    if (events.stopped) watch.fault = events.stopped;
    if (events.test) watch.test = events.test;
    if (events.training) {
      const report = events.training.reports.at(-1);
      if (report) watch.report = report;
    }
    if (events.calibration) watch.calibration = events.calibration;
    try {
      if (events.training) watch.on.training?.(events.training);
      if (events.calibration) watch.on.calibration?.(events.calibration);
    } catch (thrown) {
      watch.error ??= { thrown };
      watch.wake();
    }
    if (events.activity && events.activity !== watch.activity) watch.wake();
  };

  /** The loop is dead. */
  fail(fault: Fault): void {
    if (!this.#watch) return;
    this.#watch.fault = fault;
    this.#watch.wake();
  }

  /** Another run has begun. */
  begun(): void {
    this.#runs++;
  }

  /** Another run is beginning, or is going to be refused: until that is known no further epoch starts. */
  beginning(reply: Promise<unknown>): void {
    this.#beginning = reply.catch(() => {});
  }

  /**
   * Epoch by epoch, until the run is over or another one begins. Between two of them nothing runs: what the loop's body
   * does, it does to the epoch's network.
   */
  async *fit(epochs: () => number, options: FitOptions): AsyncGenerator<EpochReport, void, void> {
    const run = this.#runs;
    for (;;) {
      await this.#beginning;
      if (run !== this.#runs) return;
      const { report } = await this.#run('training', () => this.#loop.epoch(), options, {
        training: options.onProgress,
      });
      if (run !== this.#runs) return;
      if (report) yield report;
      if (!report || report.epoch >= epochs()) return;
    }
  }

  async evaluate(options: WaitOptions): Promise<Evaluation> {
    const { test } = await this.#run('testing', () => this.#loop.test(), options);
    if (!test?.done) throw new InklingError({ code: 'E_ABORTED', message: 'The evaluation was stopped.' });
    return { loss: test.loss, accuracy: test.accuracy };
  }

  async calibrate(options: CalibrateOptions): Promise<void> {
    const on = { calibration: options.onProgress };
    const { calibration } = await this.#run('calibrating', () => this.#loop.calibrate(), options, on);
    if (calibration?.done) return;
    throw new InklingError({ code: 'E_ABORTED', message: 'The calibration was stopped.' });
  }

  async #run(
    activity: Activity,
    start: () => unknown,
    { signal }: WaitOptions,
    on: Progresses = {},
  ): Promise<Watch> {
    signal?.throwIfAborted();
    if (this.#watch) {
      const message =
        'The trainer is training, testing or calibrating already. Wait for that, or abort it, first.';
      throw new InklingError({ code: 'E_API_STATE', message });
    }
    let wake = () => {};
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const watch: Watch = { activity, on, wake };
    this.#watch = watch;
    signal?.addEventListener('abort', wake, { once: true });
    try {
      await start();
      await woken;
      await this.#loop.pause(); // also for what is still on its way from another thread
    } catch (error) {
      // A loop that died answers no more; why it died is what counts.
      throw watch.fault ? new InklingError(watch.fault) : error;
    } finally {
      signal?.removeEventListener('abort', wake);
      this.#watch = undefined;
    }
    if (watch.fault) throw new InklingError(watch.fault);
    if (watch.error) throw watch.error.thrown;
    signal?.throwIfAborted();
    return watch;
  }
}
