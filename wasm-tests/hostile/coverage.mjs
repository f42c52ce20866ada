// Which test shows what becomes of each bad input: by the numbers of the rows of the catalogue that Inkling holds itself to.
// A place is 'table' (the tables beside this file, by the runner of that column), a test's 'file: name', or why there is
// none: a text that begins with '-'. `node --test wasm-tests/node` checks that all of them are there.

const safetensors = (/** @type {string} */ name) => `io/safetensors_header.tests.cpp: ${name}`;
const gzip = 'data/gzip.tests.cpp: Bad gzip files are refused with the reason';
const idx = 'data/idx.tests.cpp: Bad IDX files are refused with the reason';
const config = 'train/run_config.tests.cpp: What cannot be trained is refused with its own code';
const asWasm = '- natively: that suite runs as WebAssembly too';
const typed = '- the types of the other side of the worker; no person can';

const ofPackage = { native: '- of JavaScript', node: '- of the npm package', browser: typed };

/** @type {readonly { rows: readonly number[], native: string, node: string, browser: string, npm?: string }[]} */
export const coverage = [
  { rows: [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], native: gzip, node: 'table', browser: 'table' },
  {
    rows: [2, 16],
    native: 'data/idx_file.tests.cpp: What is no IDX file is refused',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [13],
    native: 'data/gzip.tests.cpp: A small file that would fill the memory',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [14],
    native: 'data/dataset_files.tests.cpp: What is too big is refused before it is read',
    node: 'hostile.test.mjs: row 14: what is too big',
    browser: 'own-data.spec.ts: row 14: a file that is too big',
  },
  { rows: [15, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27], native: idx, node: 'table', browser: 'table' },
  { rows: [28], native: idx, node: 'errors.test.mjs: labels for images', browser: 'table' },
  {
    rows: [29],
    native: 'data/dataset.tests.cpp: Files that do not belong together',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [30],
    native: 'data/dataset.tests.cpp: Files that do not belong together',
    node: 'hostile.test.mjs: row 30: a label beyond the classes',
    browser: 'table', // a data set of one's own has the classes that its labels ask for, and a warning
  },
  {
    rows: [31, 35],
    native: 'data/dataset_survey.tests.cpp: One class, classes without images',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [32],
    native: 'train/fit.tests.cpp: A network that does not fit the images',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [33, 34],
    native: 'bindings/session_own_data.tests.cpp: Without test images there is nothing to test',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [36],
    native: 'data/dataset_files.tests.cpp: Files that are no data set',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [37, 39],
    native: '- no files there',
    node: '- no files there',
    browser: 'own-data.spec.ts: rows 37 and 39',
  },
  {
    rows: [38],
    native: '- a Session is never at two things',
    node: '- a Session is never at two things',
    browser: 'own-data.spec.ts: row 38',
  },
  { rows: [40, 41], native: safetensors('Header lengths that cannot be'), node: 'table', browser: 'table' },
  {
    rows: [42, 43, 44],
    native: safetensors('Headers that describe something else'),
    node: 'table',
    browser: 'table',
  },
  {
    rows: [45],
    native: safetensors('Tensors, fields and remarks that come twice'),
    node: 'table',
    browser: 'table',
  },
  {
    rows: [46, 47],
    native: safetensors('Tensors, fields and remarks that come twice'),
    node: 'table',
    browser: 'table',
  },
  { rows: [48], native: safetensors('Names that cannot be shown'), node: 'table', browser: 'table' },
  { rows: [49], native: safetensors('Element types other than'), node: 'table', browser: 'table' },
  { rows: [50], native: safetensors('Shapes that are not whole'), node: 'table', browser: 'table' },
  { rows: [51], native: safetensors('Shapes whose size wraps'), node: 'table', browser: 'table' },
  {
    rows: [52, 53, 54, 55, 56, 57, 58],
    native: safetensors('Places that do not fit'),
    node: 'table',
    browser: 'table',
  },
  { rows: [59], native: safetensors('Metadata other than short texts'), node: 'table', browser: 'table' },
  {
    rows: [60, 61, 62, 63],
    native: 'io/model_file.tests.cpp: Tensors that do not fit',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [64],
    native: 'bindings/session_saved.tests.cpp: A network that is refused leaves',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [65],
    native: 'io/model_file.tests.cpp: Running statistics are saved',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [66],
    native: 'train/checkpoint.tests.cpp: A checkpoint is refused for what it says',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [67],
    native: 'train/checkpoint.tests.cpp: Every damage of a checkpoint',
    node: 'table',
    browser: 'storage-trouble.spec.ts: a damaged copy is told', // of a file that is opened, the table
  },
  {
    rows: [68],
    native: 'train/training_state.tests.cpp: A state that cannot be is refused',
    node: 'table',
    browser: 'table',
  },
  { rows: [69, 70, 74, 75, 76, 77, 78], native: config, node: 'table', browser: 'table' },
  // In the form Nesterov is grey without a momentum, and the slider of dropout ends before 1: an address asks for those.
  {
    rows: [71, 72],
    native: 'optim/sgd.tests.cpp: SGD refuses what torch refuses',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [73],
    native: 'nn/dropout.tests.cpp: Dropout refuses a probability',
    node: 'table',
    browser: 'table',
  },
  {
    rows: [79],
    native: 'bindings/session.tests.cpp: A bad hash keeps the run',
    node: asWasm,
    browser: 'controls.spec.ts: a setting that cannot be is refused beside its field',
  },
  {
    rows: [80, 81],
    ...ofPackage,
    npm: 'trainer.test.mjs: disposed during a fit(), all ends with one code',
  },
  {
    rows: [86],
    ...ofPackage,
    npm: 'trainer.test.mjs: what onProgress throws ends the fit(), and the trainer goes on',
  },
  {
    rows: [87],
    ...ofPackage,
    browser: 'units/client.spec.ts: row 87: a reply that nobody asked for',
    npm: 'trainer.test.mjs: after a break another fit() goes on, and two at once are refused',
  },
  {
    rows: [82],
    native: 'bindings/session.tests.cpp: Training before the data is there',
    node: 'errors.test.mjs: training without data',
    browser: 'trouble.spec.ts: a download that breaks off',
  },
  {
    rows: [83, 84],
    native: '- of JavaScript',
    node: 'hostile.test.mjs: const misuse',
    browser: typed,
  },
  {
    rows: [85],
    native: 'train/prediction.tests.cpp: Pixels that are none, not whole images or no numbers',
    node: 'errors.test.mjs: a point that is no number',
    browser: typed,
  },
  {
    rows: [88],
    native: '- of the page',
    node: '- of the page',
    browser: 'units/state.spec.ts: however often it is asked for',
  },
  {
    rows: [89],
    native: 'ink/normalize.tests.cpp: No ink is no image',
    node: 'session.test.mjs: nothing drawn is nothing read',
    browser: 'drawing.spec.ts: nothing drawn is not read',
  },
  {
    rows: [90],
    native: 'ink/normalize.tests.cpp: A dot stays small',
    node: asWasm,
    browser: 'odd-drawings.spec.ts: rows 90 and 93: a tap is a dot',
  },
  {
    rows: [91],
    native: 'ink/render_bitmap.tests.cpp: A picture of one grey is no image',
    node: 'hostile.test.mjs: row 89: a picture without ink',
    browser: 'units/state.spec.ts: a picture and strokes',
  },
  {
    rows: [92],
    native: 'ink/normalize.tests.cpp: Points beyond the canvas',
    node: asWasm,
    browser: 'drawing.spec.ts: a stroke goes on outside',
  },
  {
    rows: [93],
    native: 'ink/normalize.tests.cpp: The image depends neither on the canvas',
    node: asWasm,
    browser: 'odd-drawings.spec.ts: rows 90 and 93: a tap is a dot',
  },
  {
    rows: [94],
    native: 'ink/normalize.tests.cpp: The image depends neither on the canvas',
    node: asWasm,
    browser: 'odd-drawings.spec.ts: row 94: pixels of the screen', // resized in a stroke: drawing.spec.ts
  },
  {
    rows: [95],
    native: 'ink/resize_bitmap.tests.cpp: Light paper is turned to black',
    node: 'hostile.test.mjs: row 95: a picture on light paper',
    browser: 'odd-drawings.spec.ts: row 95: a picture of dark ink on light paper',
  },
  {
    rows: [96],
    native: '- of the page',
    node: '- of the page',
    browser: 'drawing.spec.ts: a cancelled pointer ends its stroke', // without pressure: paper.spec.ts
  },
  {
    rows: [97],
    native: '- of the page',
    node: '- of the page',
    browser: 'odd-drawings.spec.ts: row 97: where the browser changes pixels', // of pictures: strokes are read themselves
  },
  {
    rows: [98],
    native: 'bindings/session.tests.cpp: A drawing is read while training',
    node: asWasm,
    browser: 'training.spec.ts: a drawing is read while the network trains',
  },
];
