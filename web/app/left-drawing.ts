// A drawing that outlives a reload that the page asks for. A run does by its copies.
import type { Stroke } from './state/sheet.ts';

const key = 'inkling-drawing';

export function leaveDrawing(strokes: readonly Stroke[]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(strokes));
  } catch {
    // Storage is switched off or full: it is drawn again.
  }
}

/** What was left, once. */
export function takeLeftDrawing(): readonly Stroke[] {
  try {
    const text = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    const strokes: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(strokes) ? strokes.filter(isStroke) : [];
  } catch {
    return [];
  }
}

const isStroke = (stroke: unknown): stroke is Stroke =>
  Array.isArray(stroke) && stroke.length > 0 && stroke.every(Number.isFinite);
