// Shows a control of the page: scrolls to it, outlines it and gives it the focus; Escape leads back to the tour.

export interface Showing {
  show(selector: string): void;
  end(): void;
  dispose(): void;
}

const focusable = 'button:enabled, a[href], input:enabled, select:enabled, summary, [tabindex="0"]';

/** Until what comes where one looks, and pushes the rest away, has come. */
const settlingMilliseconds = 3000;

/** Keeps it on the screen while the page above it fills, unless the person scrolls meanwhile. */
function keepInView(target: HTMLElement): () => void {
  // Not smoothly: what fills on the way would push it away.
  const scroll = () => target.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const size = new ResizeObserver(scroll);
  const stop = () => size.disconnect();
  size.observe(document.body);
  for (const type of ['wheel', 'pointerdown', 'keydown'])
    addEventListener(type, stop, { once: true, passive: true });
  setTimeout(stop, settlingMilliseconds);
  scroll();
  return stop;
}

export function createShowing(goBack: () => void): Showing {
  let shown: HTMLElement | undefined;
  let stopKeeping = () => {};

  function end(): void {
    stopKeeping();
    shown?.classList.remove('is-shown');
    if (shown?.dataset.madeFocusable) {
      delete shown.dataset.madeFocusable;
      shown.removeAttribute('tabindex');
    }
    shown = undefined;
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || !shown?.contains(document.activeElement)) return;
    goBack();
  }
  document.addEventListener('keydown', onKey);

  return {
    show(selector) {
      end();
      const target = document.querySelector<HTMLElement>(selector);
      if (!target) return;
      shown = target;
      const details = target.closest('details');
      if (details) details.open = true;
      target.classList.add('is-shown');
      stopKeeping = keepInView(target);
      heirOf(target).focus({ preventScroll: true });
    },
    end,
    dispose() {
      end();
      document.removeEventListener('keydown', onKey);
    },
  };
}

/** Itself, or the first in it that can have the focus; what is no control is made to take it for this once. */
function heirOf(target: HTMLElement): HTMLElement {
  if (target.matches(focusable)) return target;
  const inside = Array.from(target.querySelectorAll<HTMLElement>(focusable)).find((one) =>
    one.checkVisibility(),
  );
  if (inside) return inside;
  if (!target.hasAttribute('tabindex')) {
    target.tabIndex = -1;
    target.dataset.madeFocusable = 'true';
  }
  return target;
}
