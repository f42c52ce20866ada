// Panels whose code comes when there is somebody to see it, so that a first visit does not wait for it. What they have in
// the markup keeps their place until then.
import type { Actions } from '../actions.ts';
import type { State } from '../state/state.ts';
import type { CreatePanel, Panel } from './panel.ts';

type Load = () => Promise<CreatePanel>;
type IsWanted = (state: State) => boolean;

const nearby = '120px';
const retryMilliseconds = 5000;

/**
 * Comes when its place first is near the screen, and there is something to show; drawn only while it is there: what it
 * would ask of the worker is then not asked for nobody.
 */
export const whenNear =
  (load: Load, isWanted: IsWanted = () => true): CreatePanel =>
  (root, actions) => {
    let state: State | undefined;
    let near = false;
    const coming = arrival(load, root, actions, draw);
    function draw(): void {
      if (!near || !state) return;
      if (isWanted(state)) coming.want();
      coming.panel()?.render(state);
    }
    const stop = observe(root, nearby, (isNear) => {
      near = isNear;
      draw();
    });
    return {
      get isSlow() {
        return coming.isSlow;
      },
      render(next) {
        state = next;
        draw();
      },
      dispose() {
        stop();
        coming.dispose();
      },
    };
  };

/** Comes as soon as there is something to show, wherever its place is, and is drawn from then on. */
export const whenWanted =
  (load: Load, isWanted: IsWanted): CreatePanel =>
  (root, actions) => {
    let state: State | undefined;
    const coming = arrival(load, root, actions, draw);
    function draw(): void {
      if (!state) return;
      if (isWanted(state)) coming.want();
      coming.panel()?.render(state);
    }
    return {
      get isSlow() {
        return coming.isSlow;
      },
      render(next) {
        state = next;
        draw();
      },
      dispose: coming.dispose,
    };
  };

/** Comes when it is wanted, or when its place is on the screen, whichever is first, and is drawn from then on. */
export const whenWantedOrSeen =
  (load: Load, isWanted: IsWanted): CreatePanel =>
  (root, actions) => {
    let isSeen = false;
    let state: State | undefined;
    const panel = whenWanted(load, (now) => isSeen || isWanted(now))(root, actions);
    const stop = observe(root, '0px', (isNow) => {
      isSeen ||= isNow;
      if (isNow && state) panel.render(state);
    });
    return {
      get isSlow() {
        return panel.isSlow ?? true;
      },
      render(next) {
        state = next;
        panel.render(next);
      },
      dispose() {
        stop();
        panel.dispose();
      },
    };
  };

function observe(root: HTMLElement, rootMargin: string, onChange: (isNear: boolean) => void): () => void {
  const observer = new IntersectionObserver((entries) => onChange(entries.at(-1)?.isIntersecting ?? false), {
    rootMargin,
  });
  observer.observe(root);
  return () => observer.disconnect();
}

/** A panel that comes once it is wanted. */
function arrival(load: Load, root: HTMLElement, actions: Actions, onArrival: () => void) {
  let panel: Panel | undefined;
  let isComing = false;
  let disposed = false;

  async function fetchPanel(): Promise<void> {
    isComing = true;
    const create = await load().catch(() => undefined);
    if (disposed) return;
    if (create) {
      panel = create(root, actions);
      onArrival();
    } else {
      setTimeout(() => {
        isComing = false; // offline, perhaps: whoever wants it then tries again
      }, retryMilliseconds);
    }
  }

  return {
    panel: () => panel,
    /** The panel's own say; before it has come there is nothing to draw in a hurry. */
    get isSlow(): boolean {
      return panel ? (panel.isSlow ?? false) : true;
    },
    want(): void {
      if (!isComing) void fetchPanel();
    },
    dispose(): void {
      disposed = true;
      panel?.dispose();
    },
  };
}
