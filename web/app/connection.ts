// The network's comings and goings, and new versions of the page.
import type { Ask } from './controller.ts';
import { leaveDrawing, takeLeftDrawing } from './left-drawing.ts';
import { failedFiles } from './state/data.ts';
import type { Store } from './store.ts';
import { createVersion } from './version.ts';

interface ConnectionOptions {
  readonly store: Store;
  readonly ask: Ask;
  readonly retryData: () => void;
  readonly drawStroke: (points: readonly number[]) => void;
}

const keepMilliseconds = 2000;

export function createConnection({ store, ask, retryData, drawStroke }: ConnectionOptions) {
  const tell = () => store.dispatch({ type: 'online', online: navigator.onLine });
  const version = createVersion(() => store.dispatch({ type: 'version-came' }));

  return {
    /** To be called once the page can be used: what the first visit is for comes before what is for the next. */
    watchVersion: () => version.watch(),
    /** What the visit before has left, and from now on what changes. */
    watchConnection(): void {
      for (const stroke of takeLeftDrawing()) drawStroke(stroke);
      window.addEventListener('pagehide', () => leaveDrawing(store.state.drawing.strokes));
      if (!navigator.onLine) tell();
      window.addEventListener('offline', tell);
      window.addEventListener('online', () => {
        tell();
        const { data } = store.state;
        const broke = data.files.some(({ fault }) => fault?.code === 'E_FETCH'); // not: was cancelled
        if (!data.loading && broke && failedFiles(data).length > 0) retryData();
      });
    },
    /** The newest version of the page, with the run and the drawing. */
    async reload(): Promise<void> {
      const kept = ask('keep', [], () => {});
      await Promise.race([kept, new Promise((resolve) => setTimeout(resolve, keepMilliseconds))]);
      version.reload();
    },
  };
}
