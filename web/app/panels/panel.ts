// A panel shows one part of the state in the markup that index.html has for it, and passes on what a person does.
import type { Actions } from '../actions.ts';
import type { State } from '../state/state.ts';

export interface Panel {
  /** Takes so long to draw that it is left out of the frames in which the pen moves; see render-loop.ts. */
  readonly isSlow?: boolean;
  render(state: State): void;
  /** Lets go of listeners and observers. */
  dispose(): void;
}

export type CreatePanel = (root: HTMLElement, actions: Actions) => Panel;

/** The element that index.html promises. */
export function find<E extends Element>(root: ParentNode, selector: string, type: new () => E): E {
  const element = root.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`index.html lacks ${type.name} "${selector}"`);
  return element;
}

/** Writes only what differs, so that live regions stay silent and selections stay. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** An <output>: text for people, and the bare value, or nothing when it is not known. */
export function setOutput(
  element: HTMLOutputElement,
  text: string,
  value: number | string | undefined,
): void {
  setText(element, text);
  const bare = String(value ?? '');
  if (element.dataset.value !== bare) element.dataset.value = bare;
}

/** A bar's share; nothing when it is no number, which an element would throw at. */
export function setFraction(bar: HTMLProgressElement, fraction: number): void {
  bar.value = Number.isFinite(fraction) ? fraction : 0;
}

/**
 * To be called after a render: who works with the keyboard would lose the place with a button that went grey or away.
 * The focus goes to the first of `heirs` that can have it, else to the heading. A button that is itself to be hidden
 * is greyed before this and hidden after it: `hidden` takes the focus at once, `disabled` with the next frame.
 */
export function passFocus(from: HTMLElement, ...heirs: readonly HTMLElement[]): void {
  if (document.activeElement !== from || canHaveFocus(from)) return;
  const heir = heirs.find(canHaveFocus) ?? headingOf(from);
  heir?.focus({ preventScroll: true });
}

/** Of the part of the page that the element is in. */
export const headingOf = (element: HTMLElement): HTMLElement | null =>
  (element.closest('section') ?? document.body).querySelector<HTMLElement>('h1, h2');

const canHaveFocus = (element: HTMLElement): boolean =>
  !element.matches(':disabled') && element.checkVisibility();

export type Listening = <K extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  type: K,
  listener: (event: HTMLElementEventMap[K]) => void,
) => void;

/** Listeners that end together. */
export function listening(): { listen: Listening; stop: () => void } {
  const controller = new AbortController();
  return {
    listen: (target, type, listener) =>
      target.addEventListener(type, listener, { signal: controller.signal }),
    stop: () => controller.abort(),
  };
}
