// A drawing outlives a reload, in the tab's own storage. A run does by its copies.
import type { Stroke } from './state/sheet.ts';

const key = 'inkling-drawing';

/** Of a paper scribbled full for minutes; more is not worth the time that writing it takes. */
const mostCharacters = 500_000;

export function leaveDrawing(strokes: readonly Stroke[]): void {
  try {
    const text = JSON.stringify(strokes);
    if (strokes.length === 0 || text.length > mostCharacters) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
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
