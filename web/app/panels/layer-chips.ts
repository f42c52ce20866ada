// The network's layers as chips: pixels and classes are the data's, hidden layers can be changed, added and removed.
import { t } from '../i18n/text.ts';
import { find, listening, setText } from './panel.ts';
import type { Control } from './settings-panel.ts';

const newWidth = '64';

export function createLayerChips(root: HTMLElement, edit: (text: string) => void): Control {
  const list = find(root, '.layer-chips', HTMLElement);
  const add = find(root, '.add-layer', HTMLButtonElement);
  const { listen, stop } = listening();
  let shown = '';
  let widths: string[] = [];

  /** Shown at once, so that the focus has somewhere to go. */
  function change(next: readonly string[]): void {
    const text = next.join('-');
    edit(text);
    show(text);
  }

  listen(add, 'click', () => {
    change([...widths.slice(0, -1), newWidth, ...widths.slice(-1)]);
    const input = list.querySelectorAll('input').item(widths.length - 3);
    input?.focus();
    input?.select();
  });
  listen(list, 'input', () => {
    const inputs = Array.from(list.querySelectorAll('input'), ({ value }) => value.trim());
    change([...widths.slice(0, 1), ...inputs, ...widths.slice(-1)]);
  });
  listen(list, 'click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    const index = Array.from(list.querySelectorAll('button')).indexOf(target);
    change(widths.filter((_, i) => i !== index + 1));
    const rest = list.querySelectorAll('button');
    (rest.item(Math.min(index, rest.length - 1)) ?? add).focus();
  });

  function show(text: string): void {
    if (text === shown) return;
    shown = text;
    root.dataset.value = text;
    widths = text.split('-');
    const hidden = widths.slice(1, -1);
    if (list.children.length !== widths.length)
      list.replaceChildren(fixedChip(), ...hidden.map((_, i) => hiddenChip(i + 1)), fixedChip());
    for (const [i, chip] of Array.from(list.children).entries()) {
      const width = widths[i] ?? '';
      const input = chip.querySelector('input');
      if (!input) setText(chip, width);
      else if (input.value.trim() !== width) input.value = width;
    }
  }

  return {
    show,
    setDisabled: () => {},
    focus: () => (list.querySelector('input') ?? add).focus(),
    dispose: stop,
  };
}

function fixedChip(): HTMLElement {
  const chip = document.createElement('li');
  chip.className = 'layer-chip is-fixed';
  return chip;
}

function hiddenChip(number: number): HTMLElement {
  const chip = document.createElement('li');
  chip.className = 'layer-chip';
  const input = document.createElement('input');
  input.inputMode = 'numeric';
  input.autocomplete = 'off';
  input.ariaLabel = t('Width of hidden layer {number}', { number });
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.textContent = '×';
  remove.ariaLabel = t('Remove hidden layer {number}', { number });
  chip.append(input, remove);
  return chip;
}
