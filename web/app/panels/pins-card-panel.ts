// The place of the pinned drawings. What shows them is fetched with the first of them.
import type { State } from '../state/state.ts';
import type { CreatePanel, Panel } from './panel.ts';

export const createPinsCardPanel: CreatePanel = (root, actions) => {
  let panel: Panel | undefined;
  let state: State | undefined;
  let fetching = false;
  let disposed = false;

  async function fetchPanel(): Promise<void> {
    fetching = true;
    try {
      const { createPinsPanel } = await import('./pins-panel.ts');
      if (disposed) return;
      panel = createPinsPanel(root, actions);
      if (state) panel.render(state);
    } catch {
      fetching = false; // the host is away: the next change of the state tries again
    }
  }

  return {
    render(next) {
      state = next;
      if (panel) panel.render(next);
      else if (next.pins.pins.length > 0 && !fetching) void fetchPanel();
    },
    dispose() {
      disposed = true;
      panel?.dispose();
    },
  };
};
