// Settings that cannot be, by the numbers of their rows, 69-78: in the address, and in the fields that one can write into.

const quoted = (/** @type {string} */ value) => /** @type {const} */ ([value, `found "${value}"`]);
const number = (/** @type {string} */ value, found = value) =>
  /** @type {const} */ ([value, `found ${found}`]);

/**
 * The values, each with what is said to be found. `label` is that of the field, if it is one to write into.
 * @type {readonly { row: number, field: string, label?: string, code: string, values: (readonly [string, string])[] }[]}
 */
export const refusedSettings = [
  {
    ...{ row: 69, field: 'lr', label: 'Learning rate', code: 'E_HP_LR' },
    values: [
      ...['NaN', 'Infinity', 'abc', ''].map(quoted),
      ...[number('0'), number('-1'), number('101'), number('1e999', 'Infinity')],
    ],
  },
  {
    ...{ row: 70, field: 'momentum', label: 'Momentum', code: 'E_HP_MOMENTUM' },
    values: [number('-0.1'), number('1'), quoted('abc')],
  },
  {
    ...{ row: 71, field: 'nesterov', code: 'E_HP_NESTEROV' },
    values: [number('1', 'momentum 0'), quoted('2')],
  },
  {
    ...{ row: 72, field: 'wd', label: 'Weight decay', code: 'E_HP_WD' },
    values: [number('-1'), number('101'), quoted('abc')],
  },
  {
    ...{ row: 73, field: 'dropout', code: 'E_HP_DROPOUT' },
    values: [number('-0.1'), number('1'), quoted('abc')],
  },
  {
    ...{ row: 74, field: 'batch', label: 'Batch size', code: 'E_HP_BATCH' },
    values: [number('0'), number('4097'), ...['-1', '2.5', '4294967296'].map(quoted)],
  },
  {
    ...{ row: 75, field: 'epochs', label: 'Epochs', code: 'E_HP_EPOCHS' },
    values: [number('0'), quoted('-1'), number('1000000000')],
  },
  {
    ...{ row: 76, field: 'layers', code: 'E_HP_SIZE' },
    values: [
      ...[quoted(''), number('0', '1'), number('196', '1'), number('196-0-4', '0')],
      number('196-8193-4', '8193'),
      number(`196-${'9-'.repeat(32)}4`, 'more'),
      number('8192-8192-4', '67149828, which need 537 MB'),
    ],
  },
  {
    ...{ row: 77, field: 'seed', label: 'Seed', code: 'E_HP_SEED' },
    values: [...['-1', '1.5'].map(quoted), number('9007199254740993')],
  },
  {
    ...{ row: 78, field: 'lr', label: 'Learning rate', code: 'E_HP_LR' },
    values: [['0,5', 'found "0,5". Use a dot, not a comma.']],
  },
];
