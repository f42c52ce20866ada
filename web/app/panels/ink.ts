// Ink on a canvas. A stroke that grows costs what is new of it: that is drawn when the pointer tells of it, not in the
// next frame, and over what is there. The network is given the points, not these curves: corners are rounded by no more
// than a seventh of a pixel of the 20 that a drawing is fitted into, which no grey level would show.
import { canvasSize, penWidth } from '../state/drawing.ts';
import type { Stroke } from '../state/sheet.ts';
import { keepSharp, onThemeChange } from './canvas-size.ts';

export interface Ink {
  /** A stroke that the state may not have told of yet. */
  begin(points: Stroke): void;
  extend(points: Stroke): void;
  /** What the state has. All is drawn anew unless a stroke grows that is on the paper already. */
  show(strokes: readonly Stroke[], grows: boolean): void;
  dispose(): void;
}

const cornerRadius = 6;

export function createInk(canvas: HTMLCanvasElement): Ink {
  const context = canvas.getContext('2d');
  let dry: readonly Stroke[] = [];
  let wet: number[][] = []; // on the canvas since then, the one that grows last

  function repaint(): void {
    if (!context) return;
    const scale = canvas.width / canvasSize;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, canvasSize, canvasSize);
    context.strokeStyle = getComputedStyle(canvas).color;
    context.lineWidth = penWidth;
    context.lineCap = context.lineJoin = 'round';
    for (const stroke of [...dry, ...wet]) draw(context, stroke, 0);
  }

  const areOnCanvas = (strokes: readonly Stroke[]) =>
    strokes.length === dry.length + wet.length &&
    dry.every((stroke, index) => stroke === strokes[index]) &&
    wet.every((stroke, index) => isSame(stroke, strokes[dry.length + index] ?? []));

  const stopResize = keepSharp(canvas, repaint);
  const stopTheme = onThemeChange(repaint);
  return {
    begin(points) {
      wet.push([...points]);
      if (context) draw(context, points, 0);
    },
    extend(points) {
      const stroke = wet.at(-1);
      if (!stroke) return;
      const last = stroke.length - 2;
      for (const value of points) stroke.push(value);
      if (context) draw(context, stroke, Math.max(0, last - 2));
    },
    show(strokes, grows) {
      if (wet.length === 0 ? strokes === dry : grows && areOnCanvas(strokes)) return;
      const last = grows ? strokes.at(-1) : undefined;
      wet = last ? [[...last]] : [];
      dry = last ? strokes.slice(0, -1) : strokes;
      repaint();
    },
    dispose() {
      stopResize();
      stopTheme();
    },
  };
}

/** As far as looking at every point of a long stroke in every frame is not needed. */
const isSame = (a: Stroke, b: Stroke): boolean =>
  a.length === b.length && a[0] === b[0] && a[1] === b[1] && a.at(-2) === b.at(-2) && a.at(-1) === b.at(-1);

/** From the point at `first` on; the corner there has been drawn already. */
function draw(context: CanvasRenderingContext2D, stroke: Stroke, first: number): void {
  const x = (i: number) => stroke[i] ?? 0;
  const y = (i: number) => stroke[i + 1] ?? 0;
  /** How far from the point at `i` on the way to the one at `j` its corner begins. */
  const shareOf = (i: number, j: number) => {
    const length = Math.hypot(x(j) - x(i), y(j) - y(i));
    return length > 0 ? Math.min(0.5, cornerRadius / length) : 0;
  };
  const towards = (i: number, j: number): [number, number] => {
    const share = shareOf(i, j);
    return [x(i) + share * (x(j) - x(i)), y(i) + share * (y(j) - y(i))];
  };
  const last = stroke.length - 2;
  context.beginPath();
  context.moveTo(...(first > 0 ? towards(first, first + 2) : towards(first, first)));
  for (let i = first + 2; i < last; i += 2) {
    context.lineTo(...towards(i, i - 2));
    context.quadraticCurveTo(x(i), y(i), ...towards(i, i + 2));
  }
  context.lineTo(x(last), y(last)); // a dot where there is one point only
  context.stroke();
}
