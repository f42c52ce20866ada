// Whether MNIST is there, and how far its files have come.
import type { DataFile, DataSummary, Fault, Role } from '../../lib/client.ts';
import { faultText } from '../i18n/fault-text.ts';
import type { Happening } from './happening.ts';

export interface FileState {
  readonly file: DataFile;
  readonly received: number; // of file.bytes
  readonly status: 'loading' | 'done' | 'failed';
  readonly fault?: Fault;
}

export interface DataState {
  readonly files: readonly FileState[];
  /** Until the worker has told what came of it. */
  readonly loading: boolean;
  readonly summary: DataSummary | null;
  /** Of the load that is going on, over all its files. */
  readonly bytesPerSecond: number | null;
}

export const initialData = (files: readonly DataFile[]): DataState => ({
  files: files.map((file) => ({ file, received: 0, status: 'loading' })),
  loading: true, // as soon as there is a worker
  summary: null,
  bytesPerSecond: null,
});

export const canTrain = ({ summary }: DataState): boolean => (summary?.trainCount ?? 0) > 0;
export const canTest = ({ summary }: DataState): boolean => (summary?.testCount ?? 0) > 0;
export const failedFiles = ({ files }: DataState): DataFile[] =>
  files.filter(({ status }) => status === 'failed').map(({ file }) => file);

export const receivedBytes = ({ files }: DataState): number =>
  files.reduce((sum, { received }) => sum + received, 0);
export const totalBytes = ({ files }: DataState): number =>
  files.reduce((sum, { file }) => sum + file.bytes, 0);

/** Until all files are there; null while nothing is known of the speed. */
export function secondsToLoad(state: DataState): number | null {
  const { bytesPerSecond } = state;
  if (bytesPerSecond === null || !(bytesPerSecond > 0)) return null;
  return (totalBytes(state) - receivedBytes(state)) / bytesPerSecond;
}

/** What several files failed of is told once, after all their names: "a.gz, b.gz: the server answered 404 …". */
export function faultMessages(faults: readonly Fault[]): string[] {
  const alike = new Map<string, { fault: Fault; names: string[] }>();
  for (const fault of faults) {
    const colon = fault.message.indexOf(': ');
    const what = fault.message.slice(colon + 1);
    const entry = alike.get(what) ?? { fault, names: [] };
    if (colon > 0) entry.names.push(fault.message.slice(0, colon));
    alike.set(what, entry);
  }
  return Array.from(alike, ([what, { fault, names }]) =>
    faultText(names.length > 1 ? { ...fault, message: `${names.join(', ')}:${what}` } : fault),
  );
}

export function reduceData(state: DataState, happening: Happening): DataState {
  switch (happening.type) {
    case 'load-began':
      return { ...updateFiles(state, happening.roles, restart), loading: true, bytesPerSecond: null };
    case 'download': {
      const { role, received, done, bytesPerSecond } = happening.progress;
      const status = done ? 'done' : 'loading';
      return { ...updateFiles(state, [role], (entry) => ({ ...entry, received, status })), bytesPerSecond };
    }
    case 'load-ended': {
      const { summary, failures } = happening.result;
      let next: DataState = { ...state, loading: false, summary, bytesPerSecond: null };
      for (const { role, fault } of failures) {
        next = updateFiles(next, [role], (entry) => ({ ...entry, status: 'failed', fault }));
      }
      return next;
    }
    case 'dataset-opened':
      return { ...state, summary: happening.summary.counts };
    case 'dataset-closed':
      return { ...state, summary: happening.summary };
    case 'restarted':
      return initialData(state.files.map(({ file }) => file));
    default:
      return state;
  }
}

const restart = ({ file }: FileState): FileState => ({ file, received: 0, status: 'loading' });

function updateFiles(
  state: DataState,
  roles: readonly Role[],
  update: (file: FileState) => FileState,
): DataState {
  return {
    ...state,
    files: state.files.map((entry) => (roles.includes(entry.file.role) ? update(entry) : entry)),
  };
}
