// Bytes of either sign as colours: the style sheet's for below zero, zero and above.

/** Opaque pixels, one for each shade from -128 to 127, as ImageData holds them. */
export type SignedColours = Uint32Array;

/** The canvas has the class "signed", whose colours they are. */
export function signedColours(canvas: HTMLCanvasElement): SignedColours {
  const style = getComputedStyle(canvas);
  const above = numbers(style.color);
  const zero = numbers(style.backgroundColor);
  const below = numbers(style.borderBlockEndColor);
  const colours = new Uint32Array(256);
  const bytes = new Uint8Array(colours.buffer);
  for (let shade = -128; shade < 128; shade++) {
    const end = shade < 0 ? below : above;
    const share = Math.min(Math.abs(shade) / 127, 1);
    const mixed = zero.map((from, channel) => from + (end[channel] ?? 0) * share - from * share);
    bytes.set([...mixed.map(Math.round), 255], 4 * (shade + 128));
  }
  return colours;
}

/** "rgb(43, 58, 155)" */
const numbers = (colour: string): number[] =>
  (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((number) => Number(number));

/** One image with its upper left corner at x, y of `target`. */
export function paintTile(
  target: ImageData,
  colours: SignedColours,
  shades: Int8Array,
  columns: number,
  x = 0,
  y = 0,
): void {
  const pixels = new Uint32Array(target.data.buffer);
  for (let i = 0; i < shades.length; i++) {
    const row = y + Math.floor(i / columns);
    pixels[row * target.width + x + (i % columns)] = colours[(shades[i] ?? 0) + 128] ?? 0;
  }
}

/** The whole canvas is one image. */
export function paintSigned(canvas: HTMLCanvasElement, shades: Int8Array, columns: number): void {
  const rows = Math.ceil(shades.length / columns);
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  const image = new ImageData(columns, rows);
  paintTile(image, signedColours(canvas), shades, columns);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}
