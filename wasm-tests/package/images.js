// Small made-up images as IDX files: 256 to train and validate on, 64 to test on.

function idx(/** @type {number[]} */ dims, /** @type {(i: number) => number} */ value) {
  const head = [
    ...[0, 0, 8, dims.length],
    ...dims.flatMap((n) => [n >> 24, n >> 16, n >> 8, n].map((b) => b & 255)),
  ];
  return Uint8Array.from([
    ...head,
    ...Array.from({ length: dims.reduce((a, b) => a * b) }, (_, i) => value(i)),
  ]);
}

const pixel = (/** @type {number} */ i) => (i * 7) % 251;

/** @type {[role: string, bytes: Uint8Array][]} */
export const files = [
  ['train-images', idx([256, 28, 28], pixel)],
  ['train-labels', idx([256], (i) => i % 10)],
  ['test-images', idx([64, 28, 28], pixel)],
  ['test-labels', idx([64], (i) => i % 10)],
];

/** Two epochs of 4 batches, each validated on 42 images. */
export const run = {
  layers: [784, 32, 10],
  lr: 0.05,
  momentum: 0.9,
  epochs: 2,
  trainSize: 128,
  batchSize: 32,
};
