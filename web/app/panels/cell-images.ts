// The images behind a cell of the confusion matrix, worst first.
import type { CellImage } from '../../lib/client.ts';
import type { Actions } from '../actions.ts';
import { count, percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import type { Cell } from '../state/inspection.ts';
import { className, type OwnDataState } from '../state/own-data.ts';
import type { State } from '../state/state.ts';
import { paintReading } from './digit-choice.ts';
import { find, listening, setText } from './panel.ts';
import { goToPaper } from './to-paper.ts';

export interface CellImages {
  show(cell: Cell | null, state: State): void;
  dispose(): void;
}

export function createCellImages(
  root: HTMLElement,
  actions: Actions,
  back: (label: number, predicted: number) => void,
): CellImages {
  const heading = find(root, 'h4', HTMLElement);
  const list = find(root, 'ul', HTMLUListElement);
  const template = find(list, 'template', HTMLTemplateElement);
  const close = find(root, '.close-cell', HTMLButtonElement);
  let shown: Cell | null = null;
  const { listen, stop } = listening();
  listen(close, 'click', () => {
    const cell = shown;
    actions.closeCell();
    if (cell) back(cell.label, cell.predicted);
  });

  function item(image: CellImage, rows: number, columns: number, ownData: OwnDataState): HTMLLIElement {
    const element = find(document.importNode(template.content, true), 'li', HTMLLIElement);
    const values = {
      index: count(image.index),
      label: className(ownData, image.label),
      read: className(ownData, image.predicted),
      probability: percent(image.probability),
      own: percent(image.labelProbability),
    };
    const isRight = image.label === image.predicted;
    setText(find(element, '.cell-label', HTMLElement), t('It is {label}', values));
    setText(
      find(element, '.cell-read', HTMLElement),
      isRight
        ? t('Read as {read}: {probability}', values)
        : t('Read as {read}: {probability}; {label}: {own}', values),
    );
    const name =
      shown && isRight
        ? t('Image {index}, a {label}', values)
        : t('Image {index}, a {label} taken for {read}', values);
    const canvas = find(element, 'canvas', HTMLCanvasElement);
    canvas.ariaLabel = name;
    paintReading(canvas, { image: image.pixels, rows, columns });
    const send = find(element, 'button', HTMLButtonElement);
    send.ariaLabel = t('Send to the paper: image {index}', values);
    send.addEventListener('click', () => {
      actions.sendToPaper(name, image.pixels, rows, columns);
      goToPaper();
    });
    return element;
  }

  return {
    show(cell, { data, ownData, inspection }) {
      const isOther = cell?.label !== shown?.label || cell?.predicted !== shown?.predicted;
      shown = cell;
      root.hidden = cell === null;
      const { rows = 28, columns = 28 } = data.summary ?? {};
      if (!cell) return list.replaceChildren(template);
      const classes = inspection.measurement?.classes ?? 0;
      const all = inspection.measurement?.counts[cell.label * classes + cell.predicted] ?? 0;
      const values = {
        label: className(ownData, cell.label),
        read: className(ownData, cell.predicted),
        images: count(all),
        shown: count(cell.images.length),
      };
      const isRight = cell.label === cell.predicted;
      const title = isRight
        ? t('{label} read right: {images} images, least sure first', values)
        : t('{label} taken for {read}: {images} images, worst first', values);
      const few = all > cell.images.length ? ` ${t('The first {shown} are shown.', values)}` : '';
      setText(heading, title + few);
      list.replaceChildren(template, ...cell.images.map((image) => item(image, rows, columns, ownData)));
      // Not from elsewhere, as from the choice of a language, with which all panels are made anew.
      if (isOther && root.closest('section')?.contains(document.activeElement)) heading.focus();
    },
    dispose: stop,
  };
}
