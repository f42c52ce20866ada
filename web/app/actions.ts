// What a person can do: what panels call.
import type { PictureReading } from '../lib/client.ts';
import type { DroppedFiles } from './drop.ts';
import type { Inspecting } from './inspecting.ts';
import type { SavedFile } from './saved-files.ts';
import type { Field } from './state/settings.ts';

export interface Actions extends Inspecting {
  train(): void;
  pause(): void;
  step(): void;
  epoch(): void;
  reset(): void;
  /** What a reset dropped. */
  bringBack(): void;
  test(): void;
  calibrate(): void;
  saveFile(file: SavedFile): void;
  /** A run or a network. */
  openFile(file: File): void;
  /** A data set, a picture, or a saved run or network. */
  takeFiles(dropped: DroppedFiles): void;
  cancelDataset(): void;
  /** Back to MNIST. */
  closeDataset(): void;
  nameClasses(text: string): void;
  readPicture(file: File): void;
  choosePictureReading(reading: PictureReading): void;
  editSetting(field: Field, text: string): void;
  applySettings(): void;
  /** The run goes on with this from its next batch, whatever else stands in the form. */
  changeSetting(field: Field, text: string): void;
  /** The run is made as long as that, and trained. */
  trainOn(epochs: number): void;
  /** Of the run of this hash. */
  previewSchedule(hash: string): void;
  cancelData(): void;
  retryData(): void;
  /** Points are x, y, x, y, … in the drawing's square. */
  beginStroke(points: readonly number[]): void;
  extendStroke(points: readonly number[]): void;
  /** Along the way of the eraser's middle. */
  erase(points: readonly number[]): void;
  /** What was drawn or erased since the pen came down is done. */
  liftPen(): void;
  /** What was drawn, erased or cleared last. */
  undoStroke(): void;
  redoStroke(): void;
  /** The last stroke, which nobody meant. */
  withdrawStroke(): void;
  clearDrawing(): void;
  /** How the drawing becomes what the network sees. */
  showStages(wanted: boolean): void;
  /** Of a number that was read, counted from the left: the one to show more of. */
  chooseDigit(digit: number): void;
  /** What the drawing is, whatever it is read as; of a number, the digit that is shown. */
  correctTo(label: number): void;
  cancelCorrection(): void;
  undoCorrection(): void;
  removeDrawings(ids: readonly number[]): void;
  /** What was removed last. */
  returnDrawings(): void;
  /** Looks into the network, twice a second at most. */
  measureInside(): void;
  showEarlierRun(key: string, shown: boolean): void;
  /** Among the lines of the charts; null: at none. */
  pointAtEarlierRun(key: string | null): void;
  removeEarlierRun(key: string): void;
  /** The drawing, or the digit that is shown of a number, is to be watched while the network learns. */
  pin(): void;
  unpin(key: number): void;
  /** What it is meant to be. */
  labelPin(key: number, label: number): void;
  /** On the paper, in place of what is there. */
  putPinBack(key: number): void;
  restart(): void;
  /** The page anew, of its newest version. */
  reload(): void;
}
