// A person's own drawings with what they are, kept for the next visit, where there is a place to keep them.
import { InklingError, toFault } from './fault.ts';
import { isKeptDrawing } from './kept-records.ts';
import type { KeptDrawing, OwnDrawing } from './protocol.ts';
import { inTime } from './storage-fault.ts';

/** Drawings are of one data set: MNIST, '', or one's own, by its checksum. Every method may fail, and take its time. */
export interface DrawingStore {
  /** The oldest first. */
  get(data: string): Promise<readonly KeptDrawing[]>;
  /** Resolves when it is on the disk. */
  add(data: string, drawing: OwnDrawing): Promise<KeptDrawing>;
  remove(ids: readonly number[]): Promise<void>;
}

/**
 * What a worker without a place does; and where there is one, its failures as E_STORAGE, in words that say what goes on.
 * A store that does not answer for `stallMilliseconds` has failed.
 */
export function ownDrawings(store: DrawingStore | undefined, stallMilliseconds = 20_000): DrawingStore {
  const none: DrawingStore = {
    get: async () => [],
    add: async () => Promise.reject(new Error('there is no place for them here')),
    remove: async () => {},
  };
  const { get, add, remove } = store ?? none;
  const told = async <T>(work: Promise<T>, what: string, goesOn: string): Promise<T> => {
    try {
      return await inTime(work, stallMilliseconds, { code: 'E_STORAGE', message: 'it does not answer' });
    } catch (error) {
      const { message } = toFault(error);
      throw new InklingError({ code: 'E_STORAGE', message: `${what}: ${message}. ${goesOn}` });
    }
  };
  return {
    get: (data) =>
      told(
        get(data).then((records) => records.filter(isKeptDrawing)),
        'The drawings that this browser kept cannot be read',
        'They take no part in corrections now; reload the page to try again.',
      ),
    add: (data, drawing) =>
      told(
        add(data, drawing),
        'Your drawing cannot be kept in this browser',
        'It is there until the page is closed.',
      ),
    remove: (ids) =>
      told(
        remove(ids),
        'What you removed could not be taken out of this browser',
        'It is still there; try again.',
      ),
  };
}
