// Pinned drawings, kept for the next visit, where there is a place to keep them.
import { InklingError, toFault } from './fault.ts';
import { isKeptPin } from './kept-records.ts';
import type { KeptPin, PinnedDrawing } from './pin-types.ts';
import { inTime } from './storage-fault.ts';

/** They are of one data set: MNIST, '', or one's own, by its checksum. Every method may fail, and take its time. */
export interface PinStore {
  /** The oldest first. */
  get(data: string): Promise<readonly KeptPin[]>;
  /** In place of the one with this id; null: a new one. Its id. */
  put(data: string, pin: PinnedDrawing, id: number | null): Promise<number>;
  remove(id: number): Promise<void>;
}

/** Failures as E_STORAGE, in words that say what goes on. Without a store nothing is there, and nothing can be kept. */
export function pins(store: PinStore | undefined, stallMilliseconds = 20_000): PinStore {
  const told = async <T>(work: Promise<T> | undefined, what: string, goesOn: string): Promise<T> => {
    try {
      if (!work) throw new Error('there is no place for them here');
      return await inTime(work, stallMilliseconds, { code: 'E_STORAGE', message: 'it does not answer' });
    } catch (error) {
      throw new InklingError({ code: 'E_STORAGE', message: `${what}: ${toFault(error).message}. ${goesOn}` });
    }
  };
  const here = 'It is there until the page is closed.';
  return {
    get: async (data) =>
      store
        ? told(
            store.get(data).then((records) => records.filter(isKeptPin)),
            'The drawings that were pinned in this browser cannot be read',
            'Reload to try again.',
          )
        : [],
    put: (data, pin, id) =>
      told(store?.put(data, pin, id), 'The pinned drawing cannot be kept in this browser', here),
    remove: (id) =>
      told(
        store?.remove(id),
        'The pinned drawing could not be taken out of this browser',
        'It will come back.',
      ),
  };
}
