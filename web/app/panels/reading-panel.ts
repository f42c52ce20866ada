// How the network reads the drawing: the digit, ten probabilities, and the image that it was given.
import type { Prediction } from '../../lib/client.ts';
import { percent } from '../format.ts';
import { isEmpty } from '../state/drawing.ts';
import { trainedSteps } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, setFraction, setOutput, setText } from './panel.ts';

const side = 28;

export const createReadingPanel: CreatePanel = (root) => {
  const digit = find(root, '#prediction', HTMLOutputElement);
  const note = find(root, '.reading-note', HTMLElement);
  const seen = find(root, 'canvas.seen', HTMLCanvasElement);
  const rows = Array.from(root.querySelectorAll('.probabilities li'), (row) => ({
    row,
    bar: find(row, 'progress', HTMLProgressElement),
    text: find(row, '.probability', HTMLElement),
  }));
  let shown: Prediction | null | undefined;

  return {
    render(state) {
      const { prediction } = state.drawing;
      setText(note, noteText(state));
      if (prediction === shown) return;
      shown = prediction;
      setOutput(digit, prediction ? String(prediction.label) : '', prediction?.label);
      rows.forEach(({ row, bar, text }, label) => {
        const probability = prediction?.probabilities[label];
        setFraction(bar, probability ?? 0);
        setText(text, probability === undefined ? '' : percent(probability));
        row.classList.toggle('is-best', prediction?.label === label);
      });
      paint(seen, prediction);
    },
    dispose() {},
  };
};

function noteText({ drawing, run }: State): string {
  if (isEmpty(drawing)) return 'Nothing drawn yet.';
  if (drawing.fault) return drawing.fault.message;
  if (!drawing.prediction) return '';
  if (trainedSteps(run) === 0) return 'An untrained network can only guess.';
  return run.activity === 'training' ? 'Read anew as it learns.' : '';
}

function paint(canvas: HTMLCanvasElement, prediction: Prediction | null): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, side, side);
  if (!prediction) return;
  const image = context.createImageData(side, side);
  for (const [pixel, grey] of prediction.image.entries()) image.data.set([grey, grey, grey, 255], 4 * pixel);
  context.putImageData(image, 0, 0);
}
