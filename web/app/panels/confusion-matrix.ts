// The matrix as a table of buttons: one stop for the tab key, arrow keys from cell to cell.
import type { Measurement } from '../../lib/client.ts';
import { count, percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import { listening } from './panel.ts';

export interface Matrix {
  show(measurement: Measurement, nameOf: (label: number) => string): void;
  /** The button of a cell. */
  focus(label: number, predicted: number): void;
  dispose(): void;
}

/** More would be a table that nobody reads and that takes long to lay out. */
const mostClasses = 40;

export function createMatrix(
  table: HTMLTableElement,
  open: (label: number, predicted: number) => void,
): Matrix {
  let classes = 0;
  let buttons: HTMLButtonElement[] = [];
  let stop = 0; // of the tab key
  const { listen, stop: stopListening } = listening();

  const place = (target: EventTarget | null) =>
    target instanceof HTMLButtonElement ? buttons.indexOf(target) : -1;

  function stopAt(index: number): void {
    const before = buttons[stop];
    const after = buttons[index];
    if (before) before.tabIndex = -1;
    if (after) after.tabIndex = 0;
    stop = index;
  }

  listen(table, 'click', ({ target }) => {
    const index = place(target);
    if (index < 0) return;
    stopAt(index);
    if (buttons[index]?.ariaDisabled === 'true') return;
    open(Math.floor(index / classes), index % classes);
  });
  listen(table, 'keydown', (event) => {
    const index = place(event.target);
    if (index < 0) return;
    const row = Math.floor(index / classes);
    const column = index % classes;
    const moves: { [key: string]: [number, number] } = {
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      Home: [row, 0],
      End: [row, classes - 1],
    };
    const to = moves[event.key];
    if (!to) return;
    event.preventDefault();
    const [toRow, toColumn] = to.map((at) => Math.min(Math.max(at, 0), classes - 1));
    stopAt((toRow ?? 0) * classes + (toColumn ?? 0));
    buttons[stop]?.focus();
  });

  function build(nameOf: (label: number) => string): void {
    const labels = Array.from({ length: classes }, (_, label) => label);
    const header = (label: number, scope: string) => {
      const cell = document.createElement('th');
      cell.scope = scope;
      cell.textContent = nameOf(label);
      return cell;
    };
    const first = document.createElement('tr');
    first.append(document.createElement('td'), ...labels.map((label) => header(label, 'col')));
    buttons = [];
    const rows = labels.map((label) => {
      const row = document.createElement('tr');
      row.append(header(label, 'row'));
      for (const predicted of labels) {
        const button = document.createElement('button');
        button.type = 'button';
        button.tabIndex = -1;
        button.classList.toggle('is-right', label === predicted);
        row.insertCell().append(button);
        buttons.push(button);
      }
      return row;
    });
    table.tHead?.replaceChildren(first);
    table.tBodies[0]?.replaceChildren(...rows);
    stopAt(stop < buttons.length ? stop : 0);
  }

  return {
    show({ classes: all, counts, shares }, nameOf) {
      table.hidden = all > mostClasses;
      if (table.hidden) return;
      const focused = place(document.activeElement);
      classes = all;
      build(nameOf);
      for (const [index, button] of buttons.entries()) {
        const label = Math.floor(index / classes);
        const images = counts[index] ?? 0;
        button.textContent = count(images);
        button.ariaDisabled = String(images === 0); // not `disabled`: arrow keys pass over it
        button.style.setProperty('--share', String(shares[index] ?? 0));
        button.ariaLabel = t('{label} taken for {predicted}: {images} images, {share}', {
          label: nameOf(label),
          predicted: nameOf(index % classes),
          images: count(images),
          share: percent(shares[index] ?? 0),
        });
      }
      if (focused >= 0) buttons[focused]?.focus({ preventScroll: true });
    },
    focus(label, predicted) {
      stopAt(label * classes + predicted);
      buttons[stop]?.focus();
    },
    dispose: stopListening,
  };
}
