// Reads the files of a person's own data set. What is in them is the core's business.
import type { Session } from './core.ts';
import { InklingError } from './fault.ts';
import type { DatasetSummary, NamedBlob } from './protocol.ts';

/** E_READ for a file that is gone or a folder, E_ABORTED, else what the core says: of too large a file, before it is read. */
export async function openDataset(
  session: Session,
  files: readonly NamedBlob[],
  signal: AbortSignal,
  beforeItIsTaken: () => void,
): Promise<DatasetSummary> {
  const names = files.map(({ name }) => name);
  const sizes = files.map(({ blob }) => blob.size);
  const starts = await Promise.all(files.slice(0, 8).map((file) => read(file, 2)));
  session.checkDatasetFiles(names, sizes, [...starts, ...files.slice(8).map(() => new Uint8Array(0))]);
  const arrays = await Promise.all(files.map((file) => read(file)));
  if (signal.aborted) throw new InklingError({ code: 'E_ABORTED', message: 'Opening was cancelled.' });
  beforeItIsTaken();
  return session.openDataset(names, arrays);
}

async function read({ name, blob }: NamedBlob, most?: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await (most === undefined ? blob : blob.slice(0, most)).arrayBuffer());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const hint = 'Is it still there, and no folder? Choose it again.';
    throw new InklingError({ code: 'E_READ', message: `${name}: it could not be read (${reason}). ${hint}` });
  }
}
