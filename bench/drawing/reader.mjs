// A network in the browser's module, here in Node.js: what reads in the page.
import { readFile } from 'node:fs/promises';
import createCore from '../../build/wasm/core.js';

/** Flat coordinates and counts, as the module takes them. */
export function flatten(strokes) {
  return [Float32Array.from(strokes.flat(2)), Uint32Array.from(strokes, (stroke) => stroke.length)];
}

export class Reader {
  #session;

  static async open(modelFile) {
    const core = await createCore();
    const reader = new Reader();
    reader.#session = new core.Session();
    if (modelFile) reader.#session.loadModel(modelFile, new Uint8Array(await readFile(modelFile)));
    return reader;
  }

  /** Of strokes on a canvas. */
  read(strokes, canvasSize) {
    return this.#session.predict(...flatten(strokes), canvasSize);
  }

  /** The image that is made of a square picture of grey levels. */
  readPicture(pixels, side) {
    return this.#session.predictImage(pixels, side, side, 'ink');
  }

  /** The labels of images, one behind the other. */
  readImages(pixels) {
    return [...this.#session.predictPixels(pixels).labels];
  }

  close() {
    this.#session.delete();
  }
}
