// A picture's pixels, by the browser's own decoder.
import { InklingError } from './fault.ts';
import type { Picture } from './protocol.ts';

const mostBytes = 64 * 1024 * 1024;
const mostPixels = 40_000_000; // the core's own limit, known before four bytes for each are asked for

export const isFile = (picture: Blob | Picture): picture is Blob => picture instanceof Blob;

/** E_PICTURE when it is too large, or none that the browser can show. */
export async function decode(file: Blob): Promise<Picture> {
  if (file.size > mostBytes)
    throw refused(`at most 64 MiB are read, it has ${Math.round(file.size / 1e6)} MB`);
  if (typeof createImageBitmap === 'undefined')
    throw refused('there is no decoder here; hand over its pixels');
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw refused('the browser cannot read it as a picture');
  }
  const { width, height } = bitmap;
  try {
    if (width * height > mostPixels)
      throw refused(`at most 40 megapixels are read, it has ${width} × ${height}`);
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw refused('the browser has no room to draw it');
    context.drawImage(bitmap, 0, 0);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  } catch (error) {
    if (error instanceof InklingError) throw error;
    throw refused(`the browser has no room to draw its ${width} × ${height} pixels`);
  } finally {
    bitmap.close();
  }
}

const refused = (reason: string) =>
  new InklingError({ code: 'E_PICTURE', message: `The picture was not read: ${reason}.` });
