// The drawings that the person has labelled, each with what it is; they can be taken out, one by one or all.
import type { KeptDrawing } from '../../lib/client.ts';
import { count } from '../format.ts';
import { t } from '../i18n/text.ts';
import { className } from '../state/own-data.ts';
import type { State } from '../state/state.ts';
import { paintReading } from './digit-choice.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

export const createOwnDrawingsPanel: CreatePanel = (root, actions) => {
  const details = find(root, 'details', HTMLDetailsElement);
  const summary = find(details, 'summary', HTMLElement);
  const list = find(details, 'ul', HTMLUListElement);
  const removeAll = find(details, '.remove-drawings', HTMLButtonElement);
  const bringBack = find(details, '.return-drawings', HTMLButtonElement);
  let shown: Pick<State, 'correction' | 'ownData'> | undefined;
  let drawings: readonly KeptDrawing[] = [];

  const { listen, stop } = listening();
  listen(list, 'click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    actions.removeDrawings([Number(target.value)]);
  });
  listen(removeAll, 'click', () => actions.removeDrawings(drawings.map(({ id }) => id)));
  listen(bringBack, 'click', () => actions.returnDrawings());

  return {
    render({ correction, ownData }) {
      removeAll.disabled = correction.drawings.length === 0;
      bringBack.disabled = correction.removed.length === 0;
      root.hidden = correction.drawings.length === 0 && correction.removed.length === 0;
      passFocus(removeAll, bringBack, summary);
      passFocus(bringBack, summary);
      bringBack.hidden = bringBack.disabled;
      if (correction.drawings === shown?.correction.drawings && ownData === shown.ownData) return;
      shown = { correction, ownData };
      drawings = correction.drawings;
      setText(summary, t('Your labelled drawings ({n})', { n: count(drawings.length) }));
      const heir = heirOf(list, drawings) ?? summary;
      const kept = new Set(drawings.map(({ id }) => String(id)));
      const hadFocus = list.contains(document.activeElement);
      for (const item of items(list)) if (!kept.has(item.dataset.id ?? '')) item.remove();
      drawings.forEach((own, index) => {
        const name = className(ownData, own.label);
        const item = items(list)[index];
        const right = item?.dataset.id === String(own.id) ? item : createItem(own);
        if (right !== item) list.insertBefore(right, item ?? null);
        setText(find(right, 'p', HTMLElement), name);
        find(right, 'button', HTMLButtonElement).ariaLabel = t('Remove this drawing of {name}', {
          name,
        });
      });
      if (hadFocus && !list.contains(document.activeElement)) heir.focus({ preventScroll: true });
    },
    dispose: stop,
  };
};

const items = (list: HTMLUListElement): HTMLLIElement[] =>
  Array.from(list.children).filter((item) => item instanceof HTMLLIElement);

/** Who gets the focus of an item that goes: the next that stays, else the one before. */
function heirOf(list: HTMLUListElement, drawings: readonly KeptDrawing[]): HTMLElement | undefined {
  const all = items(list);
  const at = all.findIndex((item) => item.contains(document.activeElement));
  const kept = new Set(drawings.map(({ id }) => String(id)));
  const heir = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0)).reverse()].find((item) =>
    kept.has(item.dataset.id ?? ''),
  );
  return heir?.querySelector('button') ?? undefined;
}

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
  remove.textContent = t('Remove');
  item.append(canvas, name, remove);
  return item;
}
