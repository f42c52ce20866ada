// The data, one image at a time: what is in it, number by number.
import type { DataPart } from '../../lib/client.ts';
import { count } from '../format.ts';
import { t } from '../i18n/text.ts';
import { canTrain } from '../state/data.ts';
import type { InspectionState, Leaf } from '../state/inspection.ts';
import { className, type OwnDataState } from '../state/own-data.ts';
import { paintReading } from './digit-choice.ts';
import { type CreatePanel, find, listening, setText } from './panel.ts';
import { createPixelTable } from './pixel-table.ts';
import { goToPaper } from './to-paper.ts';

export const createBrowserPanel: CreatePanel = (root, actions) => {
  const examples = find(root, '.examples', HTMLUListElement);
  const fields = find(root, '.browser-fields', HTMLElement);
  const part = find(root, '.browser-part', HTMLSelectElement);
  const label = find(root, '.browser-label', HTMLSelectElement);
  const index = find(root, '.browser-index', HTMLInputElement);
  const previous = find(root, '.previous', HTMLButtonElement);
  const next = find(root, '.next', HTMLButtonElement);
  const random = find(root, '.random', HTMLButtonElement);
  const shownImage = find(root, '.browser-image', HTMLElement);
  const canvas = find(root, '.browser-canvas', HTMLCanvasElement);
  const facts = find(root, '.browser-facts', HTMLDListElement);
  const fact = (name: string) => find(facts, `.${name}`, HTMLElement);
  const pixel = find(root, '.pixel-words', HTMLElement);
  const table = createPixelTable(find(root, '.pixel-numbers', HTMLDetailsElement));
  const send = find(root, '.send', HTMLButtonElement);
  const missing = find(root, '.browser-missing', HTMLElement);
  let leaf: Leaf | null = null;
  let shownExamples: InspectionState['examples'] | undefined;
  let names: OwnDataState | undefined;
  let asked: unknown;
  let examplesAsked: unknown;
  let isCurrent = false;

  const wanted = () => (label.value === '' ? null : Number(label.value));
  const go = (to: number, forwards: boolean) => actions.leaf(toPart(part.value), to, wanted(), forwards);
  const { listen, stop } = listening();
  listen(part, 'change', () => go(0, true));
  listen(label, 'change', () => go(leaf?.index ?? 0, true));
  listen(index, 'change', () => {
    const to = Number(index.value);
    if (Number.isInteger(to)) go(to, true);
  });
  listen(previous, 'click', () => go((leaf?.index ?? 0) - 1, false));
  listen(next, 'click', () => go((leaf?.index ?? 0) + 1, true));
  listen(random, 'click', () => go(Math.floor(Math.random() * (leaf?.summary.count ?? 0)), true));
  listen(send, 'click', () => {
    if (!leaf?.image) return;
    const { rows, columns } = leaf.summary;
    actions.sendToPaper(imageName(leaf), leaf.image.pixels, rows, columns);
    goToPaper();
  });
  listen(canvas, 'pointermove', ({ offsetX, offsetY }) => {
    if (!leaf?.image) return;
    const { rows, columns } = leaf.summary;
    const row = Math.min(Math.floor((offsetY / canvas.clientHeight) * rows), rows - 1);
    const column = Math.min(Math.floor((offsetX / canvas.clientWidth) * columns), columns - 1);
    const value = leaf.image.pixels[row * columns + column] ?? 0;
    setText(pixel, t('Row {row}, column {column}: {value}', { row, column, value }));
  });
  listen(examples, 'click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (!button) return;
    part.value = 'training';
    label.value = '';
    go(Number(button.dataset.index), true);
  });

  function showExamples(found: InspectionState['examples'], ownData: OwnDataState): void {
    examples.classList.toggle('is-awaited', found.length === 0);
    examples.replaceChildren(
      ...found.map(({ index: at, image, rows, columns }) => {
        const item = document.createElement('li');
        const button = document.createElement('button');
        button.type = 'button';
        button.dataset.index = String(at);
        const drawn = document.createElement('canvas');
        drawn.ariaHidden = 'true';
        paintReading(drawn, { image: image.pixels, rows, columns });
        const name = document.createElement('span');
        name.textContent = className(ownData, image.label);
        button.append(drawn, name);
        item.append(button);
        return item;
      }),
    );
  }

  function showLeaf(now: Leaf, ownData: OwnDataState): void {
    const { image, summary } = now;
    index.max = String(Math.max(0, summary.count - 1));
    if (document.activeElement !== index || Number(index.value) !== now.index)
      index.value = String(now.index);
    shownImage.classList.toggle('is-awaited', image === null);
    setText(pixel, '');
    if (!image) return;
    const { rows, columns, classCounts } = summary;
    paintReading(canvas, { image: image.pixels, rows, columns });
    canvas.ariaLabel = imageName(now);
    const name = className(ownData, image.label);
    setText(
      fact('fact-index'),
      t('{index}, counted from 0, of {count}', { index: count(now.index), count: count(summary.count) }),
    );
    setText(fact('fact-label'), name);
    const hot = Array.from(classCounts.keys(), (label) => (label === image.label ? 1 : 0));
    setText(fact('fact-one-hot'), `[${hot.join(', ')}]`);
    setText(fact('fact-shape'), t('{rows} × {columns} bytes', { rows, columns }));
    setText(fact('fact-mean'), image.mean.toFixed(4));
    setText(
      fact('fact-count'),
      t('{images} with this label', { images: count(classCounts[image.label] ?? 0) }),
    );
    table.show(image.pixels, columns);
  }

  return {
    render({ inspection, data, ownData, run, worker }) {
      isCurrent = worker.fault === null && canTrain(data) && run.config !== null && !run.changing;
      fields.classList.toggle('is-awaited', !canTrain(data));
      missing.hidden = canTrain(data) || data.loading;
      if (isCurrent && inspection.examples.length === 0 && examplesAsked !== data.summary) {
        examplesAsked = data.summary;
        actions.findExamples();
      }
      // Another run may train on other images.
      if (isCurrent && asked !== run.config) {
        asked = run.config;
        actions.leaf(toPart(part.value), leaf?.index ?? 0, wanted(), true);
      }
      const renamed = ownData !== names;
      names = ownData;
      if (inspection.leaf !== leaf || renamed) {
        leaf = inspection.leaf;
        if (renamed || label.options.length !== (leaf?.summary.classCounts.length ?? 0) + 1) {
          const chosen = label.value;
          label.replaceChildren(
            new Option(t('any label'), ''),
            ...Array.from(
              leaf?.summary.classCounts.keys() ?? [],
              (one) => new Option(className(ownData, one), String(one)),
            ),
          );
          label.value = chosen;
          if (label.selectedIndex < 0) label.selectedIndex = 0;
        }
        if (leaf) showLeaf(leaf, ownData);
        else shownImage.classList.add('is-awaited');
      }
      if (inspection.examples !== shownExamples || renamed) {
        shownExamples = inspection.examples;
        showExamples(inspection.examples, ownData);
      }
    },
    dispose: stop,
  };
};

function imageName({ part, index, image }: Leaf): string {
  const values = { index: count(index), label: image?.label ?? '' };
  if (part === 'test') return t('Test image {index}, label {label}', values);
  if (part === 'validation') return t('Validation image {index}, label {label}', values);
  return t('Training image {index}, label {label}', values);
}

const toPart = (value: string): DataPart => (value === 'test' || value === 'validation' ? value : 'training');
