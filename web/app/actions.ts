// What a person can do: what panels call.
import type { SavedFile } from './saved-files.ts';
import type { Field } from './state/settings.ts';

export interface Actions {
  train(): void;
  pause(): void;
  step(): void;
  reset(): void;
  /** What a reset dropped. */
  bringBack(): void;
  test(): void;
  saveFile(file: SavedFile): void;
  /** A run or a network. */
  openFile(file: File): void;
  editSetting(field: Field, text: string): void;
  applySettings(): void;
  cancelData(): void;
  retryData(): void;
  /** Points are x, y, x, y, … in the drawing's square. */
  beginStroke(points: readonly number[]): void;
  extendStroke(points: readonly number[]): void;
  undoStroke(): void;
  clearDrawing(): void;
  restart(): void;
}
