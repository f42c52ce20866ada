// All panels. With another language each is made anew on its markup as it was at first: what it made, and what it
// remembers having shown, is in the language before.
import type { Actions } from '../actions.ts';
import { translateMarkup } from '../i18n/markup.ts';
import { type CreatePanel, find, type Panel } from './panel.ts';

export interface PanelSet {
  readonly all: readonly Panel[];
  /** Of what only the markup knew, which details are open stays. */
  recreate(): void;
}

export function createPanelSet(
  bySelector: readonly (readonly [string, CreatePanel])[],
  actions: Actions,
): PanelSet {
  const rootOf = (selector: string) => find(document, selector, HTMLElement);
  const markup = bySelector.map(([selector]) => [selector, rootOf(selector).cloneNode(true)] as const);
  const create = () => bySelector.map(([selector, make]) => make(rootOf(selector), actions));
  const details = () => Array.from(document.querySelectorAll('details'));
  let all = create();

  return {
    get all() {
      return all;
    },
    recreate() {
      const open = details().map((one) => one.open);
      for (const panel of all) panel.dispose();
      for (const [selector, root] of markup) rootOf(selector).replaceWith(root.cloneNode(true));
      translateMarkup(document.body);
      all = create();
      for (const [index, one] of details().entries()) one.open = open[index] ?? one.open;
    },
  };
}
