// An image of the data on the paper: in the paper's ink, pixel by pixel, as it is.
import type { Picture } from '../../lib/client.ts';
import { isSample } from '../state/drawing.ts';
import type { ShownPicture } from '../state/sheet.ts';
import { onThemeChange } from './canvas-size.ts';
import { type CreatePanel, find } from './panel.ts';

export const createSamplePanel: CreatePanel = (root) => {
  const canvas = find(root, '.on-paper', HTMLCanvasElement);
  let shown: ShownPicture | null = null;

  const repaint = () => {
    if (shown && !(shown.source instanceof Blob)) paint(canvas, shown.source);
  };
  const stop = onThemeChange(repaint);

  return {
    render({ drawing: { picture } }) {
      if (picture === shown) return;
      shown = picture;
      canvas.hidden = !isSample(picture);
      if (picture) canvas.ariaLabel = picture.name;
      repaint();
    },
    dispose: stop,
  };
};

/** How much ink there is, is how opaque it is. */
function paint(canvas: HTMLCanvasElement, { data, width, height }: Picture): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  const [red = 0, green = 0, blue = 0] = (getComputedStyle(canvas).color.match(/[\d.]+/g) ?? []).map(Number);
  const image = new ImageData(width, height);
  for (const [pixel, grey] of data.entries()) image.data.set([red, green, blue, grey], 4 * pixel);
  context.putImageData(image, 0, 0);
}
