// Drives a correction in slices of some milliseconds: "that was a 7", taught to the network of a Session.
import type { Session } from './core.ts';
import type { CorrectionProgress, CorrectionResult, Sample } from './protocol.ts';

export interface CorrectingOptions {
  session: Session;
  onProgress: (progress: CorrectionProgress) => void;
  /** Resolves in a later task, after waiting messages have been handled. */
  nextTask: () => Promise<void>;
  /** Aborted, the network is as it was, and the correction rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  now?: () => number;
  sliceMilliseconds?: number;
}

export async function correct(
  images: readonly Sample[],
  options: CorrectingOptions,
): Promise<CorrectionResult> {
  const { session, onProgress, nextTask, signal } = options;
  const { now = () => performance.now(), sliceMilliseconds = 8 } = options;
  signal?.throwIfAborted();
  session.beginCorrection(
    pack(images),
    Uint8Array.from(images, ({ label }) => label),
  );
  try {
    for (;;) {
      const deadline = now() + sliceMilliseconds;
      let progress = session.advanceCorrection();
      while (progress.phase !== 'done' && now() < deadline) progress = session.advanceCorrection();
      onProgress(progress);
      if (progress.phase === 'done') return session.correctionResult();
      await nextTask();
      signal?.throwIfAborted();
    }
  } catch (error) {
    if (signal?.aborted) session.cancelCorrection();
    throw error;
  }
}

function pack(images: readonly Sample[]): Uint8Array {
  const pixels = new Uint8Array(images.reduce((sum, image) => sum + image.pixels.length, 0));
  let offset = 0;
  for (const image of images) {
    pixels.set(image.pixels, offset);
    offset += image.pixels.length;
  }
  return pixels;
}
