// Enough of safetensors to look into a file that is known to be sound.
import { readFile } from 'node:fs/promises';

const arrays = { F32: Float32Array, F64: Float64Array, I64: BigInt64Array };

/** @param {Uint8Array} bytes */
export function parseSafetensors(bytes) {
  const file = bytes.slice(); // begins at a multiple of 8, whatever it was a view of
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  const { __metadata__: metadata = {}, ...entries } = JSON.parse(
    new TextDecoder().decode(file.subarray(8, 8 + length)),
  );
  const tensors = Object.fromEntries(
    Object.entries(entries).map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [begin, end],
        },
      ]) => [
        name,
        { shape, values: new arrays[dtype](file.buffer.slice(8 + length + begin, 8 + length + end)) },
      ],
    ),
  );
  return { metadata, tensors };
}

/** @param {string | URL} path */
export const readSafetensors = async (path) => parseSafetensors(await readFile(path));
