// Holds the state and tells of its changes.
import type { DataFile } from '../lib/client.ts';
import type { Happening } from './state/happening.ts';
import { initialState, reduce, type State } from './state/state.ts';

export interface Store {
  readonly state: State;
  dispatch(happening: Happening): void;
}

export function createStore(files: readonly DataFile[], onChange: (happening: Happening) => void): Store {
  let state = initialState(files);
  return {
    get state() {
      return state;
    },
    dispatch(happening) {
      state = reduce(state, happening);
      onChange(happening);
    },
  };
}
