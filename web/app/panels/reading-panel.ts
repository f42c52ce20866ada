// How the network reads the drawing or the picture: the class, the probabilities, and the image that it was given.
import type { Prediction } from '../../lib/client.ts';
import { percent } from '../format.ts';
import { isEmpty } from '../state/drawing.ts';
import { className, type OwnDataState } from '../state/own-data.ts';
import { trainedSteps } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, setFraction, setOutput, setText } from './panel.ts';

/** Of more classes the likeliest are shown. */
const mostRows = 10;

export const createReadingPanel: CreatePanel = (root) => {
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
  let shown: { prediction: Prediction | null; ownData: OwnDataState; classes: number } | undefined;

  return {
    render(state) {
      const { ownData } = state;
      const { prediction } = state.drawing;
      const classes = prediction?.probabilities.length ?? state.data.summary?.classes ?? mostRows;
      setText(note, noteText(state));
      if (prediction === shown?.prediction && ownData === shown.ownData && classes === shown.classes) return;
      shown = { prediction, ownData, classes };
      const name = prediction ? className(ownData, prediction.label) : '';
      setOutput(verdict, prediction?.isDigit === false ? 'Not a digit?' : name, prediction?.label);
      verdict.classList.toggle('is-none', prediction?.isDigit === false);
      verdict.classList.toggle('is-word', (verdict.textContent ?? '').length > 2);
      list.classList.toggle('has-names', ownData.classNames.length > 0 || classes > mostRows);
      list.ariaLabel = listLabel(ownData, classes);
      const labels = labelsToShow(prediction, classes);
      rows.forEach(({ row, name, bar, text }, index) => {
        const label = labels[index];
        row.hidden = label === undefined;
        if (label === undefined) return;
        const probability = prediction?.probabilities[label];
        setText(name, className(ownData, label));
        name.title = ownData.classNames[label] ?? '';
        setFraction(bar, probability ?? 0);
        setText(text, probability === undefined ? '' : percent(probability));
        row.classList.toggle('is-best', prediction?.label === label);
      });
      paint(seen, prediction);
    },
    dispose() {},
  };
};

function labelsToShow(prediction: Prediction | null, classes: number): number[] {
  const labels = Array.from({ length: classes }, (_, label) => label);
  if (!prediction || classes <= mostRows) return labels.slice(0, mostRows);
  const probability = (label: number) => prediction.probabilities[label] ?? 0;
  return labels.sort((a, b) => probability(b) - probability(a)).slice(0, mostRows);
}

function listLabel({ summary }: OwnDataState, classes: number): string {
  if (!summary) return 'Probability of each digit';
  return classes > mostRows ? 'The likeliest ten classes' : 'Probability of each class';
}

function noteText({ drawing, run, ownData }: State): string {
  if (isEmpty(drawing)) return 'Nothing drawn yet.';
  if (drawing.fault) return drawing.fault.message;
  if (!drawing.prediction) return '';
  if (drawing.prediction.isDigit === false)
    return `If it is one, it looks most like a ${className(ownData, drawing.prediction.label)}.`;
  if (trainedSteps(run) === 0) return 'An untrained network can only guess.';
  return run.activity === 'training' ? 'Read anew as it learns.' : '';
}

function paint(canvas: HTMLCanvasElement, prediction: Prediction | null): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!prediction) return;
  const { rows, columns } = prediction;
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  const image = context.createImageData(columns, rows);
  for (const [pixel, grey] of prediction.image.entries()) image.data.set([grey, grey, grey, 255], 4 * pixel);
  context.putImageData(image, 0, 0);
}
