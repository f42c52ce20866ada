// The person's own drawings, with what they are, in IndexedDB: a database of its own, which no run takes the room of.
import type { DBSchema } from 'idb';
import type { DrawingStore } from '../../lib/own-drawings.ts';
import type { KeptDrawing } from '../../lib/protocol.ts';
import { connector } from './database.ts';

interface Schema extends DBSchema {
  drawings: {
    key: number;
    value: Omit<KeptDrawing, 'id'> & { readonly data: string; readonly id?: number };
    indexes: { data: string };
  };
}

export function openDrawingStore(name = 'inkling-drawings'): DrawingStore {
  const withDatabase = connector<Schema>(name, (database) =>
    database
      .createObjectStore('drawings', { keyPath: 'id', autoIncrement: true })
      .createIndex('data', 'data'),
  );
  return {
    get: (data) =>
      withDatabase(async (database) => {
        const kept = await database.getAllFromIndex('drawings', 'data', data);
        return kept.map(({ data: _, id = 0, ...drawing }) => ({ ...drawing, id }));
      }),
    add: (data, drawing) =>
      withDatabase(async (database) => {
        const transaction = database.transaction('drawings', 'readwrite', { durability: 'strict' });
        const id = await transaction.store.add({ ...drawing, data });
        await transaction.done;
        return { ...drawing, id };
      }),
    remove: (ids) =>
      withDatabase(async (database) => {
        const transaction = database.transaction('drawings', 'readwrite');
        await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
      }),
  };
}
