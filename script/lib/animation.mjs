// PNG screenshots of one size to an animated GIF that repeats. What does not change from one frame to the next is
// left transparent, which compresses to nearly nothing.
import gifenc from 'gifenc';
import pngjs from 'pngjs';

const { GIFEncoder, applyPalette, quantize } = gifenc;
const colors = 127; // and one that is transparent

/** @param {readonly { png: Buffer, milliseconds: number }[]} frames */
export function animation(frames) {
  const pictures = frames.map(({ png }) => pngjs.PNG.sync.read(png));
  const { width, height } = pictures[0];
  // One palette for all, from frames of the beginning, the middle and the end.
  const samples = [0, pictures.length >> 1, pictures.length - 1].map((index) => pictures[index].data);
  const palette = quantize(Buffer.concat(samples), colors, { format: 'rgb444' });
  const transparentIndex = palette.length;
  palette.push([0, 0, 0]);
  const gif = GIFEncoder();
  let shown;
  for (const [index, { data }] of pictures.entries()) {
    const pixels = applyPalette(data, palette.slice(0, transparentIndex), 'rgb444');
    const changed =
      shown === undefined
        ? pixels
        : pixels.map((color, i) => (color === shown[i] ? transparentIndex : color));
    shown = pixels;
    gif.writeFrame(changed, width, height, {
      ...(index === 0 ? { palette } : {}),
      ...{ delay: frames[index].milliseconds, transparent: index > 0, transparentIndex, dispose: 1 },
    });
  }
  gif.finish();
  return gif.bytes();
}
