// Files that leave and come in: which one is on its way, and why one could not.
import type { Fault } from '../../lib/client.ts';
import type { Happening } from './happening.ts';

export interface FilesState {
  readonly busy: boolean;
  readonly fault: Fault | null;
}

export const initialFiles: FilesState = { busy: false, fault: null };

export function reduceFiles(state: FilesState, happening: Happening): FilesState {
  switch (happening.type) {
    case 'file-began':
      return { busy: true, fault: null };
    case 'file-ended':
      return { ...state, busy: false };
    case 'file-failed':
      return { busy: false, fault: happening.fault };
    case 'restarted':
      return initialFiles;
    default:
      return state;
  }
}
