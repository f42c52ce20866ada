// How the network reads the drawing or the picture: the class or the number, and of one of its digits the probabilities
// and the image that the network was given.
import type { Prediction, Reading } from '../../lib/client.ts';
import { percent } from '../format.ts';
import { faultText } from '../i18n/fault-text.ts';
import { t } from '../i18n/text.ts';
import { isEmpty, shownDigit } from '../state/drawing.ts';
import { className, type OwnDataState } from '../state/own-data.ts';
import { type RunState, trainedSteps } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { createDigitChoice, paintReading } from './digit-choice.ts';
import { type CreatePanel, find, setFraction, setOutput, setText } from './panel.ts';

/** Of more classes the likeliest are shown. */
const mostRows = 10;

/** Longer texts are set smaller, as words are. */
const mostDigits = 5;

export const createReadingPanel: CreatePanel = (root, actions) => {
  const verdict = find(root, '#prediction', HTMLOutputElement);
  const note = find(root, '.reading-note', HTMLElement);
  const seen = find(root, 'canvas.seen', HTMLCanvasElement);
  const list = find(root, '.probabilities', HTMLOListElement);
  const rows = Array.from(list.querySelectorAll('li'), (row) => ({
    row,
    name: find(row, '.digit', HTMLElement),
    bar: find(row, 'progress', HTMLProgressElement),
    text: find(row, '.probability', HTMLElement),
  }));
  const choice = createDigitChoice(find(root, '.digits', HTMLElement), actions.chooseDigit);
  let shown:
    | { prediction: Prediction | null; ownData: OwnDataState; classes: number; digit: number }
    | undefined;

  return {
    render(state) {
      const { ownData } = state;
      const { prediction } = state.drawing;
      const classes = prediction?.probabilities.length ?? state.data.summary?.classes ?? mostRows;
      setText(note, noteText(state));
      note.classList.toggle('is-news', prediction !== null && isNew(state.run));
      const digit = shownDigit(state.drawing);
      if (
        prediction === shown?.prediction &&
        ownData === shown.ownData &&
        classes === shown.classes &&
        digit === shown.digit
      )
        return;
      shown = { prediction, ownData, classes, digit };
      const digits = prediction?.digits ?? [];
      const reading = digits[digit] ?? null;
      const names = digits.map(({ label }) => className(ownData, label));
      const isNone = digits.length === 1 && reading?.isDigit === false;
      const read = names.join(ownData.classNames.length > 0 ? ' ' : '');
      setOutput(verdict, isNone ? t('Not a digit?') : read, prediction?.number);
      verdict.classList.toggle('is-none', isNone);
      const { length } = verdict.textContent ?? '';
      verdict.classList.toggle('is-word', length > (digits.length > 1 ? mostDigits : 2));
      verdict.dataset.digits = String(digits.length);
      list.classList.toggle('has-names', ownData.classNames.length > 0 || classes > mostRows);
      list.ariaLabel = listLabel(ownData, classes, digits.length > 1 ? digit : undefined);
      const labels = labelsToShow(reading, classes);
      rows.forEach(({ row, name, bar, text }, index) => {
        const label = labels[index];
        row.hidden = label === undefined;
        if (label === undefined) return;
        const probability = reading?.probabilities[label];
        setText(name, className(ownData, label));
        name.title = ownData.classNames[label] ?? '';
        setFraction(bar, probability ?? 0);
        setText(text, probability === undefined ? '' : percent(probability));
        row.classList.toggle('is-best', reading?.label === label);
      });
      paintReading(seen, reading);
      choice.render(digits, names, digit);
    },
    dispose: choice.dispose,
  };
};

function labelsToShow(reading: Reading | null, classes: number): number[] {
  const labels = Array.from({ length: classes }, (_, label) => label);
  if (!reading || classes <= mostRows) return labels.slice(0, mostRows);
  const probability = (label: number) => reading.probabilities[label] ?? 0;
  return labels.sort((a, b) => probability(b) - probability(a)).slice(0, mostRows);
}

function listLabel({ summary }: OwnDataState, classes: number, digit: number | undefined): string {
  if (digit !== undefined) return t('Probability of each label, for digit {place}', { place: digit + 1 });
  if (!summary) return t('Probability of each digit');
  return classes > mostRows ? t('The likeliest ten classes') : t('Probability of each class');
}

/** It may well read worse than the ready-made one did. */
const isNew = (run: RunState): boolean => trainedSteps(run) > 0 && run.reports.length === 0;

function noteText({ drawing, run, ownData }: State): string {
  if (isEmpty(drawing)) return t('Nothing drawn yet.');
  if (drawing.fault) return faultText(drawing.fault);
  if (!drawing.prediction) return '';
  const { digits } = drawing.prediction;
  const index = shownDigit(drawing);
  const reading = digits[index];
  if (reading?.isDigit === false) {
    const values = { place: index + 1, name: className(ownData, reading.label) };
    return digits.length > 1
      ? t('If digit {place} is one, it looks most like a {name}.', values)
      : t('If it is one, it looks most like a {name}.', values);
  }
  if (drawing.prediction.reader === 'ready-made')
    return t('Read by a ready-made network. Press Train to grow your own.');
  if (trainedSteps(run) === 0) return t('An untrained network can only guess.');
  if (isNew(run)) return t('Your own network reads now, and is only in its first epoch.');
  return run.activity === 'training' ? t('Read anew as it learns.') : '';
}
