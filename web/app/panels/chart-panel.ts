// Loss and accuracy over the epochs. The legend tells the values at the pointer, else the latest.
import { decimals, percent, percentTick } from '../format.ts';
import { epochsBegun, type RunState } from '../state/run.ts';
import { accuracyColumns, lossColumns } from './chart-data.ts';
import { type CreatePanel, find, setText } from './panel.ts';
import { createPlot, type Hover } from './plot.ts';

export const createChartPanel: CreatePanel = (root) => {
  const batch = legendEntry(root, '.batch-loss', decimals);
  const train = legendEntry(root, '.train-loss', decimals);
  const validation = legendEntry(root, '.validation-loss', decimals);
  const accuracy = legendEntry(root, '.accuracy', (value) => percent(value, 2));
  const places = Array.from(root.querySelectorAll('.legend-place'));
  let run: RunState | undefined;
  let lossHover: Hover | null = null;
  let accuracyHover: Hover | null = null;

  function renderLegend(): void {
    const report = run?.reports.at(-1);
    const latest = [run?.losses.values.at(-1), report?.trainLoss, report?.validationLoss];
    const [batchLoss, trainLoss, validationLoss] = lossHover?.values ?? latest;
    batch.show(batchLoss);
    train.show(trainLoss);
    validation.show(validationLoss);
    accuracy.show(accuracyHover ? accuracyHover.values[0] : report?.validationAccuracy);
    for (const place of places) setText(place, lossHover ? `at epoch ${lossHover.x.toFixed(2)}` : 'latest');
  }

  const losses = createPlot({
    root: find(root, '.loss-plot', HTMLElement),
    lines: [
      { swatch: batch.swatch, width: 1, points: false },
      { swatch: train.swatch, width: 2, points: true },
      { swatch: validation.swatch, width: 2, points: true },
    ],
    yRange: (_, max) => [0, max ? max * 1.05 : 2.5],
    yText: (value) => String(value),
    onHover(hover) {
      lossHover = hover;
      renderLegend();
    },
  });
  const accuracies = createPlot({
    root: find(root, '.accuracy-plot', HTMLElement),
    lines: [{ swatch: accuracy.swatch, width: 2, points: true }],
    yRange: (min) => [min ? Math.min(0.9, Math.floor(min * 10) / 10) : 0, 1],
    yText: percentTick,
    onHover(hover) {
      accuracyHover = hover;
      renderLegend();
    },
  });

  function draw(): void {
    if (!run) return;
    const epochs = epochsBegun(run);
    losses.show(lossColumns(run), epochs);
    accuracies.show(accuracyColumns(run), epochs);
    renderLegend();
  }

  return {
    isSlow: true,
    render(state) {
      if (state.run === run) return;
      run = state.run;
      draw();
    },
    dispose() {
      losses.dispose();
      accuracies.dispose();
    },
  };
};

function legendEntry(root: ParentNode, selector: string, format: (value: number) => string) {
  const entry = find(root, selector, HTMLLIElement);
  const text = find(entry, '.legend-value', HTMLElement);
  return {
    swatch: find(entry, '.swatch', HTMLElement),
    show: (value: number | null | undefined) => setText(text, value == null ? '–' : format(value)),
  };
}
