// Carries out what the panels of Watch ask for.
import { latest } from '../lib/latest.ts';
import type { Actions } from './actions.ts';
import type { Ask } from './controller.ts';
import type { Store } from './store.ts';

/** Between two looks into the network: each takes a training step's time or two. */
const lookMilliseconds = 500;

export function createWatching({
  store,
  ask,
}: {
  store: Store;
  ask: Ask;
}): Pick<Actions, 'measureInside' | 'showEarlierRun' | 'pointAtEarlierRun' | 'removeEarlierRun'> {
  const measureInside = latest(async () => {
    const { config } = store.state.run;
    // A look that fails is no trouble of the person's: the run says by itself what is wrong with it.
    const health = await ask('health', [], () => {});
    if (health && store.state.run.config === config) store.dispatch({ type: 'looked-inside', health });
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
  });

  return {
    measureInside,
    showEarlierRun: (key, shown) => store.dispatch({ type: 'earlier-run-shown', key, shown }),
    pointAtEarlierRun: (key) => store.dispatch({ type: 'earlier-run-pointed-at', key }),
    removeEarlierRun: (key) => store.dispatch({ type: 'earlier-run-removed', key }),
  };
}
