// "Pin": the drawing that is on the paper, or of a number the digit that is shown, is to be watched.
import { t } from '../i18n/text.ts';
import { isEmpty } from '../state/drawing.ts';
import { mostPins } from '../state/pins.ts';
import { type CreatePanel, listening, passFocus } from './panel.ts';

export const createPinButtonPanel: CreatePanel = (root, actions) => {
  const { listen, stop } = listening();
  listen(root, 'click', () => actions.pin());

  return {
    render({ drawing, pins }) {
      const isFull = pins.pins.length >= mostPins;
      if (!(root instanceof HTMLButtonElement)) return;
      root.disabled = isEmpty(drawing) || drawing.prediction === null || isFull;
      const title = isFull
        ? t('At most {count} drawings are pinned', { count: mostPins })
        : t('Watch how the network reads this drawing while it learns');
      if (root.title !== title) root.title = title;
      passFocus(root);
    },
    dispose: stop,
  };
};
