// The images of a correction as the core takes them: all pixels and all labels, each in one array. What the core could
// not tell any more is checked here, since a byte that was copied has lost what it was.
import { InklingError } from './fault.ts';
import type { Sample } from './protocol.ts';

/** E_API_TYPE for what is no image, E_API_LENGTH for images of different sizes, E_IDX_LABEL for a label that is no byte. */
export function packImages(images: readonly Sample[]): { pixels: Uint8Array; labels: Uint8Array } {
  if (!Array.isArray(images)) refuse('E_API_TYPE', 'images', 'an array', describe(images));
  const size: number = images[0]?.pixels?.length ?? 0;
  for (const [index, image] of images.entries()) check(image, `images[${index}]`, size);
  const pixels = new Uint8Array(images.length * size);
  for (const [index, image] of images.entries()) pixels.set(image.pixels, index * size);
  return { pixels, labels: Uint8Array.from(images, ({ label }) => label) };
}

function check(image: Sample | null | undefined, where: string, size: number): void {
  if (typeof image !== 'object' || image === null)
    refuse('E_API_TYPE', where, '{ pixels, label }', describe(image));
  const { pixels, label } = image;
  if (!(pixels instanceof Uint8Array))
    refuse('E_API_TYPE', `${where}.pixels`, 'a Uint8Array of grey levels', describe(pixels));
  if (pixels.length !== size)
    refuse('E_API_LENGTH', `${where}.pixels`, `${size}, as many as the first has`, String(pixels.length));
  if (!Number.isInteger(label) || label < 0 || label > 255)
    refuse('E_IDX_LABEL', `${where}.label`, 'the number of a class', String(label));
}

function refuse(code: string, where: string, expected: string, found: string): never {
  throw new InklingError({ code, message: `${where}: expected ${expected}, found ${found}.` });
}

const describe = (value: unknown): string =>
  typeof value === 'object' && value !== null ? `a ${value.constructor?.name ?? 'object'}` : String(value);
