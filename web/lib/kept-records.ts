// What a browser has kept may be anybody's: whoever shares the page's origin writes into the same storage. A record is
// taken for one of ours only if it has the form that ours have.
import type { Checkpoint } from './autosave.ts';
import type { KeptDrawing, KeptPin } from './protocol.ts';
import { isThinnedSeries } from './thinned-series.ts';

type Fields<T> = { readonly [K in keyof T]?: unknown };

/** Null when it is no copy. Its file is for restore() to judge; its losses, when they are none, are an empty series. */
export function checkedCopy(run: string, record: unknown): Checkpoint | null {
  if (!isObject(record)) return null;
  const { savedAt, step, corrections = 0, losses, bytes }: Fields<Checkpoint> = record;
  if (!isTime(savedAt) || !isCount(step) || !isCount(corrections) || !isBytes(bytes)) return null;
  const checked = isThinnedSeries(losses) ? losses : { before: step, values: [], stride: 1, rest: [] };
  return { run, savedAt, step, corrections, losses: checked, bytes };
}

/** Of a store that may hold anything else beside them. */
export const checkedCopies = (run: string, records: readonly unknown[]): readonly Checkpoint[] =>
  records.flatMap((record) => checkedCopy(run, record) ?? []);

/** Milliseconds since 1970 that a Date can hold, and then some more. */
export const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) <= 8e15;

export function isKeptDrawing(record: unknown): record is KeptDrawing {
  if (!isObject(record)) return false;
  const { id, label, pixels, rows, columns }: Fields<KeptDrawing> = record;
  return isCount(id) && isLabel(label) && isImage(pixels, rows, columns);
}

export function isKeptPin(record: unknown): record is KeptPin {
  if (!isObject(record)) return false;
  const { id, label, image, rows, columns, strokes, picture }: Fields<KeptPin> = record;
  return (
    isCount(id) &&
    isLabel(label) &&
    isImage(image, rows, columns) &&
    Array.isArray(strokes) &&
    strokes.every(isStroke) &&
    (picture === null || isPicture(picture))
  );
}

function isPicture(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { name, source }: Fields<NonNullable<KeptPin['picture']>> = value;
  if (typeof name !== 'string') return false;
  if (source instanceof Blob) return true;
  if (!isObject(source)) return false;
  const { width, height, data } = source as { readonly [name: string]: unknown };
  return (
    isCount(width) &&
    isCount(height) &&
    (isBytes(data) || data instanceof Uint8ClampedArray) &&
    [width * height, 4 * width * height].includes(data.length)
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isLabel = (value: unknown): value is number => isCount(value) && value < 256;

const isBytes = (value: unknown): value is Uint8Array<ArrayBuffer> =>
  value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;

const isImage = (pixels: unknown, rows: unknown, columns: unknown): boolean =>
  isCount(rows) &&
  isCount(columns) &&
  isBytes(pixels) &&
  pixels.length > 0 &&
  pixels.length === rows * columns;

/** x, y, x, y, … */
const isStroke = (value: unknown): boolean =>
  Array.isArray(value) && value.length % 2 === 0 && value.every((one) => Number.isFinite(one));
