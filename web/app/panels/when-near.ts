// A panel that is loaded when it comes near the screen: what it takes to draw it is not part of the first load.
import type { State } from '../state/state.ts';
import type { CreatePanel, Panel } from './panel.ts';

export const whenNear =
  (load: () => Promise<CreatePanel>): CreatePanel =>
  (root, actions) => {
    let panel: Panel | undefined;
    let state: State | undefined;
    let disposed = false;

    const near = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        near.disconnect();
        load().then(
          (create) => {
            if (disposed) return;
            panel = create(root, actions);
            if (state) panel.render(state);
          },
          () => {}, // the connection is gone; a browser does not ask again for what failed, the next visit does
        );
      },
      { rootMargin: '25%' },
    );
    near.observe(root);

    return {
      isSlow: true,
      render(next) {
        state = next;
        panel?.render(next);
      },
      dispose() {
        disposed = true;
        near.disconnect();
        panel?.dispose();
      },
    };
  };
