// Data files of earlier visits, in the browser's Cache Storage: unlike its HTTP cache it keeps them whatever headers the
// host sends, and until somebody clears them.
import type { DataFile } from './protocol.ts';

export interface Shelf {
  get(file: DataFile): Promise<Uint8Array | undefined>;
  put(file: DataFile, bytes: Uint8Array): Promise<void>;
}

/** A shelf that cannot be reached, or is full, is as good as an empty one. */
export function openShelf(name = 'inkling-data'): Shelf {
  const open = async () => ('caches' in globalThis ? caches.open(name) : undefined);
  return {
    async get(file) {
      try {
        const response = await (await open())?.match(file.url);
        if (!response) return undefined;
        const bytes = new Uint8Array(await response.arrayBuffer());
        // Of another length it is an older build's.
        return [file.bytes, file.inflatedBytes].includes(bytes.length) ? bytes : undefined;
      } catch {
        return undefined;
      }
    },
    async put(file, bytes) {
      try {
        await (await open())?.put(file.url, new Response(bytes.slice()));
      } catch {
        // The next visit downloads it again.
      }
    },
  };
}
