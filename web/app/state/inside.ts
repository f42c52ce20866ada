// What goes on inside the network, as far as it was looked at: the last look, and a series of them over the steps.
import type { Advice, LayerHealth } from '../../lib/client.ts';
import type { Happening } from './happening.ts';

export interface Look {
  readonly step: number;
  readonly layers: readonly LayerHealth[];
}

export interface InsideState {
  /** In the order of their steps. */
  readonly looks: readonly Look[];
  readonly advice: readonly Advice[];
}

export const initialInside: InsideState = { looks: [], advice: [] };

const mostLooks = 300;

export function reduceInside(state: InsideState, happening: Happening): InsideState {
  switch (happening.type) {
    case 'looked-inside': {
      const { step, layers, advice } = happening.health;
      const last = state.looks.at(-1)?.step ?? 0;
      return step > last
        ? { looks: thinned([...state.looks, { step, layers }]), advice }
        : { ...state, advice };
    }
    case 'run-began':
    case 'run-restored':
    case 'restarted':
      return initialInside;
    default:
      return state;
  }
}

/** Every second one is left out when there are too many; the last always stays. */
const thinned = (looks: readonly Look[]): readonly Look[] =>
  looks.length <= mostLooks ? looks : looks.filter((_, index) => (looks.length - 1 - index) % 2 === 0);
