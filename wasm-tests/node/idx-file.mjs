// IDX files to feed the module with.

/** An IDX file of unsigned bytes. @param {number[]} dims @param {(i: number) => number} value */
export function idxFile(dims, value = () => 0) {
  const size = dims.reduce((product, dim) => product * dim, 1);
  const bytes = new Uint8Array(4 + 4 * dims.length + size);
  bytes.set([0, 0, 8, dims.length]);
  const view = new DataView(bytes.buffer);
  for (const [i, dim] of dims.entries()) view.setUint32(4 + 4 * i, dim);
  for (let i = 0; i < size; ++i) bytes[4 + 4 * dims.length + i] = value(i);
  return bytes;
}
