// A file that a person chose, as bytes.
import { InklingError } from '../lib/client.ts';

/** Runs of the largest network with Adam's moments are 240 MB. */
const mostBytes = 512 * 1024 * 1024;

/** Looks at the size before it reads. InklingError E_READ when it cannot be read, or is too large to be one of ours. */
export async function readFile(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > mostBytes) {
    const megabytes = Math.round(file.size / 1e6);
    throw fault(
      file,
      `it has ${megabytes} MB, and no file of Inkling's has more than ${mostBytes / 2 ** 20} MiB`,
    );
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw fault(file, `it could not be read (${error instanceof Error ? error.message : error})`);
  }
}

const fault = ({ name }: File, reason: string) =>
  new InklingError({ code: 'E_READ', message: `${name}: ${reason}.` });
