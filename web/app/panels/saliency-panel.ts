// What it looked at: which ink speaks for a class, and which against it.
import { t } from '../i18n/text.ts';
import { shownReading } from '../state/drawing.ts';
import type { Look } from '../state/inspection.ts';
import { className, type OwnDataState } from '../state/own-data.ts';
import { onThemeChange } from './canvas-size.ts';
import { type CreatePanel, find, listening, setText } from './panel.ts';
import { paintSigned } from './signed-colours.ts';

export const createSaliencyPanel: CreatePanel = (root, actions) => {
  const empty = find(root, '.saliency-empty', HTMLElement);
  const figure = find(root, 'figure', HTMLElement);
  const canvas = find(root, 'canvas', HTMLCanvasElement);
  const select = find(root, 'select', HTMLSelectElement);
  const caption = find(root, '.saliency-words', HTMLElement);
  let shown: Look | null = null;
  let names: OwnDataState | undefined;
  let reading: ReturnType<typeof shownReading> = null;
  let classes = 0;
  const { listen, stop } = listening();
  listen(select, 'change', () => actions.chooseClass(select.value === '' ? null : Number(select.value)));

  const paint = () => {
    if (shown) paintSigned(canvas, shown.saliency.shades, shown.reading.columns);
  };
  const stopTheme = onThemeChange(paint);

  return {
    render({ drawing, inspection, ownData }) {
      const now = shownReading(drawing);
      if (now !== reading) {
        reading = now;
        if (now) actions.look();
      }
      const { look, chosenClass } = inspection;
      if (look === shown && ownData === names) return;
      const renamed = ownData !== names;
      shown = look;
      names = ownData;
      empty.hidden = look !== null;
      figure.hidden = look === null;
      if (!look) return;
      if (renamed || classes !== look.way.probabilities.length) {
        classes = look.way.probabilities.length;
        select.replaceChildren(
          new Option(t('what is read'), ''),
          ...Array.from(
            { length: classes },
            (_, label) => new Option(className(ownData, label), String(label)),
          ),
        );
      }
      const value = chosenClass === null ? '' : String(chosenClass);
      if (select.value !== value && document.activeElement !== select) select.value = value;
      const name = className(ownData, look.label);
      setText(caption, t('Blue ink speaks for “{name}”, orange ink against it.', { name }));
      canvas.ariaLabel = t('Which ink speaks for “{name}”, and which against it', { name });
      paint();
    },
    dispose() {
      stop();
      stopTheme();
    },
  };
};
