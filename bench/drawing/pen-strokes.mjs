// Real strokes to measure with: never trained on, and not part of this repository. Those of the folder PEN_STROKES, or of
// ../shared/pen-strokes: a JSON array of {label, writer, strokes}, gzipped.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from '../lib/places.mjs';

/** The longer side of the tablet. */
export const canvasSize = 500;

/** null when they are not there. */
export async function loadPenStrokes() {
  const folder = process.env.PEN_STROKES ?? join(root, '../shared/pen-strokes');
  try {
    return JSON.parse(gunzipSync(await readFile(join(folder, 'pen-strokes.json.gz'))).toString());
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Of the writers from `first` to `last`. */
export const byWriters = (samples, first, last) =>
  samples.filter(({ writer }) => writer >= first && writer <= last);
