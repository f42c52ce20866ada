// Bad safetensors files by the numbers of their rows, 40-65; the names are those of a network 196-5-4, which they are
// opened beside. The codes are those of a network's file; that a run is wanted is said from row 60 on (E_ST_FORMAT).
import { ascii, patched, safetensors, tensor } from './bytes.mjs';

const one = (/** @type {string} */ entry, bytes = 4) => safetensors(`{"a":${entry}}`, bytes);
const two = (/** @type {string} */ a, /** @type {string} */ b, bytes = 8) =>
  safetensors(`{"a":${a},"b":${b}}`, bytes);

/** A network 196-5-4 but for some of its tensors. @param {Record<string, number[] | undefined>} changes */
function network(changes) {
  const shapes = {
    'hidden1.bias': [5],
    'hidden1.weight': [5, 196],
    'out.bias': [4],
    'out.weight': [4, 5],
    ...changes,
  };
  const entries = [];
  let end = 0;
  for (const [name, shape] of Object.entries(shapes)) {
    if (!shape) continue;
    const begin = end;
    const isCount = name.endsWith('.num_batches_tracked');
    end += (isCount ? 8 : 4) * shape.reduce((product, side) => product * side, 1);
    const dtype = isCount ? '"I64"' : '"F32"';
    entries.push(`"${name}":${tensor(dtype, JSON.stringify(shape), `[${begin},${end}]`)}`);
  }
  return safetensors(`{${entries.join()}}`, end);
}

/** One with batch norm. Its last number is a variance. */
const normalized = network({
  'bn1.weight': [5],
  'bn1.bias': [5],
  'bn1.running_mean': [5],
  'bn1.num_batches_tracked': [],
  'bn1.running_var': [5],
});

/** Its last number becomes NaN. @param {Uint8Array} bytes */
const spoilt = (bytes) => patched(bytes, -4, 0, 0, 0xc0, 0x7f);

