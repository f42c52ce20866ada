// The drawing area: strokes in, ink out. It never reads its own pixels.
import { canvasSize, type DrawingState, isEmpty, type Stroke } from '../state/drawing.ts';
import { keepSharp, onThemeChange } from './canvas-size.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

const penWidth = canvasSize / 14;

export const createDrawPanel: CreatePanel = (root, actions) => {
  const canvas = find(root, 'canvas.ink', HTMLCanvasElement);
  const prompt = find(root, '.prompt', HTMLElement);
  const undo = find(root, '.undo', HTMLButtonElement);
  const clear = find(root, '.clear', HTMLButtonElement);
  let shown: DrawingState | undefined;
  let strokes: readonly Stroke[] = [];
  let pointer: number | null = null; // the one that draws; others wait until it is lifted

  const { listen, stop } = listening();
  listen(canvas, 'pointerdown', (event) => {
    if (pointer !== null || event.button !== 0) return;
    pointer = event.pointerId;
    capture(canvas, pointer);
    actions.beginStroke(toPoints(canvas, [event]));
  });
  listen(canvas, 'pointermove', (event) => {
    if (event.pointerId === pointer) actions.extendStroke(toPoints(canvas, coalesced(event)));
  });
  for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
    listen(canvas, type, (event) => {
      if (event.pointerId === pointer) pointer = null;
    });
  }
  listen(undo, 'click', () => {
    pointer = null;
    actions.undoStroke();
  });
  listen(clear, 'click', () => {
    pointer = null;
    actions.clearDrawing();
  });

  const repaint = () => paint(canvas, strokes);
  const stopResize = keepSharp(canvas, repaint);
  const stopTheme = onThemeChange(repaint);

  return {
    render({ drawing, ownData }) {
      canvas.ariaLabel = ownData.summary ? 'Draw' : 'Draw a digit';
      const invitation = ownData.summary ? 'Draw' : 'Draw a digit or a number';
      setText(prompt, drawing.picture ? 'Reading the picture. Draw to read that instead.' : invitation);
      if (drawing.strokes === shown?.strokes && drawing.picture === shown.picture) return;
      shown = drawing;
      strokes = drawing.strokes;
      prompt.hidden = strokes.length > 0;
      undo.disabled = strokes.length === 0;
      clear.disabled = isEmpty(drawing);
      passFocus(undo);
      passFocus(clear);
      repaint();
    },
    dispose() {
      stop();
      stopResize();
      stopTheme();
    },
  };
};

/** A pointer that is gone already cannot be captured; its stroke then ends with its own events. */
function capture(canvas: HTMLCanvasElement, pointerId: number): void {
  try {
    canvas.setPointerCapture(pointerId);
  } catch {}
}

/** All positions since the last event, not only the one that the frame rate left. Not there without https. */
function coalesced(event: PointerEvent): PointerEvent[] {
  const events = 'getCoalescedEvents' in event ? event.getCoalescedEvents() : [];
  return events.length > 0 ? events : [event];
}

/** In units of the drawing's square; what lies outside is drawn on its edge, where it can be seen. */
function toPoints(canvas: HTMLCanvasElement, events: readonly PointerEvent[]): number[] {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const scale = (distance: number, side: number) => Math.min(Math.max(distance / side, 0), 1) * canvasSize;
  return events.flatMap(({ clientX, clientY }) => [
    scale(clientX - left, width),
    scale(clientY - top, height),
  ]);
}

function paint(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const scale = canvas.width / canvasSize;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, canvasSize, canvasSize);
  context.strokeStyle = getComputedStyle(canvas).color;
  context.lineWidth = penWidth;
  context.lineCap = context.lineJoin = 'round';
  for (const stroke of strokes) {
    context.beginPath();
    for (let i = 0; i + 1 < stroke.length; i += 2) context.lineTo(stroke[i] ?? 0, stroke[i + 1] ?? 0);
    if (stroke.length === 2) context.lineTo(stroke[0] ?? 0, stroke[1] ?? 0); // a dot
    context.stroke();
  }
}
