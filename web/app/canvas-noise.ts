// Whether this browser changes the pixels that a page reads from a canvas: some do, so that sites do not know it again.

const side = 64;
let known: boolean | undefined;

/** Looked at once: known pixels are put on a canvas and read again. */
export function changesPixels(): boolean {
  known ??= readOtherwise();
  return known;
}

function readOtherwise(): boolean {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  const put = context.createImageData(side, side);
  for (let i = 0; i < put.data.length; ++i) put.data[i] = i % 4 === 3 ? 255 : (i * 37) % 256;
  context.putImageData(put, 0, 0);
  const read = context.getImageData(0, 0, side, side).data;
  return put.data.some((value, i) => value !== read[i]);
}