/** @type {readonly { row: number, what: string, bytes: Uint8Array, code: string, message: RegExp }[]} */
export const refusedSaved = [
  {
    row: 40,
    what: 'seven bytes',
    bytes: ascii('1234567'),
    code: 'E_ST_SHORT',
    message: /at least 8 bytes, found 7/,
  },
  {
    row: 41,
    what: 'no header',
    bytes: safetensors('', 0),
    code: 'E_ST_HEADER_LEN',
    message: /1 to 1048576 bytes/,
  },
  {
    row: 41,
    what: 'a header of 2^64-1',
    bytes: safetensors('{}', 0, 2n ** 64n - 1n),
    code: 'E_ST_HEADER_LEN',
    message: /1 to 1048576 bytes/,
  },
  {
    row: 42,
    what: 'not UTF-8',
    bytes: safetensors(ascii('{"\xff":1}')),
    code: 'E_ST_UTF8',
    message: /at byte 2 of the header/,
  },
  {
    row: 43,
    what: 'truncated JSON',
    bytes: safetensors('{"a":'),
    code: 'E_ST_JSON',
    message: /at byte 5 of the header/,
  },
  {
    row: 44,
    what: 'a deep header',
    bytes: safetensors(`{"a":${'['.repeat(100_000)}`),
    code: 'E_ST_DEPTH',
    message: /found 100001/,
  },
  {
    row: 45,
    what: 'a tensor twice',
    bytes: safetensors(`{"a":${tensor()},"a":${tensor()}}`, 4),
    code: 'E_ST_DUP',
    message: /"a" twice/,
  },
  {
    row: 49,
    what: 'a lower-case dtype',
    bytes: one(tensor('"f32"')),
    code: 'E_ST_DTYPE',
    message: /found "f32"/,
  },
  {
    row: 50,
    what: 'a fraction for a side',
    bytes: one(tensor('"F32"', '[1.5]')),
    code: 'E_ST_SHAPE',
    message: /found \[1\.5\]/,
  },
  {
    row: 51,
    what: 'a product that wraps',
    bytes: one(tensor('"F32"', '[4194305,4194305,211106198978564]')),
    code: 'E_ST_OVERFLOW',
    message: /4194305 × 4194305/,
  },
  {
    row: 52,
    what: 'reversed offsets',
    bytes: one(tensor('"F32"', '[1]', '[4,0]')),
    code: 'E_ST_OFFSETS',
    message: /\[4,0\]/,
  },
  {
    row: 53,
    what: 'tensors that overlap',
    bytes: two(tensor(), tensor(), 4),
    code: 'E_ST_COVERAGE',
    message: /overlap/,
  },
  {
    row: 54,
    what: 'a hole',
    bytes: two(tensor(), tensor('"F32"', '[1]', '[8,12]'), 12),
    code: 'E_ST_COVERAGE',
    message: /hole/,
  },
  {
    row: 55,
    what: 'data beyond the file',
    bytes: one(tensor(), 3),
    code: 'E_ST_OFFSETS',
    message: /3 bytes of data/,
  },
  {
    row: 56,
    what: 'another size than its shape',
    bytes: one(tensor('"F32"', '[2]')),
    code: 'E_ST_OFFSETS',
    message: /8 bytes, as its shape needs/,
  },
  {
    row: 57,
    what: 'bytes after the data',
    bytes: one(tensor(), 9),
    code: 'E_ST_COVERAGE',
    message: /5 more bytes/,
  },
  {
    row: 59,
    what: 'metadata that is no text',
    bytes: safetensors('{"__metadata__":{"a":1}}'),
    code: 'E_ST_META',
    message: /text for "a"/,
  },
  { row: 60, what: 'no network at all', bytes: one(tensor()), code: 'E_ST_MODEL', message: /"a" and others/ },

  {
    row: 46,
    what: 'a field twice',
    bytes: one('{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}'),
    code: 'E_ST_DUP',
    message: /"shape" twice/,
  },
  {
    row: 47,
    what: 'a tensor twice, spelt otherwise',
    bytes: safetensors(`{"a":${tensor()},"\\u0061":${tensor()}}`, 4),
    code: 'E_ST_DUP',
    message: /"a" twice/,
  },
  {
    row: 48,
    what: 'half a pair in a name',
    bytes: safetensors(`{"\\ud800":${tensor()}}`, 4),
    code: 'E_ST_NAME',
    message: /surrogate/,
  },
  {
    row: 48,
    what: 'a name of a megabyte',
    bytes: safetensors(`{"${'a'.repeat(1_000_000)}":${tensor()}}`, 4),
    code: 'E_ST_NAME',
    message: /256/,
  },
  {
    row: 58,
    what: 'a tensor of nothing beside another',
    bytes: two(tensor(), tensor('"F32"', '[0]', '[4,4]'), 4),
    code: 'E_ST_SHAPE',
    message: /found 0/,
  },
  {
    row: 61,
    what: 'a tensor too many',
    bytes: network({ 'fc9.weight': [2, 2] }),
    code: 'E_ST_MODEL',
    message: /fc9\.weight/,
  },
  {
    row: 62,
    what: 'a layer that is transposed',
    bytes: network({ 'out.weight': [5, 4] }),
    code: 'E_ST_MODEL',
    message: /transposed/,
  },
  {
    row: 63,
    what: 'a layer that is missing',
    bytes: network({ 'hidden1.weight': undefined }),
    code: 'E_ST_MODEL',
    message: /hidden1\.bias/,
  },
  {
    row: 64,
    what: 'weights that are no numbers',
    bytes: spoilt(network({})),
    code: 'E_ST_NONFINITE',
    message: /1 NaN or infinite/,
  },
  {
    row: 65,
    what: 'a variance below 0',
    bytes: patched(normalized, -4, 0, 0, 0x80, 0xbf), // -1
    code: 'E_ST_VALUE',
    message: /bn1\.running_var: expected variances of at least 0/,
  },
];
