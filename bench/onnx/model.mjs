// As much of ONNX's file format as the training step needs: messages of protobuf, written out.
// Field numbers: onnx.proto3 of ONNX 1.14 (IR version 8), operator set 13.

const encodeVarint = (value) => {
  const bytes = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 128n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 127n) | 128);
  }
};
const key = (field, wireType) => encodeVarint((field << 3) | wireType);
const integer = (field, value) => Buffer.concat([key(field, 0), encodeVarint(value)]);
const bytes = (field, value) => {
  const body = Buffer.from(value);
  return Buffer.concat([key(field, 2), encodeVarint(body.length), body]);
};
const float = (field, value) => {
  const body = Buffer.alloc(4);
  body.writeFloatLE(value);
  return Buffer.concat([key(field, 5), body]);
};
const message = (field, ...parts) => bytes(field, Buffer.concat(parts));

const types = { float: 1, int64: 7 };

/** The float attributes are those with a fraction's meaning; every other number is an integer. */
const floatAttributes = new Set(['alpha', 'beta']);
const attribute = ([name, value]) =>
  floatAttributes.has(name)
    ? message(5, bytes(1, name), float(2, value), integer(20, 1))
    : message(5, bytes(1, name), integer(3, value), integer(20, 2));

/** @param {string} operator @param {string[]} inputs @param {string[]} outputs */
export const node = (operator, inputs, outputs, attributes = {}) =>
  message(
    1,
    ...inputs.map((name) => bytes(1, name)),
    ...outputs.map((name) => bytes(2, name)),
    bytes(4, operator),
    ...Object.entries(attributes).map(attribute),
  );

/** A tensor of floats that goes in or comes out; a name as a dimension is one that varies. */
const value = (field, [name, shape]) => {
  const dimensions = shape.map((size) =>
    message(1, typeof size === 'string' ? bytes(2, size) : integer(1, size)),
  );
  return message(
    field,
    bytes(1, name),
    message(2, message(1, integer(1, types.float), message(2, ...dimensions))),
  );
};

/** A constant vector: a Float32Array or a BigInt64Array. */
const constant = ([name, numbers]) =>
  message(
    5,
    integer(1, numbers.length),
    integer(2, numbers instanceof Float32Array ? types.float : types.int64),
    bytes(8, name),
    bytes(9, Buffer.from(numbers.buffer)),
  );

/** The file. `inputs` and `outputs` are shapes by name, `constants` vectors by name. */
export const model = ({ name, nodes, inputs, outputs, constants = {} }) =>
  Buffer.concat([
    integer(1, 8),
    message(8, bytes(1, ''), integer(2, 13)),
    message(
      7,
      ...nodes,
      bytes(2, name),
      ...Object.entries(constants).map(constant),
      ...Object.entries(inputs).map((input) => value(11, input)),
      ...Object.entries(outputs).map((output) => value(12, output)),
    ),
  ]);
