// Fetches data files with progress. What is in them is the core's business.
import { InklingError, isFault, toFault } from './fault.ts';
import { inflated } from './inflate.ts';
import type { DataFile, DownloadProgress, LoadOptions, LoadResult, Role } from './protocol.ts';
import type { Shelf } from './shelf.ts';

export interface LoadContext {
  /** Takes a file that has arrived; throws a Fault when it is not what it should be. */
  take: (file: DataFile, bytes: Uint8Array) => void;
  onProgress: (progress: DownloadProgress) => void;
  signal: AbortSignal;
  /** Where files of an earlier visit are, and new ones go. */
  shelf?: Shelf;
  fetch?: typeof fetch;
  now?: () => number;
  /** A transfer that brings nothing for so long is given up. */
  stallMilliseconds?: number;
}

/** Loads all files at the same time; one that fails does not hold up the others. Aborted, it keeps what has come. */
export async function loadData(
  files: readonly DataFile[],
  { fresh }: LoadOptions,
  context: LoadContext,
): Promise<LoadResult['failures']> {
  const now = context.now ?? (() => performance.now());
  const start = now();
  const loaded = new Map<Role, number>();
  const failures: LoadResult['failures'][number][] = [];
  await Promise.all(
    files.map(async (file) => {
      const { role } = file;
      const report = (received: number, done: boolean) => {
        loaded.set(role, received);
        const bytes = [...loaded.values()].reduce((sum, value) => sum + value, 0);
        const seconds = (now() - start) / 1000;
        context.onProgress({ role, received, bytesPerSecond: seconds > 0 ? bytes / seconds : 0, done });
      };
      try {
        context.signal.throwIfAborted();
        if (fresh || !(await takeFromShelf(file, context))) {
          context.signal.throwIfAborted();
          const bytes = await download(file, fresh, context, (received) => report(received, false));
          context.signal.throwIfAborted();
          const content = await inflated(bytes, file.inflatedBytes);
          context.signal.throwIfAborted();
          context.take(file, content);
          void context.shelf?.put(file, bytes);
        }
        report(file.bytes, true);
      } catch (error) {
        if (!context.signal.aborted && !isFault(error)) throw error;
        failures.push({ role, fault: context.signal.aborted ? cancelled : toFault(error) });
      }
    }),
  );
  return failures;
}

/** Whether the file was there and is what it should be; what is damaged is downloaded instead. */
async function takeFromShelf(file: DataFile, { shelf, signal, take }: LoadContext): Promise<boolean> {
  const bytes = await shelf?.get(file);
  if (!bytes) return false;
  const content = await inflated(bytes, file.inflatedBytes);
  signal.throwIfAborted();
  try {
    take(file, content);
    return true;
  } catch (error) {
    if (isFault(error)) return false;
    throw error;
  }
}

async function download(
  file: DataFile,
  fresh: boolean,
  { signal, fetch: fetchFrom = fetch, stallMilliseconds = 20_000 }: LoadContext,
  report: (received: number) => void,
): Promise<Uint8Array> {
  const stall = new AbortController();
  const abort = () => stall.abort();
  signal.addEventListener('abort', abort, { once: true });
  let timer = setTimeout(abort, stallMilliseconds);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const response = await fetchFrom(file.url, { signal: stall.signal, cache: fresh ? 'reload' : 'default' });
    if (!response.ok) throw refused(file, response);
    if (!response.body) throw broken(file, 0, 'the answer has no body');
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      clearTimeout(timer);
      timer = setTimeout(abort, stallMilliseconds);
      chunks.push(value);
      length += value.length;
      report(storedBytes(file, chunks[0], length));
    }
  } catch (error) {
    if (isFault(error)) throw error;
    throw broken(file, length, stall.signal.aborted ? 'nothing came for too long' : messageOf(error));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
  return concatenate(chunks, length);
}

/**
 * Some hosts send a .gz as Content-Encoding: gzip, and the browser then delivers it inflated; others send it as it is.
 * The first two bytes tell. Counted in bytes as stored, so that the total is the same on every host.
 */
function storedBytes(
  { bytes, inflatedBytes }: DataFile,
  first: Uint8Array | undefined,
  received: number,
): number {
  const isGzip = first?.[0] === 0x1f && first[1] === 0x8b;
  return Math.min(bytes, isGzip ? received : (received / inflatedBytes) * bytes);
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

const cancelled = { code: 'E_ABORTED', message: 'Loading was cancelled.' };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const refused = ({ name }: DataFile, { status, statusText }: Response) =>
  new InklingError({
    code: 'E_FETCH',
    message: `${name}: the server answered ${`${status} ${statusText}`.trim()}. Is the folder "data" beside the page?`,
  });

const broken = ({ name }: DataFile, received: number, reason: string) =>
  new InklingError({
    code: 'E_FETCH',
    message: `${name}: the transfer broke off after ${received.toLocaleString('en')} bytes (${reason}). Check the connection, then retry.`,
  });
