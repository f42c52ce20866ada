// The drawings that the person has labelled, each with what it is; they can be taken out, one by one or all.
import type { KeptDrawing } from '../../lib/client.ts';
import { count } from '../format.ts';
import { className } from '../state/own-data.ts';
import type { State } from '../state/state.ts';
import { paintReading } from './digit-choice.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

export const createOwnDrawingsPanel: CreatePanel = (root, actions) => {
  const details = find(root, 'details', HTMLDetailsElement);
  const summary = find(details, 'summary', HTMLElement);
  const list = find(details, 'ul', HTMLUListElement);
  const removeAll = find(details, '.remove-drawings', HTMLButtonElement);
  let shown: Pick<State, 'correction' | 'ownData'> | undefined;
  let drawings: readonly KeptDrawing[] = [];

  const { listen, stop } = listening();
  listen(list, 'click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    const next = target.closest('li')?.nextElementSibling?.querySelector('button') ?? removeAll;
    next.focus();
    actions.removeDrawings([Number(target.value)]);
  });
  listen(removeAll, 'click', () => actions.removeDrawings(drawings.map(({ id }) => id)));

  return {
    render({ correction, ownData }) {
      removeAll.disabled = correction.drawings.length === 0;
      passFocus(removeAll);
      if (correction.drawings === shown?.correction.drawings && ownData === shown.ownData) return;
      shown = { correction, ownData };
      drawings = correction.drawings;
      root.hidden = drawings.length === 0;
      setText(summary, `Your labelled drawings (${count(drawings.length)})`);
      const items = new Map(
        Array.from(list.children, (item) => [item instanceof HTMLElement ? item.dataset.id : '', item]),
      );
      list.replaceChildren(
        ...drawings.map((own) => {
          const item = items.get(String(own.id)) ?? createItem(own);
          const name = className(ownData, own.label);
          setText(find(item, 'p', HTMLElement), name);
          find(item, 'button', HTMLButtonElement).ariaLabel = `Remove this drawing of ${name}`;
          return item;
        }),
      );
    },
    dispose: stop,
  };
};

function createItem({ id, pixels: image, rows, columns }: KeptDrawing): HTMLLIElement {
  const item = document.createElement('li');
  item.dataset.id = String(id);
  const canvas = document.createElement('canvas');
  canvas.ariaHidden = 'true';
  paintReading(canvas, { image, rows, columns });
  const name = document.createElement('p');
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'remove-drawing';
  remove.value = String(id);
  remove.textContent = 'Remove';
  item.append(canvas, name, remove);
  return item;
}
