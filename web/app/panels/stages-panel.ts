// How a drawing becomes what the network sees, in pictures; only while somebody looks.
import type { RenderStages } from '../../lib/client.ts';
import { isEmpty } from '../state/drawing.ts';
import { paintReading } from './digit-choice.ts';
import { type CreatePanel, find, listening, setText } from './panel.ts';

export const createStagesPanel: CreatePanel = (root, actions) => {
  const canvases = Array.from(root.querySelectorAll('canvas'));
  const fittedSize = find(root, '.fitted-size', HTMLElement);
  const placedSize = find(root, '.placed-size', HTMLElement);
  const { listen, stop } = listening();
  let shown: RenderStages | null = null;
  listen(root, 'toggle', () => actions.showStages(root instanceof HTMLDetailsElement && root.open));

  return {
    render({ drawing }) {
      root.hidden = isEmpty(drawing) || drawing.picture !== null; // of a picture there are no strokes
      if (drawing.stages === shown) return;
      shown = drawing.stages;
      const seen = drawing.prediction;
      const [rows, columns] = [seen?.rows ?? 28, seen?.columns ?? 28];
      const images = shown && [
        square(shown.paper, shown.paperSide),
        square(shown.box, shown.paperSide),
        square(shown.fitted, shown.fittedSide),
        { image: shown.placed, rows, columns },
      ];
      for (const [index, canvas] of canvases.entries()) paintReading(canvas, images?.[index] ?? null);
      if (!shown) return;
      setText(fittedSize, `${shown.fittedSide} × ${shown.fittedSide}`);
      setText(placedSize, `${rows} × ${columns}`);
    },
    dispose: stop,
  };
};

const square = (image: Uint8Array, side: number) => ({ image, rows: side, columns: side });
