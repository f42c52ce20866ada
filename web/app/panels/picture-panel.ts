// A picture instead of a drawing: how it comes in, and how it is to be read.
import type { PictureReading } from '../../lib/client.ts';
import { t } from '../i18n/text.ts';
import type { DrawingState } from '../state/drawing.ts';
import { type CreatePanel, find, listening, setText } from './panel.ts';

export const createPicturePanel: CreatePanel = (root, actions) => {
  const open = find(root, '.open-picture', HTMLButtonElement);
  const input = find(root, 'input[type=file]', HTMLInputElement);
  const name = find(root, '.picture-name', HTMLElement);
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
    render({ drawing, worker }) {
      open.disabled = worker.fault !== null;
      setText(name, pictureText(drawing.picture));
      choice.hidden = drawing.picture === null;
      if (reading.value !== drawing.pictureReading) reading.value = drawing.pictureReading;
    },
    dispose: stop,
  };
};

function pictureText(picture: DrawingState['picture']): string {
  if (!picture) return '';
  return picture.name ? t('Picture: {name}', { name: picture.name }) : t('Picture: pasted');
}

const toReading = (value: string): PictureReading =>
  value === 'ink' || value === 'as-it-is' ? value : 'auto';
