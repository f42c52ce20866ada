// What is on the paper, and the way back and forth through what was on it before.
import type { PinnedDrawing } from '../../lib/client.ts';

/** x, y, x, y, … in the units of the paper. */
export type Stroke = readonly number[];

export type ShownPicture = NonNullable<PinnedDrawing['picture']>;

/** Strokes or a picture. */
export interface Sheet {
  readonly strokes: readonly Stroke[];
  readonly picture: ShownPicture | null;
}

export interface Sheets extends Sheet {
  /** The newest last. */
  readonly past: readonly Sheet[];
  /** What was undone, the latest last. */
  readonly future: readonly Sheet[];
}

/** Nobody goes back further, and what is kept must end somewhere. */
export const mostUndo = 100;

export const blankSheet: Sheet = { strokes: [], picture: null };

export const isBlank = ({ strokes, picture }: Sheet): boolean => strokes.length === 0 && picture === null;

const sheetOf = ({ strokes, picture }: Sheet): Sheet => ({ strokes, picture });

/** Another sheet, which undo takes back. */
export const turnTo = (sheets: Sheets, next: Sheet): Sheets => ({
  ...sheetOf(next),
  past: [...sheets.past, sheetOf(sheets)].slice(-mostUndo),
  future: [],
});

/** `sheets` itself when there is nothing to go back to. */
export function undo(sheets: Sheets): Sheets {
  const before = sheets.past.at(-1);
  if (!before) return sheets;
  return {
    ...sheetOf(before),
    past: sheets.past.slice(0, -1),
    future: [...sheets.future, sheetOf(sheets)],
  };
}

export function redo(sheets: Sheets): Sheets {
  const next = sheets.future.at(-1);
  if (!next) return sheets;
  return {
    ...sheetOf(next),
    past: [...sheets.past, sheetOf(sheets)],
    future: sheets.future.slice(0, -1),
  };
}
