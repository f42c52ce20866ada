// Bad data files by the numbers of their rows: gzip 1-16, IDX 17-35, what is dropped 36. Each is a set of files as a
// person would drop it; where there is a file that is at fault alone, `role` says as which of MNIST's four it is bad too.
import { ascii, header, images, joined, labels, packed, patched } from './bytes.mjs';

const good = packed(images());
const two32 = 0xffffffff;

/**
 * @typedef {{ name: string, bytes: Uint8Array }} NamedBytes
 * @typedef {object} DataRow
 * @property {number} row
 * @property {string} what
 * @property {NamedBytes[]} files
 * @property {string} code  of openDataset(), the worker's and the page's
 * @property {RegExp} message
 * @property {'train-images' | 'train-labels'} [role]  the first file is refused in this place by setData() as well
 * @property {string} [roleCode]  if that says otherwise
 */

/**
 * Bad images beside good labels.
 * @param {number} row @param {string} what @param {Uint8Array} bytes @param {string} code @param {RegExp} message
 * @returns {DataRow}
 */
const bad = (row, what, bytes, code, message, roleCode = code) => ({
  ...{ row, what, code, message, roleCode, role: 'train-images' },
  files: [
    { name: 'train-images', bytes },
    { name: 'train-labels', bytes: labels() },
  ],
});

/**
 * Several files that are only bad together, or as a set.
 * @param {number} row @param {string} what @param {Record<string, Uint8Array>} files
 * @param {string} code @param {RegExp} message
 * @returns {DataRow}
 */
const set = (row, what, files, code, message) => ({
  ...{ row, what, code, message },
  files: Object.entries(files).map(([name, bytes]) => ({ name, bytes })),
});

const bomb = packed(joined(header(8, [60_000, 28, 28]), new Uint8Array(50_000_000)));

