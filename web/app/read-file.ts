// A file that a person chose, as bytes.
import { InklingError } from '../lib/client.ts';
import { count } from './format.ts';
import { t } from './i18n/text.ts';

/** Runs of the largest network with Adam's moments are 240 MB. */
const mostBytes = 512 * 1024 * 1024;

/** Looks at the size before it reads. InklingError E_READ when it cannot be read, or is too large to be one of ours. */
export async function readFile(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > mostBytes) {
    const values = { name: file.name, size: count(file.size / 1e6), most: mostBytes / 2 ** 20 };
    throw fault(t("{name}: it has {size} MB, and no file of Inkling's has more than {most} MiB.", values));
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(t('{name}: it could not be read ({reason}).', { name: file.name, reason }));
  }
}

const fault = (message: string) => new InklingError({ code: 'E_READ', message });
