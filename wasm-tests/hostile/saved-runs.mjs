// Runs that cannot be, by the numbers of their rows, 66-68: each is made of one that was saved after a batch.
import { crc32 } from 'node:zlib';
import { joined, patched, safetensors } from './bytes.mjs';

/** @typedef {{ [name: string]: { data_offsets: [number, number] } } & { __metadata__: { [key: string]: string } }} Header */

/** @param {Uint8Array} saved @returns {[Header, Uint8Array]} */
function taken(saved) {
  const end = 8 + Number(new DataView(saved.buffer, saved.byteOffset).getBigUint64(0, true));
  return [JSON.parse(Buffer.from(saved.subarray(8, end)).toString()), new Uint8Array(saved.subarray(end))];
}

/** As Inkling writes it, to the byte: the checksum is of these. @param {Header} header @param {Uint8Array} data */
function written(header, data) {
  const text = JSON.stringify(header);
  return joined(safetensors(text.padEnd(Math.ceil(text.length / 8) * 8)), data);
}

/** Changed, and its checksum fits again. @param {(header: Header, data: DataView) => void} change */
const forged = (change) => (/** @type {Uint8Array} */ saved) => {
  const [header, data] = taken(saved);
  change(header, new DataView(data.buffer, data.byteOffset));
  const { crc32: _, ...others } = header.__metadata__;
  header.__metadata__ = others;
  header.__metadata__ = { crc32: String(crc32(written(header, data))), ...others };
  return written(header, data);
};

/** @param {string} name @param {bigint} value */
const withNumber = (name, value, at = 0) =>
  forged((header, data) => data.setBigInt64((header[name]?.data_offsets[0] ?? -1) + 8 * at, value, true));

/** @param {number} at @param {number} bits */
const flipped = (at, bits) => (/** @type {Uint8Array} */ saved) =>
  patched(saved, at, (saved.at(at) ?? 0) ^ bits);

/** @type {readonly { row: number, what: string, of: (saved: Uint8Array) => Uint8Array, code: string, message: RegExp }[]} */
export const refusedRuns = [
  {
    row: 66,
    what: 'a run of a newer version',
    of(saved) {
      const [header, data] = taken(saved);
      header.__metadata__.version = '2';
      return written(header, data);
    },
    code: 'E_ST_VERSION',
    message: /newer Inkling/,
  },
  {
    row: 67,
    what: 'a run with a bit changed in its length',
    of: flipped(7, 0x10),
    code: 'E_ST_HEADER_LEN',
    message: /1 to 1048576 bytes/,
  },
  {
    row: 67,
    what: 'a run with a bit changed where its header begins',
    of: flipped(8, 0x10),
    code: 'E_ST_JSON',
    message: /begins with \{.*at byte 0/,
  },
  {
    row: 67,
    what: 'a run with a bit changed in its numbers',
    of: (saved) => flipped(saved.length >> 1, 0x10)(saved),
    code: 'E_ST_CRC',
    message: /The file is damaged/,
  },
  {
    row: 67,
    what: 'a run with its last bit changed',
    of: flipped(-1, 0x80),
    code: 'E_ST_CRC',
    message: /The file is damaged/,
  },
  {
    row: 67,
    what: 'a run with a byte too many',
    of: (saved) => joined(saved, new Uint8Array(1)),
    code: 'E_ST_COVERAGE',
    message: /1 more bytes/,
  },
  {
    row: 67,
    what: 'a run without its last byte',
    of: (saved) => saved.slice(0, -1),
    code: 'E_ST_OFFSETS',
    message: /bytes of data/,
  },
  {
    row: 68,
    what: 'a run at a batch that is not there',
    of: withNumber('loader.batch', 70000n),
    code: 'E_ST_STATE',
    message: /found 70000 of \d+/,
  },
  {
    row: 68,
    what: 'a run at the greatest batch',
    of: withNumber('loader.batch', 2n ** 31n - 1n), // times the images of one it is none of 32 bits
    code: 'E_ST_STATE',
    message: /found 2147483647 of \d+/,
  },
  {
    row: 68,
    what: 'a run with an image that is not there',
    of: withNumber('loader.order', 70000n),
    code: 'E_ST_STATE',
    message: /70000/,
  },
  {
    row: 68,
    what: 'a run with an image twice',
    of: forged((header, data) => {
      const at = header['loader.order']?.data_offsets[0] ?? -1;
      data.setBigInt64(at + 8, data.getBigInt64(at, true), true);
    }),
    code: 'E_ST_STATE',
    message: /each image once/,
  },
  {
    row: 68,
    what: 'a run whose generator has no such place',
    of: withNumber('generator.next', 70000n),
    code: 'E_ST_STATE',
    message: /70000/,
  },
  {
    row: 68,
    what: 'a run whose generator has a word of more bits',
    of: withNumber('generator.words', 2n ** 32n),
    code: 'E_ST_STATE',
    message: /numbers of 32 bits/,
  },
  {
    row: 68,
    what: 'a run of settings that cannot be',
    of: forged((header) => {
      header.__metadata__.run = `${header.__metadata__.run}&wd=-1`;
    }),
    code: 'E_ST_STATE',
    message: /wd/,
  },
];
