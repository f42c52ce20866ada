// Copies of runs in IndexedDB: the newest two of each run, so that a damaged one has a good one before it, and of the
// latest runs only. A copy and what is known of it are one record, written in one transaction that the browser has told
// the system to put on the disk when it is acknowledged. That outlasts the browser's sudden end; a power cut may still
// undo what the disk itself had not yet written.
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Checkpoint, CheckpointStore } from '../../lib/autosave.ts';
import { isTime } from '../../lib/kept-records.ts';
import { connector } from './database.ts';

interface Schema extends DBSchema {
  checkpoints: { key: [run: string, savedAt: number]; value: Checkpoint };
}

const copiesOfARun = 2;
const mostRuns = 6;

export function openCheckpointStore(name = 'inkling'): CheckpointStore {
  const withDatabase = connector<Schema>(name, (database) =>
    database.createObjectStore('checkpoints', { keyPath: ['run', 'savedAt'] }),
  );

  return {
    async put(checkpoint) {
      const write = () => withDatabase((database) => put(database, checkpoint, mostRuns));
      for (;;) {
        try {
          return await write();
        } catch (error) {
          const madeRoom =
            isFull(error) && (await withDatabase((database) => removeOldest(database, checkpoint.run)));
          if (!madeRoom) throw error;
        }
      }
    },
    get: (run) =>
      withDatabase(async (database) => (await database.getAll('checkpoints', copiesOf(run))).reverse()),
    remove: (run) => withDatabase((database) => database.delete('checkpoints', copiesOf(run))),
    own,
  };
}

async function put(database: IDBPDatabase<Schema>, checkpoint: Checkpoint, runs: number): Promise<void> {
  const transaction = database.transaction('checkpoints', 'readwrite', { durability: 'strict' });
  const { store } = transaction;
  const all = await store.getAllKeys();
  // What somebody else has put there has no time that one can reckon with.
  const keys = all.filter(([, savedAt]) => isTime(savedAt));
  const own = keys.filter(([run]) => run === checkpoint.run);
  const newest = own.at(-1)?.[1] ?? Number.NEGATIVE_INFINITY;
  // In order, even if the clock was set back.
  const savedAt = Math.max(checkpoint.savedAt, newest + 1);
  const others = latestOfEach(keys.filter(([run]) => run !== checkpoint.run)).slice(runs - 1);
  const writes: Promise<unknown>[] = [store.put({ ...checkpoint, savedAt })];
  for (const key of own.slice(0, own.length + 1 - copiesOfARun)) writes.push(store.delete(key));
  for (const key of all) if (!isTime(key[1])) writes.push(store.delete(key));
  for (const run of others) writes.push(store.delete(copiesOf(run)));
  await Promise.all([...writes, transaction.done]);
}

/** The runs, the one that was kept last first. */
function latestOfEach(keys: readonly Schema['checkpoints']['key'][]): string[] {
  const latest = new Map<string, number>();
  for (const [run, savedAt] of keys) latest.set(run, Math.max(savedAt, latest.get(run) ?? savedAt));
  return [...latest].sort(([, a], [, b]) => b - a).map(([run]) => run);
}

/** Of the other runs the one that was kept longest ago; false when there is none. */
async function removeOldest(database: IDBPDatabase<Schema>, run: string): Promise<boolean> {
  const keys = await database.getAllKeys('checkpoints');
  const oldest = latestOfEach(keys.filter(([other]) => other !== run)).at(-1);
  if (oldest !== undefined) await database.delete('checkpoints', copiesOf(oldest));
  return oldest !== undefined;
}

const copiesOf = (run: string): IDBKeyRange => IDBKeyRange.bound([run], [run, []]);

const isFull = (error: unknown) => error instanceof DOMException && error.name === 'QuotaExceededError';

/** By a Web Lock: it goes with the tab, however that ends. Without locks every tab takes itself for the only one. */
function own(run: string, signal: AbortSignal): Promise<void> {
  if (!('locks' in navigator)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`inkling-run:${run}`, { signal }, () => {
        resolve();
        return new Promise<void>((release) =>
          signal.addEventListener('abort', () => release(), { once: true }),
        );
      })
      .catch(reject);
  });
}
