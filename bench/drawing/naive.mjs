// What a demo does that looks no further: the canvas, drawn on with its pen, averaged to 28 × 28 pixels in blocks.
const side = 28;

/**
 * Grey levels, side * scale in each direction, of the canvas with a pen of a fourteenth of it, as the page shows it; dark ink
 * is 255. A pixel is ink or paper.
 */
export function paintCanvas(strokes, canvasSize, scale) {
  const size = side * scale;
  const unit = size / canvasSize;
  const radius = size / 28;
  const pixels = new Uint8Array(size * size);
  for (const stroke of strokes) {
    for (let i = 0; i < stroke.length; ++i) {
      const [bx, by] = stroke[i].map((v) => v * unit);
      const [ax, ay] = (stroke[i - 1] ?? stroke[i]).map((v) => v * unit);
      paintPiece(pixels, size, radius, ax, ay, bx, by);
    }
  }
  return pixels;
}

function paintPiece(pixels, size, radius, ax, ay, bx, by) {
  const dx = bx - ax;
  const dy = by - ay;
  const length2 = dx * dx + dy * dy;
  const from = (a, b) => Math.max(0, Math.floor(Math.min(a, b) - radius));
  const to = (a, b) => Math.min(size - 1, Math.ceil(Math.max(a, b) + radius));
  for (let y = from(ay, by); y <= to(ay, by); ++y) {
    for (let x = from(ax, bx); x <= to(ax, bx); ++x) {
      const px = x + 0.5 - ax;
      const py = y + 0.5 - ay;
      const t = length2 > 0 ? Math.min(Math.max((px * dx + py * dy) / length2, 0), 1) : 0;
      if ((px - t * dx) ** 2 + (py - t * dy) ** 2 <= radius * radius) pixels[y * size + x] = 255;
    }
  }
}

/** The mean of each block of scale × scale pixels. */
export function blockMean(pixels, scale) {
  const image = new Uint8Array(side * side);
  for (let row = 0; row < side; ++row) {
    for (let column = 0; column < side; ++column) {
      let sum = 0;
      for (let y = 0; y < scale; ++y)
        for (let x = 0; x < scale; ++x) sum += pixels[(row * scale + y) * side * scale + column * scale + x];
      image[row * side + column] = Math.round(sum / (scale * scale));
    }
  }
  return image;
}
