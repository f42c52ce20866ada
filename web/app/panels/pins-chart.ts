// A line a pinned drawing over the epochs, and the same as a table. Drawn only while it is on the screen.
import { count, percent, percentTick } from '../format.ts';
import { t } from '../i18n/text.ts';
import { className } from '../state/own-data.ts';
import { type PinSample, probabilityIn } from '../state/pins.ts';
import { epochsBegun } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { find, setText } from './panel.ts';
import { createPlot, type Plot } from './plot.ts';

type Values = readonly (number | null | undefined)[];

export interface PinsChart {
  show(state: State): void;
  dispose(): void;
}

const tableRows = 20;

/** As often as anybody sees a difference. */
const drawMilliseconds = 200;

export function createPinsChart(card: HTMLElement, onValues: (atPointer: Values | null) => void): PinsChart {
  const root = find(card, '.pins-plot', HTMLElement);
  const caption = find(card, '.pins-caption', HTMLElement);
  const details = find(card, '.pins-table', HTMLDetailsElement);
  const head = find(details, 'thead tr', HTMLTableRowElement);
  const body = find(details, 'tbody', HTMLTableSectionElement);
  let plot: Plot | undefined;
  let lines = 0;
  let state: State | undefined;
  let isVisible = false;
  let atPointer: { readonly x: number; readonly values: Values } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const observer = new IntersectionObserver(([entry]) => {
    isVisible = entry?.isIntersecting ?? false;
    if (isVisible) later(0);
  });
  observer.observe(card);
  details.addEventListener('toggle', () => later(0));

  function later(milliseconds: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      draw();
    }, milliseconds);
  }

  function showPointer(): void {
    setText(caption, atPointer ? t('At epoch {epoch}', { epoch: atPointer.x.toFixed(2) }) : t('Latest'));
    onValues(atPointer?.values ?? null);
  }

  function plotOf(pins: number): Plot {
    if (plot && lines === pins) return plot;
    plot?.dispose();
    lines = pins;
    atPointer = null;
    plot = createPlot({
      root,
      lines: Array.from(card.querySelectorAll('.pins .swatch'), (swatch) => ({
        swatch,
        width: 2,
        points: false,
      })),
      yRange: () => [0, 1],
      yText: percentTick,
      onHover(hover) {
        atPointer = hover;
        showPointer();
      },
    });
    return plot;
  }

  function draw(): void {
    if (!state || !isVisible) return;
    const { pins, samples } = state.pins;
    if (pins.length === 0) return;
    const perEpoch = state.run.progress?.batchesPerEpoch ?? 1;
    const { run } = state;
    plotOf(pins.length).show(() => ({
      columns: [
        samples.map(({ step }) => step / perEpoch),
        ...pins.map((pin) => samples.map((sample) => probabilityIn(sample, pin) ?? null)),
      ],
      end: epochsBegun(run),
    }));
    showPointer();
    if (details.open) showTable(state);
  }

  function showTable({ pins: { pins, samples }, ownData, run }: State): void {
    const perEpoch = run.progress?.batchesPerEpoch ?? 1;
    const names = pins.map(({ label }, index) =>
      t('{place}: {name}', { place: index + 1, name: className(ownData, label) }),
    );
    fill(head, 'th', [t('Step'), t('Epoch'), ...names]);
    const rows = some(samples);
    while (body.rows.length > rows.length) body.deleteRow(-1);
    for (const [index, sample] of rows.entries()) {
      const probabilities = pins.map((pin) => probabilityIn(sample, pin));
      fill(body.rows[index] ?? body.insertRow(), 'td', [
        count(sample.step),
        (sample.step / perEpoch).toFixed(2),
        ...probabilities.map((probability) => (probability === undefined ? '–' : percent(probability))),
      ]);
    }
  }

  return {
    show(next) {
      const isOther = next.pins.pins.length !== state?.pins.pins.length;
      state = next;
      showPointer();
      later(isOther ? 0 : drawMilliseconds);
    },
    dispose() {
      clearTimeout(timer);
      observer.disconnect();
      plot?.dispose();
    },
  };
}

/** The latest first, evenly over the run. */
function some(samples: readonly PinSample[]): readonly PinSample[] {
  const stride = Math.max(1, Math.ceil(samples.length / tableRows));
  return samples.filter((_, index) => (samples.length - 1 - index) % stride === 0).reverse();
}

function fill(row: HTMLTableRowElement, tag: 'th' | 'td', texts: readonly string[]): void {
  while (row.cells.length > texts.length) row.deleteCell(-1);
  while (row.cells.length < texts.length) {
    const cell = document.createElement(tag);
    if (tag === 'th') cell.setAttribute('scope', 'col');
    row.append(cell);
  }
  for (const [index, text] of texts.entries()) setText(row.cells[index] ?? row, text);
}
