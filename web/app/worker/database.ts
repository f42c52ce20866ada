// A connection to a database of the browser's that is opened when it is needed, and again when it was closed.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export type WithDatabase<Schema extends DBSchema> = <T>(
  work: (database: IDBPDatabase<Schema>) => Promise<T>,
) => Promise<T>;

export function connector<Schema extends DBSchema>(
  name: string,
  create: (database: IDBPDatabase<Schema>) => unknown,
): WithDatabase<Schema> {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;

  function open(): Promise<IDBPDatabase<Schema>> {
    opened ??= connect(name, create, () => {
      opened = undefined;
    });
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  }

  /** Once more with a new connection: the one there was may have been closed, as when the data was cleared. */
  return async (work) => {
    try {
      return await work(await open());
    } catch (error) {
      if (!isClosed(error)) throw error;
      opened = undefined;
      return work(await open());
    }
  };
}

function connect<Schema extends DBSchema>(
  name: string,
  create: (database: IDBPDatabase<Schema>) => unknown,
  onClosed: () => void,
): Promise<IDBPDatabase<Schema>> {
  return new Promise((resolve, reject) => {
    openDB<Schema>(name, 1, {
      upgrade: (database) => void create(database),
      blocked: () => reject(new Error('another tab holds an older version of it; close that tab')),
      blocking(_current, _wanted, event) {
        // Somebody deletes or upgrades it: to hold on would block them.
        if (event.target instanceof IDBDatabase) event.target.close();
        onClosed();
      },
      terminated: onClosed,
    }).then(resolve, reject);
  });
}

const isClosed = (error: unknown) => error instanceof DOMException && error.name === 'InvalidStateError';
