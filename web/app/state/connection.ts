// Whether the network can be reached, and whether a newer page than this one waits to take its place.
import type { Happening } from './happening.ts';

export interface ConnectionState {
  readonly online: boolean;
  readonly newVersion: boolean;
}

export const initialConnection: ConnectionState = { online: true, newVersion: false };

export function reduceConnection(state: ConnectionState, happening: Happening): ConnectionState {
  switch (happening.type) {
    case 'online':
      return { ...state, online: happening.online };
    case 'version-came':
      return { ...state, newVersion: true };
    default:
      return state;
  }
}
