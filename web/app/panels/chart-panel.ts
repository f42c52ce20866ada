// Loss and accuracy over the epochs, before the tutorial's curve and earlier runs. The legend tells the values at the
// cursor, which the pointer or a key moves, else the latest.
import { keepChartOptions, loadChartOptions } from '../chart-options.ts';
import { decimals, percent, percentTick } from '../format.ts';
import { t } from '../i18n/text.ts';
import { trainedSteps } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { accuracyColumns, lossColumns } from './chart-data.ts';
import { endOf, lossOf, runBackdrops, showsTutorial, tutorialAt, tutorialBackdrop } from './chart-lines.ts';
import { logTick, lossRange, lossTick } from './loss-scale.ts';
import { type CreatePanel, find, listening, setText } from './panel.ts';
import { createPlot, type Hover, type Plot } from './plot.ts';

export const createChartPanel: CreatePanel = (root) => {
  const batch = legendEntry(root, '.batch-loss', decimals);
  const train = legendEntry(root, '.train-loss', decimals);
  const validation = legendEntry(root, '.validation-loss', decimals);
  const tutorial = legendEntry(root, '.tutorial-loss', decimals);
  const accuracy = legendEntry(root, '.accuracy', (value) => percent(value, 2));
  const trainAccuracy = legendEntry(root, '.train-accuracy', (value) => percent(value, 2));
  const place = find(root, '.legend-place', HTMLElement);
  const lossRoot = find(root, '.loss-plot', HTMLElement);
  const accuracyRoot = find(root, '.accuracy-plot', HTMLElement);
  const logarithmic = find(root, '.logarithmic', HTMLInputElement);
  const always = find(root, '.tutorial-always', HTMLInputElement);
  const csv = find(root, '.export-csv', HTMLButtonElement);
  const png = find(root, '.export-png', HTMLButtonElement);
  const { listen, stop } = listening();
  let options = loadChartOptions();
  let state: State | undefined;
  let lossHover: Hover | null = null;
  let accuracyHover: Hover | null = null;

  logarithmic.checked = options.logarithmic;
  always.checked = options.tutorialAlways;

  function renderLegend(): void {
    const run = state?.run;
    const report = run?.reports.at(-1);
    const latest = [run?.losses.values.at(-1), report?.trainLoss, report?.validationLoss];
    const [batchLoss, trainLoss, validationLoss] = lossHover?.values ?? latest;
    batch.show(batchLoss);
    train.show(trainLoss);
    validation.show(validationLoss);
    tutorial.entry.hidden = !state || !showsTutorial(state, options.tutorialAlways);
    tutorial.show(lossHover ? tutorialAt(lossHover.x) : tutorialAt(report?.epoch ?? 0));
    accuracy.show(accuracyHover ? accuracyHover.values[0] : report?.validationAccuracy);
    const latestTrain = report && report.trainAccuracy >= 0 ? report.trainAccuracy : null;
    trainAccuracy.show(accuracyHover ? accuracyHover.values[1] : latestTrain);
    setText(place, lossHover ? t('at epoch {epoch}', { epoch: lossHover.x.toFixed(2) }) : t('latest'));
  }

  const number = (value: number | null | undefined) => (value == null ? '–' : decimals(value));
  const lossText = ({ x, values: [batchLoss, trainLoss, validationLoss] }: Hover): string =>
    t('Epoch {epoch}: batches {batch}, training {train}, validation {validation}', {
      epoch: x.toFixed(2),
      batch: number(batchLoss),
      train: number(trainLoss),
      validation: number(validationLoss),
    });
  const share = (value: number | null | undefined) => (value == null ? '–' : percent(value, 2));
  const accuracyText = ({ x, values: [validated, trainedOn] }: Hover): string =>
    t('Epoch {epoch}: validation {validation}, training {train}', {
      epoch: x.toFixed(2),
      validation: share(validated),
      train: share(trainedOn),
    });

  const createLosses = (): Plot =>
    createPlot({
      root: lossRoot,
      lines: [
        { swatch: batch.swatch, width: 1, points: false },
        { swatch: train.swatch, width: 2, points: true },
        { swatch: validation.swatch, width: 2, points: true },
      ],
      isLogarithmic: options.logarithmic,
      yRange: (min, max) => lossRange(options.logarithmic, min, max),
      yText: options.logarithmic ? logTick : lossTick,
      hoverText: lossText,
      onHover(hover) {
        lossHover = hover;
        renderLegend();
      },
    });
  let losses = createLosses();
  const accuracies = createPlot({
    root: accuracyRoot,
    lines: [
      { swatch: accuracy.swatch, width: 2, points: true },
      { swatch: trainAccuracy.swatch, width: 2, points: true },
    ],
    yRange: (min) => [min ? Math.min(0.9, Math.floor(min * 10) / 10) : 0, 1],
    yText: percentTick,
    hoverText: accuracyText,
    onHover(hover) {
      accuracyHover = hover;
      renderLegend();
    },
  });

  const colorOf = (element: Element) => getComputedStyle(element).color;

  function draw(): void {
    const shown = state;
    if (!shown) return;
    const withTutorial = showsTutorial(shown, options.tutorialAlways);
    const end = endOf(shown, withTutorial);
    losses.show(() => {
      const faint = colorOf(find(root, '.tutorial-loss .swatch', HTMLElement));
      const runs = runBackdrops(shown, lossOf, faint, colorOf(validation.swatch));
      const behind = withTutorial ? [tutorialBackdrop(faint), ...runs] : runs;
      return { columns: lossColumns(shown.run, options.logarithmic), end, backdrops: behind };
    });
    accuracies.show(() => {
      const faint = colorOf(find(root, '.tutorial-loss .swatch', HTMLElement));
      const backdrops = runBackdrops(shown, (run) => run.validationAccuracy, faint, colorOf(accuracy.swatch));
      return { columns: accuracyColumns(shown.run), end, backdrops };
    });
    renderLegend();
    const isEmpty = trainedSteps(shown.run) === 0;
    csv.disabled = isEmpty;
    png.disabled = isEmpty;
  }

  listen(logarithmic, 'change', () => {
    options = { ...options, logarithmic: logarithmic.checked };
    keepChartOptions(options);
    losses.dispose();
    losses = createLosses();
    draw();
  });
  listen(always, 'change', () => {
    options = { ...options, tutorialAlways: always.checked };
    keepChartOptions(options);
    draw();
  });
  listen(csv, 'click', () => {
    if (state) void import('../chart-export.ts').then(({ saveCsv }) => state && saveCsv(state.run));
  });
  listen(png, 'click', () => {
    void import('../chart-export.ts').then(({ savePng }) => {
      if (state) void savePng(state, options, root);
    });
  });

  return {
    isSlow: true,
    render(next) {
      const before = state;
      state = next;
      if (before?.run === next.run && before.earlierRuns === next.earlierRuns) return;
      draw();
    },
    dispose() {
      losses.dispose();
      accuracies.dispose();
      stop();
    },
  };
};

function legendEntry(root: ParentNode, selector: string, format: (value: number) => string) {
  const entry = find(root, selector, HTMLLIElement);
  const text = find(entry, '.legend-value', HTMLElement);
  return {
    entry,
    swatch: find(entry, '.swatch', HTMLElement),
    show: (value: number | null | undefined) => setText(text, value == null ? '–' : format(value)),
  };
}
