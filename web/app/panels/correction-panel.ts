// "Read wrong? It was a …": a button for each class; then how far it is, what it came to, and the way back.
import { count, decimals, percent } from '../format.ts';
import { faultText } from '../i18n/fault-text.ts';
import { t } from '../i18n/text.ts';
import { type CorrectionState, correctedText, outcomeText } from '../state/correction.ts';
import { canTrain } from '../state/data.ts';
import { type DrawingState, isEmpty, shownDigit } from '../state/drawing.ts';
import { className } from '../state/own-data.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, listening, passFocus, setFraction, setText } from './panel.ts';

export const createCorrectionPanel: CreatePanel = (root, actions) => {
  const asking = find(root, '.correction-ask', HTMLElement);
  const legend = find(asking, 'legend', HTMLLegendElement);
  const labels = find(asking, '.labels', HTMLElement);
  const hint = find(asking, '.correction-hint', HTMLElement);
  const progress = find(root, '.correction-progress', HTMLElement);
  const bar = find(progress, 'progress', HTMLProgressElement);
  const stage = find(progress, 'p', HTMLElement);
  const cancel = find(progress, '.cancel-correction', HTMLButtonElement);
  const fault = find(root, '.correction-fault', HTMLElement);
  const words = find(root, '.correction-words', HTMLElement);
  const table = find(root, '.correction-table', HTMLTableElement);
  const rows = Array.from(table.tBodies[0]?.rows ?? []);
  const undo = find(root, '.undo-correction', HTMLButtonElement);
  const note = find(root, '.corrected-note', HTMLElement);
  let pressed: HTMLButtonElement | undefined;

  const { listen, stop } = listening();
  listen(labels, 'click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    pressed = target;
    actions.correctTo(Number(target.value));
  });
  listen(cancel, 'click', () => actions.cancelCorrection());
  listen(undo, 'click', () => actions.undoCorrection());

  return {
    render(state) {
      const { correction, ownData, drawing } = state;
      const { underWay, outcome } = correction;
      const classes = drawing.prediction?.probabilities.length ?? state.data.summary?.classes ?? 10;
      const why = whyNot(state);
      showLabels(labels, classes, (label) => className(ownData, label), why !== '');
      labels.classList.toggle('has-names', ownData.classNames.length > 0);
      setText(legend, legendText(drawing));
      setText(hint, why);
      setFraction(bar, underWay?.progress?.fraction ?? 0);
      setText(stage, underWay ? stageText(underWay) : '');
      cancel.disabled = underWay === null;
      undo.disabled = correction.count.undoable === 0 || underWay !== null || state.worker.fault !== null;
      progress.hidden = underWay === null && document.activeElement !== cancel;
      const focused = document.activeElement;
      if (focused instanceof HTMLButtonElement && labels.contains(focused)) passFocus(focused, cancel);
      undo.hidden = correction.count.undoable === 0 && document.activeElement !== undo;
      passFocus(cancel, ...(outcome?.type === 'corrected' ? [undo] : []), ...(pressed ? [pressed] : []));
      passFocus(undo); // to the heading: the labels wait until the drawing is read anew
      progress.hidden = underWay === null;
      undo.hidden = correction.count.undoable === 0;
      asking.hidden = isEmpty(drawing) && underWay === null;
      const failed = correction.fault ?? correction.unkept;
      setText(fault, failed ? faultText(failed) : '');
      setText(words, outcomeText(outcome));
      showTable(table, rows, correction);
      setText(note, correctedText(correction));
    },
    dispose: stop,
  };
};

/** With several digits a label is for the one that is shown. */
function legendText(drawing: DrawingState): string {
  const digits = drawing.prediction?.digits.length ?? 1;
  return digits > 1
    ? t('Read wrong? Digit {n} of {all} was', { n: shownDigit(drawing) + 1, all: digits })
    : t('Read wrong? It was');
}

/** Why no label can be given now; empty when one can. */
function whyNot({ data, drawing, correction, run, worker }: State): string {
  if (worker.fault) return t('The trainer has stopped.');
  if (run.changing) return t('Looking for a copy of this run in this browser…');
  if (correction.underWay) return t('It is learning.');
  if (!drawing.prediction) return t('It must be read first.');
  if (run.fault?.code === 'E_TRAIN_DIVERGED') return t('The network has diverged. Reset it first.');
  if (!canTrain(data))
    return t('To learn it without forgetting all else, it needs the training data. Load that first.');
  if (drawing.prediction.reader === 'ready-made')
    return t('The ready-made network learns no more. Press Train: yours does.');
  return '';
}

function stageText({ name, progress }: NonNullable<CorrectionState['underWay']>): string {
  switch (progress?.phase) {
    case 'training':
    case 'done':
      return t('Learning {name}: batch {n}…', { name, n: count(progress.step) });
    case 'testing-again':
      return t('Reading the test images again…');
    default:
      return t('Reading the test images…');
  }
}

function showLabels(
  labels: HTMLElement,
  classes: number,
  nameOf: (label: number) => string,
  disabled: boolean,
): void {
  while (labels.childElementCount > classes) labels.lastElementChild?.remove();
  while (labels.childElementCount < classes) {
    const button = document.createElement('button');
    button.type = 'button';
    button.value = String(labels.childElementCount);
    labels.append(button);
  }
  for (const [label, button] of Array.from(labels.children).entries()) {
    if (!(button instanceof HTMLButtonElement)) continue;
    const name = nameOf(label);
    setText(button, name);
    const whole = t('It was {name}', { name });
    if (button.ariaLabel !== whole) button.ariaLabel = whole;
    button.disabled = disabled;
  }
}

function showTable(
  table: HTMLTableElement,
  rows: readonly HTMLTableRowElement[],
  { outcome }: CorrectionState,
): void {
  const result = outcome?.type === 'corrected' ? outcome.result : undefined;
  table.hidden = result === undefined;
  if (!result) return;
  const { ownCount, testCount, before, after } = result;
  const cells = [before, after].map((reading) => [
    t('{n} of {all}', { n: count(reading.ownCorrect), all: count(ownCount) }),
    percent(reading.testAccuracy, 2),
    decimals(reading.testLoss),
  ]);
  for (const [index, row] of rows.entries()) {
    row.hidden = index > 0 && testCount === 0;
    for (const [side, values] of cells.entries()) {
      const cell = row.cells[side + 1];
      if (cell) setText(cell, values[index] ?? '');
    }
  }
}
