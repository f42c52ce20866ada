// A person's own drawings with what they are, kept for the next visit, where there is a place to keep them.
import { InklingError, toFault } from './fault.ts';
import type { KeptDrawing, OwnDrawing } from './protocol.ts';

/** Drawings are of one data set: MNIST, '', or one's own, by its checksum. Every method may fail. */
export interface DrawingStore {
  /** The oldest first. */
  get(data: string): Promise<readonly KeptDrawing[]>;
  /** Resolves when it is on the disk. */
  add(data: string, drawing: OwnDrawing): Promise<KeptDrawing>;
  remove(ids: readonly number[]): Promise<void>;
}

/** What a worker without a place does; and where there is one, its failures as errors that say what goes on. */
export function ownDrawings(store: DrawingStore | undefined): DrawingStore {
  const none: DrawingStore = {
    get: async () => [],
    add: async () => Promise.reject(new Error('there is no place for them here')),
    remove: async () => {},
  };
  const { get, add, remove } = store ?? none;
  return {
    get: (data) => told(get(data)),
    add: (data, drawing) => told(add(data, drawing)),
    remove: (ids) => told(remove(ids)),
  };
}

async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const message = `Your drawings cannot be kept in this browser: ${toFault(error).message}. They are there until the page is closed.`;
    throw new InklingError({ code: 'E_STORAGE', message });
  }
}
