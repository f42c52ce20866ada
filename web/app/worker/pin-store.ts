// Pinned drawings in IndexedDB, in a database of their own.
import type { DBSchema } from 'idb';
import type { PinnedDrawing } from '../../lib/pin-types.ts';
import type { PinStore } from '../../lib/pins.ts';
import { connector } from './database.ts';

interface Schema extends DBSchema {
  pins: {
    key: number;
    value: PinnedDrawing & { readonly data: string; readonly id?: number };
    indexes: { data: string };
  };
}

export function openPinStore(name = 'inkling-pins'): PinStore {
  const withDatabase = connector<Schema>(name, (database) =>
    database.createObjectStore('pins', { keyPath: 'id', autoIncrement: true }).createIndex('data', 'data'),
  );
  return {
    get: (data) =>
      withDatabase(async (database) => {
        const kept = await database.getAllFromIndex('pins', 'data', data);
        return kept.map(({ data: _, id = 0, ...pin }) => ({ ...pin, id }));
      }),
    put: (data, pin, id) =>
      withDatabase((database) => database.put('pins', { ...pin, data, ...(id === null ? {} : { id }) })),
    remove: (id) => withDatabase((database) => database.delete('pins', id)),
  };
}
