/**
 * What a run's next step depends on and nothing of a clock: the tensors of a checkpoint, one after the other: parameters,
 * momentum, generator, the loader's order and cursor. Of a run within its first epoch, which has no history yet.
 * @param {Uint8Array} checkpoint
 */
export function trainingBits(checkpoint) {
  const length = Number(new DataView(checkpoint.buffer, checkpoint.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(checkpoint.subarray(8, 8 + length)));
  const data = checkpoint.slice(8 + length);
  const [begin, end] = header['fit.seconds'].data_offsets;
  data.fill(0, begin, end);
  return data;
}
