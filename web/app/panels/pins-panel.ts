// The pinned drawings in a strip, each with its probability, above the chart of all.
import { percent } from '../format.ts';
import { faultText } from '../i18n/fault-text.ts';
import { t } from '../i18n/text.ts';
import { className } from '../state/own-data.ts';
import { latestProbability, type Pin, type PinsState } from '../state/pins.ts';
import type { State } from '../state/state.ts';
import { paintReading } from './digit-choice.ts';
import { type CreatePanel, find, headingOf, listening, setText } from './panel.ts';
import { createPinsChart } from './pins-chart.ts';

interface Item {
  readonly pin: Pin;
  readonly root: HTMLLIElement;
  readonly putBack: HTMLButtonElement;
  readonly select: HTMLSelectElement;
  readonly swatch: HTMLElement;
  readonly value: HTMLElement;
  readonly remove: HTMLButtonElement;
}

export const createPinsPanel: CreatePanel = (root, actions) => {
  const list = find(root, 'ul.pins', HTMLUListElement);
  const template = find(list, 'template', HTMLTemplateElement);
  const fault = find(root, '.pins-fault', HTMLElement);
  const { listen, stop } = listening();
  const chart = createPinsChart(root, (values) => showValues(values));
  let items: Item[] = [];
  let shown: PinsState | undefined;
  let ownData: State['ownData'] | undefined;

  const keyOf = (target: EventTarget | null): number =>
    target instanceof Element ? Number(target.closest('li')?.dataset.key) : Number.NaN;
  listen(list, 'change', ({ target }) => {
    if (target instanceof HTMLSelectElement) actions.labelPin(keyOf(target), Number(target.value));
  });
  listen(list, 'click', ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest('.put-back')) actions.putPinBack(keyOf(target));
    if (target.closest('.unpin')) actions.unpin(keyOf(target));
  });

  function createItem(pin: Pin): Item {
    const copy = document.importNode(template.content, true);
    const item = find(copy, 'li', HTMLLIElement);
    item.dataset.key = String(pin.key);
    paintReading(find(item, 'canvas', HTMLCanvasElement), pin);
    return {
      pin,
      root: item,
      putBack: find(item, '.put-back', HTMLButtonElement),
      select: find(item, 'select', HTMLSelectElement),
      swatch: find(item, '.swatch', HTMLElement),
      value: find(item, '.legend-value', HTMLElement),
      remove: find(item, '.unpin', HTMLButtonElement),
    };
  }

  /** Who has the focus on one that goes hands it to the next. */
  function showItems({ pins }: PinsState): void {
    const had = items.findIndex((item) => item.root.contains(document.activeElement));
    const before = new Map(items.map((item) => [item.pin.key, item]));
    items = pins.map((pin) => ({ ...(before.get(pin.key) ?? createItem(pin)), pin }));
    const kept = new Set(items.map((item) => item.root));
    for (const item of before.values()) if (!kept.has(item.root)) item.root.remove();
    for (const [index, item] of items.entries()) {
      item.swatch.dataset.pin = String(index + 1);
      if (!item.root.isConnected) list.append(item.root);
    }
    if (had >= 0 && !list.contains(document.activeElement))
      (items[Math.min(had, items.length - 1)]?.remove ?? headingOf(root))?.focus({ preventScroll: true });
  }

  function nameItems(state: State, classes: number): void {
    for (const [index, { pin, select, putBack, remove }] of items.entries()) {
      const name = className(state.ownData, pin.label);
      const place = { name, place: index + 1 };
      while (select.options.length < classes) select.add(new Option('', String(select.options.length)));
      for (const [label, option] of Array.from(select.options).entries())
        setText(option, className(state.ownData, label));
      if (select.value !== String(pin.label)) select.value = String(pin.label);
      select.ariaLabel = t('What pinned drawing {place} is meant to be', place);
      putBack.ariaLabel = t('Put pinned drawing {place}, a {name}, back on the paper', place);
      putBack.title = t('Put it back on the paper');
      remove.ariaLabel = t('Take pinned drawing {place}, a {name}, off', place);
      remove.title = t('Take it off');
    }
  }

  /** At the pointer on the chart, or the latest. */
  function showValues(values: readonly (number | null | undefined)[] | null): void {
    for (const [index, { pin, value }] of items.entries()) {
      const probability = values ? values[index] : shown && latestProbability(shown, pin);
      setText(value, probability == null ? '–' : percent(probability));
    }
  }

  return {
    render(state) {
      const { pins } = state;
      if (pins === shown && state.ownData === ownData) return;
      const isSameSet = pins.pins === shown?.pins && state.ownData === ownData;
      shown = pins;
      ownData = state.ownData;
      root.hidden = pins.pins.length === 0;
      setText(fault, pins.fault ? faultText(pins.fault) : '');
      if (!isSameSet) {
        showItems(pins);
        const most = Math.max(...pins.pins.map(({ label }) => label + 1), 0);
        nameItems(state, Math.max(state.data.summary?.classes ?? 10, most));
      }
      chart.show(state);
    },
    dispose() {
      stop();
      chart.dispose();
    },
  };
};
