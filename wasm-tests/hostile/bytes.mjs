// How the hostile files are made.
import { gzipSync } from 'node:zlib';
import { idxFile } from '../node/idx-file.mjs';

export const images = (count = 30, side = 14) => idxFile([count, side, side], (i) => (i * 7) % 251);
export const labels = (count = 30, classes = 4) => idxFile([count], (i) => i % classes);

/** @param {Uint8Array} bytes @param {number} at @param {number[]} values */
export function patched(bytes, at, ...values) {
  const copy = new Uint8Array(bytes);
  copy.set(values, at < 0 ? copy.length + at : at);
  return copy;
}

/** @param {...Uint8Array} parts */
export const joined = (...parts) => new Uint8Array(Buffer.concat(parts));

/** @param {Uint8Array} bytes */
export const packed = (bytes) => new Uint8Array(gzipSync(bytes));

/** The header of an IDX file, whatever it says. @param {number} type @param {number[]} dims */
export function header(type, dims, rank = dims.length) {
  const bytes = new Uint8Array(4 + 4 * dims.length);
  bytes.set([0, 0, type, rank]);
  const view = new DataView(bytes.buffer);
  for (const [i, dim] of dims.entries()) view.setUint32(4 + 4 * i, dim);
  return bytes;
}

/** @param {string} text */
export const ascii = (text) => new Uint8Array(Buffer.from(text, 'latin1'));

/**
 * A safetensors file of any header text.
 * @param {string | Uint8Array} text @param {number} dataBytes @param {bigint} [length]
 */
export function safetensors(text, dataBytes = 0, length) {
  const head = typeof text === 'string' ? new Uint8Array(Buffer.from(text)) : text;
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, length ?? BigInt(head.length), true);
  return joined(size, head, new Uint8Array(dataBytes));
}

/** One tensor's entry. */
export const tensor = (dtype = '"F32"', shape = '[1]', offsets = '[0,4]') =>
  `{"dtype":${dtype},"shape":${shape},"data_offsets":${offsets}}`;
