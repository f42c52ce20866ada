// "Pin": the drawing that is on the paper, or of a number the digit that is shown, is to be watched. What shows those
// that are pinned is fetched with the first of them.
import { t } from '../i18n/text.ts';
import { isEmpty } from '../state/drawing.ts';
import { mostPins } from '../state/pins.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, listening, type Panel, passFocus } from './panel.ts';

export const createPinButtonPanel: CreatePanel = (root, actions) => {
  const card = find(document, '.pins-card', HTMLElement);
  const { listen, stop } = listening();
  let pins: Panel | undefined;
  let fetching = false;
  let state: State | undefined;
  listen(root, 'click', () => actions.pin());

  async function fetchPanel(): Promise<void> {
    fetching = true;
    try {
      const { createPinsPanel } = await import('./pins-panel.ts');
      pins = createPinsPanel(card, actions);
      if (state) pins.render(state);
    } catch {
      fetching = false; // the host is away: the next change of the state tries again
    }
  }

  return {
    render(next) {
      state = next;
      const { drawing, pins: pinned } = next;
      const isFull = pinned.pins.length >= mostPins;
      if (!(root instanceof HTMLButtonElement)) return;
      root.disabled = isEmpty(drawing) || drawing.prediction === null || isFull;
      const title = isFull
        ? t('At most {count} drawings are pinned', { count: mostPins })
        : t('Watch how the network reads this drawing while it learns');
      if (root.title !== title) root.title = title;
      passFocus(root);
      if (pins) pins.render(next);
      else if (pinned.pins.length > 0 && !fetching) void fetchPanel();
    },
    dispose() {
      stop();
      pins?.dispose();
    },
  };
};
