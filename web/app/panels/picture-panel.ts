// A picture instead of a drawing: how it comes in, and how it is to be read.
import type { PictureReading } from '../../lib/client.ts';
import { changesPixels } from '../canvas-noise.ts';
import { percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import { type DrawingState, isSample } from '../state/drawing.ts';
import { className, type OwnDataState } from '../state/own-data.ts';
import type { ShownPicture } from '../state/sheet.ts';
import { type CreatePanel, find, listening, setText } from './panel.ts';

export const createPicturePanel: CreatePanel = (root, actions) => {
  const open = find(root, '.open-picture', HTMLButtonElement);
  const input = find(root, 'input[type=file]', HTMLInputElement);
  const name = find(root, '.picture-name', HTMLElement);
  const noise = find(root, '.picture-noise', HTMLElement);
  const glance = find(root, '.glance b', HTMLElement);
  const choice = find(root, '.picture-reading', HTMLElement);
  const reading = find(choice, 'select', HTMLSelectElement);
  const { listen, stop } = listening();
  listen(open, 'click', () => input.click());
  listen(input, 'change', () => {
    const [file] = input.files ?? [];
    if (file) actions.readPicture(file);
    input.value = '';
  });
  listen(reading, 'change', () => actions.choosePictureReading(toReading(reading.value)));

  return {
    render({ drawing, ownData, worker }) {
      setText(glance, glanceText(drawing, ownData));
      open.disabled = worker.fault !== null;
      setText(name, nameText(drawing.picture));
      const isFromFile = drawing.picture !== null && !isSample(drawing.picture);
      setText(noise, isFromFile && changesPixels() ? noiseText() : '');
      choice.hidden = !isFromFile;
      if (reading.value !== drawing.pictureReading) reading.value = drawing.pictureReading;
    },
    dispose: stop,
  };
};

const toReading = (value: string): PictureReading =>
  value === 'ink' || value === 'as-it-is' ? value : 'auto';

const noiseText = () =>
  t(
    'This browser changes the pixels that pages get from a picture, so it may be misread. Drawings are not affected.',
  );

/** On a phone the reading itself is below the screen's edge. */
function glanceText(drawing: DrawingState, ownData: OwnDataState): string {
  const digits = drawing.prediction?.digits ?? [];
  const [only] = digits;
  if (digits.length !== 1 || !only) return digits.map(({ label }) => className(ownData, label)).join(' ');
  if (only.isDigit === false) return t('Not a digit?');
  return `${className(ownData, only.label)} · ${percent(only.probabilities[only.label] ?? 0, 0)}`;
}

function nameText(picture: ShownPicture | null): string {
  if (!picture) return '';
  if (isSample(picture)) return picture.name;
  return picture.name ? t('Picture: {name}', { name: picture.name }) : t('Picture: pasted');
}
