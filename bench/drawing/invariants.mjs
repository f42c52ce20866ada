// Whether what is rendered is what MNIST would have made of it: the invariants of its 70,000 images, for pen strokes;
// and MNIST's own digits, put into a picture at any size and place, come back.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolder } from '../lib/places.mjs';
import { createRandom } from './random.mjs';

const side = 28;

function measureImage(pixels) {
  let mass = 0;
  let x = 0;
  let y = 0;
  let [left, right, top, bottom] = [side, -1, side, -1];
  for (let i = 0; i < pixels.length; ++i) {
    if (pixels[i] === 0) continue;
    const [row, column] = [Math.floor(i / side), i % side];
    mass += pixels[i];
    x += pixels[i] * column;
    y += pixels[i] * row;
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  return {
    x: x / mass, // in pixels from the middle of the first
    y: y / mass,
    longest: Math.max(right - left, bottom - top) + 1,
    peak: Math.max(...pixels),
    ink: mass / 255,
  };
}

/** Shares of the images, and means. */
export function measureInvariants(images) {
  const all = images.map(measureImage);
  const share = (holds) => all.filter(holds).length / all.length;
  const isMiddle = (value) => value >= 13.5 && value <= 14.5;
  return {
    centred: share(({ x, y }) => isMiddle(x) && isMiddle(y)),
    longest: share(({ longest }) => longest === 20),
    peak: share(({ peak }) => peak === 255),
    ink: all.reduce((sum, { ink }) => sum + ink, 0) / all.length,
  };
}

/** The image's pixels as squares of `scale` pixels, from (x, y) on, in a picture. Areas, so that any scale will do. */
function enlarge(image, scale, x, y, size) {
  const picture = new Float64Array(size * size);
  for (let row = 0; row < side; ++row) {
    for (let column = 0; column < side; ++column) {
      const value = image[row * side + column];
      if (value === 0) continue;
      const [x0, y0] = [x + column * scale, y + row * scale];
      for (let py = Math.floor(y0); py < y0 + scale; ++py) {
        const height = Math.min(py + 1, y0 + scale) - Math.max(py, y0);
        for (let px = Math.floor(x0); px < x0 + scale; ++px) {
          const width = Math.min(px + 1, x0 + scale) - Math.max(px, x0);
          picture[py * size + px] += value * width * height;
        }
      }
    }
  }
  return Uint8Array.from(picture, (value) => Math.round(Math.min(value, 255)));
}

/** Relative distances ‖came back - image‖ / ‖image‖, sorted, of the first test images. */
export async function measureReturn(reader, count) {
  const file = await readFile(join(dataFolder, 't10k-images-idx3-ubyte'));
  const random = createRandom(1);
  const distances = [];
  const size = 320;
  for (let i = 0; i < count; ++i) {
    const image = file.subarray(16 + i * side * side, 16 + (i + 1) * side * side);
    const scale = random(2, 8);
    const place = () => random(4, size - side * scale - 4);
    const { image: back } = reader.readPicture(enlarge(image, scale, place(), place(), size), size);
    const norm = (values) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    distances.push(norm(Array.from(image, (value, j) => value - back[j])) / norm([...image]));
  }
  return distances.sort((a, b) => a - b);
}
