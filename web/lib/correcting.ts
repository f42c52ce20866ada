// Drives a correction in slices of some milliseconds: "that was a 7", taught to the network of a Session.
import type { Session } from './core.ts';
import { packImages } from './correction-images.ts';
import { InklingError } from './fault.ts';
import type { CorrectionProgress, CorrectionResult, Sample } from './protocol.ts';

export interface CorrectingOptions {
  session: Session;
  /** It has begun, and was not refused. */
  onBegun?: () => void;
  /** One that throws ends the correction as an abort does, unless it was told of the end. */
  onProgress: (progress: CorrectionProgress) => void;
  /** Resolves in a later task, after waiting messages have been handled. */
  nextTask: () => Promise<void>;
  /** Aborted, the network is as it was, and the correction rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  now?: () => number;
  sliceMilliseconds?: number;
}

/** Whose correction a session is at: after another run has begun, another one may drive it. */
const drivers = new WeakMap<Session, symbol>();

export async function correct(
  images: readonly Sample[],
  options: CorrectingOptions,
): Promise<CorrectionResult> {
  const { session, onBegun = () => {}, onProgress, nextTask, signal } = options;
  const { now = () => performance.now(), sliceMilliseconds = 8 } = options;
  signal?.throwIfAborted();
  const { pixels, labels } = packImages(images);
  session.beginCorrection(pixels, labels);
  const own = Symbol();
  drivers.set(session, own);
  try {
    onBegun();
    for (;;) {
      const deadline = now() + sliceMilliseconds;
      let progress = session.advanceCorrection();
      while (progress.phase !== 'done' && now() < deadline) progress = session.advanceCorrection();
      const result = progress.phase === 'done' ? session.correctionResult() : undefined;
      onProgress(progress);
      if (result) return result;
      await nextTask();
      if (drivers.get(session) !== own) throw overtaken();
      signal?.throwIfAborted();
    }
  } catch (error) {
    if (drivers.get(session) === own) giveBack(session);
    throw error;
  }
}

function giveBack(session: Session): void {
  try {
    session.cancelCorrection();
  } catch {
    // A session that was deleted or has trapped has no network any more; what it died of is told.
  }
}

const overtaken = (): InklingError =>
  new InklingError({
    code: 'E_API_STATE',
    message: 'Another run has begun; the correction ended with its run.',
  });