/** @type {readonly DataRow[]} */
export const refusedData = [
  bad(1, 'an empty file', new Uint8Array(0), 'E_GZ_EMPTY', /train-images.*empty/),
  bad(
    2,
    'neither gzip nor IDX',
    ascii('hello, this is text'),
    'E_DROP',
    /not gzip and not IDX/,
    'E_GZ_MAGIC',
  ),
  bad(3, 'another compression method', patched(good, 2, 7), 'E_GZ_METHOD', /method/),
  bad(4, 'reserved gzip flags', patched(good, 3, 0x20), 'E_GZ_FLAGS', /flag/),
  bad(5, 'a truncated gzip header', good.slice(0, 7), 'E_GZ_TRUNCATED', /incomplete/),
  bad(6, 'a truncated gzip', good.slice(0, -8), 'E_GZ_TRUNCATED', /incomplete/),
  bad(7, 'a wrong CRC', patched(good, -8, (good.at(-8) ?? 0) ^ 1), 'E_GZ_CRC', /checksum/),
  bad(8, 'a wrong size', patched(good, -4, (good.at(-4) ?? 0) ^ 1), 'E_GZ_SIZE', /bytes/),
  bad(9, 'a damaged deflate stream', patched(good, 10, 0xff, 0xff), 'E_GZ_DEFLATE', /byte/),
  bad(10, 'garbage after the gzip', joined(good, ascii('xyz')), 'E_GZ_TRAILING', /trailing|after/i),
  bad(11, 'zeros after the gzip', joined(good, new Uint8Array(4)), 'E_GZ_TRAILING', /trailing|after/i),
  bad(12, 'a second member', joined(good, good), 'E_GZ_TRAILING', /trailing|after/i),
  bad(13, 'a gzip bomb', bomb, 'E_GZ_RATIO', /200/),
  bad(15, 'gzip within gzip', packed(good), 'E_IDX_MAGIC', /compressed twice/),
  bad(16, 'a zip', ascii('PK\x03\x04 and more'), 'E_DROP', /zip is not supported; unzip first/, 'E_GZ_MAGIC'),
  bad(16, 'an xz', ascii('\xfd7zXZ\0 and more'), 'E_DROP', /xz is not supported/, 'E_GZ_MAGIC'),
  bad(17, 'three bytes', new Uint8Array([0, 0, 8]), 'E_IDX_SHORT', /3 bytes/),
  bad(18, 'another magic', packed(ascii('abcdefgh')), 'E_IDX_MAGIC', /61 62 63 64/),
  bad(19, 'an unknown type', header(0x0a, [2, 2, 2]), 'E_IDX_TYPE', /unknown type 0x0A/),
  bad(20, 'images of floats', header(0x0d, [2, 2, 2]), 'E_IDX_TYPE', /images must be ubyte/),
  bad(21, 'two dimensions', header(8, [2, 2]), 'E_IDX_RANK', /3 dimensions/),
  bad(21, '255 dimensions', header(8, [2, 2, 2], 255), 'E_IDX_RANK', /255/),
  bad(22, 'a header cut short', images().slice(0, 10), 'E_IDX_SHORT', /header of 16 bytes/),
  bad(23, 'no rows', header(8, [30, 0, 14]), 'E_IDX_ZERO', /30 × 0 × 14/),
  bad(24, 'dimensions that wrap', header(8, [two32, two32, two32]), 'E_IDX_OVERFLOW', /2\^32/),
  bad(25, 'a body cut short', images().slice(0, -1), 'E_IDX_SHORT', /declares 5,880, has 5,879/),
  bad(
    26,
    'a body with more',
    joined(images(), new Uint8Array(1)),
    'E_IDX_TRAILING',
    /declares 5,880, has 5,881/,
  ),
  bad(27, 'a little-endian header', patched(images(), 0, 3, 8, 0, 0), 'E_IDX_MAGIC', /byte-swapped/),
  set(
    28,
    'labels in place of images',
    { images: labels(), labels: labels() },
    'E_DROP',
    /0 with images and 2 with labels/,
  ),
  set(
    29,
    'other counts',
    { images: images(30), labels: labels(29) },
    'E_IDX_COUNT',
    /30 images vs 29 labels/,
  ),
  set(
    32,
    'tests of another size',
    { 'train-i': images(30), 'train-l': labels(30), 't10k-i': images(9, 13), 't10k-l': labels(9) },
    'E_IDX_SHAPE',
    /14 × 14.*13 × 13/,
  ),
  set(33, 'a single image', { images: images(1), labels: labels(1) }, 'E_HP_TRAIN', /at least 1, and fewer/),
  set(36, 'images alone', { images: images() }, 'E_DROP', /images\+labels/),
  set(
    36,
    'five files',
    { a: images(), b: labels(), c: images(), d: labels(), e: images() },
    'E_DROP',
    /images\+labels.*5 files/,
  ),
  set(
    36,
    'a web page',
    { 'index.html': ascii('<!DOCTYPE html>'), labels: labels() },
    'E_DROP',
    /index\.html.*HTML/,
  ),
  set(
    36,
    'pairs that nothing tells apart',
    { a: images(), b: labels(), c: images(), d: labels() },
    'E_IDX_ROLE',
    /train-images, train-labels, t10k-images/,
  ),
];

/**
 * What is odd but taken: the warning's code, or none.
 * @type {readonly { row: number, what: string, files: Record<string, Uint8Array>, warnings: string[] }[]}
 */
export const acceptedData = [
  { row: 2, what: 'plain IDX', files: { i: images(200), l: labels(200) }, warnings: [] },
  {
    row: 28,
    what: 'names that are swapped',
    files: { 'train-labels': images(200), 'train-images': labels(200) },
    warnings: [],
  },
  { row: 31, what: 'one class', files: { i: images(200), l: labels(200, 1) }, warnings: ['W_ONE_CLASS'] },
  {
    row: 30,
    what: 'a stray label',
    files: { i: images(200), l: patched(labels(200), -1, 200) },
    warnings: ['W_EMPTY_CLASS'],
  },
  {
    row: 33,
    what: 'fewer images than a batch',
    files: { i: images(30), l: labels(30) },
    warnings: ['W_BATCH'],
  },
  { row: 34, what: 'no test images', files: { i: images(200), l: labels(200) }, warnings: [] },
  {
    row: 35,
    what: 'constant pixels',
    files: { i: joined(header(8, [200, 14, 14]), new Uint8Array(200 * 196).fill(9)), l: labels(200) },
    warnings: ['W_CONSTANT'],
  },
];
