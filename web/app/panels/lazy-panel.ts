// A panel whose code is loaded when its place first comes near the screen, and which is drawn only while it is there: what
// it would ask of the worker is then not asked for nobody.
import type { State } from '../state/state.ts';
import type { CreatePanel, Panel } from './panel.ts';

const nearby = '120px';

export const createLazyPanel =
  (load: () => Promise<CreatePanel>): CreatePanel =>
  (root, actions) => {
    let state: State | undefined;
    let panel: Panel | undefined;
    let near = false;
    let loading = false;
    let disposed = false;

    async function fill(): Promise<void> {
      loading = true;
      try {
        const create = await load();
        if (disposed) return;
        panel = create(root, actions);
        root.classList.add('is-filled');
        if (state) panel.render(state);
      } catch {
        loading = false; // offline, perhaps: when it comes near again, it is tried again
      }
    }

    const observer = new IntersectionObserver(
      (entries) => {
        near = entries.at(-1)?.isIntersecting ?? false;
        if (near && !loading) void fill();
        else if (near && state) panel?.render(state);
      },
      { rootMargin: nearby },
    );
    observer.observe(root);

    return {
      isSlow: true,
      render(next) {
        state = next;
        if (near) panel?.render(next);
      },
      dispose() {
        disposed = true;
        observer.disconnect();
        panel?.dispose();
      },
    };
  };
