// What it takes for what: the confusion matrix, each class's scores, and the images behind a cell.
import type { ClassScores, Measurement } from '../../lib/client.ts';
import { count, decimals, percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import { canTest, canTrain } from '../state/data.ts';
import type { InspectionState } from '../state/inspection.ts';
import { className, type OwnDataState } from '../state/own-data.ts';
import type { State } from '../state/state.ts';
import { createCellImages } from './cell-images.ts';
import { createMatrix } from './confusion-matrix.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

export const createConfusionPanel: CreatePanel = (root, actions) => {
  const words = find(root, '.confusion-words', HTMLElement);
  const button = find(root, '.measure', HTMLButtonElement);
  const found = find(root, '.confusion-found', HTMLElement);
  const matrix = createMatrix(find(root, '.confusion-matrix', HTMLTableElement), actions.openCell);
  const scores = find(root, '.scores', HTMLTableElement);
  const cell = createCellImages(find(root, '.cell', HTMLElement), actions, matrix.focus);
  let shown: Measurement | null = null;
  let names: OwnDataState | undefined;
  let opened: InspectionState['cell'] = null;
  const { listen, stop } = listening();
  listen(button, 'click', () => actions.measure());

  return {
    render(state) {
      const { inspection, ownData, run, data, worker } = state;
      if (inspection.unasked && !inspection.testing) actions.askMeasurement();
      const { measurement } = inspection;
      setText(words, wordsOf(state));
      const isNew = measurement !== shown || ownData !== names;
      button.disabled = !(worker.fault === null && run.activity === 'idle' && canTrain(data));
      setText(
        button,
        canTest(data) ? t('Measure on the test images') : t('Measure on the validation images'),
      );
      passFocus(button);
      button.hidden = measurement?.current ?? false;
      found.hidden = measurement === null;
      if (isNew) {
        shown = measurement;
        names = ownData;
        if (measurement) {
          const nameOf = (label: number) => className(ownData, label);
          matrix.show(measurement, nameOf);
          showScores(scores, measurement, nameOf);
        }
      }
      if (inspection.cell !== opened || isNew) {
        opened = inspection.cell;
        cell.show(opened, state);
      }
    },
    dispose() {
      stop();
      matrix.dispose();
      cell.dispose();
    },
  };
};

function wordsOf({ inspection: { measurement, testing }, run, data, keeping }: State): string {
  if (testing) return t('Reading the images…');
  if (!canTrain(data)) return t('It can be measured when the data is here.');
  if (run.activity === 'calibrating') return t('It can be measured when the calibration is over.');
  if (!measurement) {
    if (run.activity === 'training')
      return t('When training has ended, the test images are read and counted here.');
    return keeping.notice?.type === 'taken-up'
      ? t('A copy of a run keeps no measurement: press the button to measure it anew.')
      : t('Not measured yet for this network.');
  }
  const { part, images, accuracy, loss, epoch, step, current } = measurement;
  const values = {
    images: count(images),
    accuracy: percent(accuracy, 2),
    loss: decimals(loss),
    epoch: count(epoch),
    step: count(step),
  };
  const where =
    part === 'test'
      ? t('Of {images} test images {accuracy} are read right; the loss is {loss}.', values)
      : t('Of {images} validation images {accuracy} are read right; the loss is {loss}.', values);
  const when =
    step === 0
      ? t('Measured before any training.')
      : epoch === 0
        ? t('Measured after step {step}.', values)
        : t('Measured after epoch {epoch}, step {step}.', values);
  const since =
    run.activity === 'training'
      ? t('The network learns on: pause it to measure it again.')
      : t('The network has learnt since.');
  return [where, when, ...(current ? [] : [since])].join(' ');
}

function showScores(
  table: HTMLTableElement,
  { scores, macro }: Measurement,
  nameOf: (label: number) => string,
): void {
  const [body] = table.tBodies;
  const foot = table.tFoot;
  body?.replaceChildren(...scores.map((one, label) => scoreRow(nameOf(label), one)));
  foot?.replaceChildren(scoreRow(t('Mean of the classes'), macro));
}

function scoreRow(name: string, { precision, recall, f1, support }: ClassScores): HTMLTableRowElement {
  const row = document.createElement('tr');
  const heading = document.createElement('th');
  heading.scope = 'row';
  heading.textContent = name;
  row.append(heading);
  for (const text of [percent(precision), percent(recall), percent(f1), count(support)])
    row.insertCell().textContent = text;
  return row;
}
