// MNIST as JavaScript has it, for the peers: pixels as floats, batches that are gathered in a fresh order each epoch.

export const widths = [784, 128, 256, 10];
const pixels = widths[0];
const classes = widths.at(-1);

/** Numbers in [0, 1) that are the same in every run (Steele and Vigna's SplitMix, 32 bits). */
export function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
  };
}

async function fetchBytes(name, header) {
  const response = await fetch(`/data/${name}`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer()).subarray(header);
}

/** The first `count` training images (count, 784) in 0..1, and their labels one-hot (count, 10). */
export async function loadMnist(count) {
  const bytes = (await fetchBytes('train-images-idx3-ubyte', 16)).subarray(0, count * pixels);
  const labels = (await fetchBytes('train-labels-idx1-ubyte', 8)).subarray(0, count);
  const oneHot = new Float32Array(count * classes);
  for (const [i, label] of labels.entries()) oneHot[i * classes + label] = 1;
  return { count, images: Float32Array.from(bytes, (byte) => byte / 255), oneHot };
}

/** As nn.Linear begins: weights (out, in) and biases uniform within ±1/sqrt(in). */
export function createParameters(random) {
  return widths.slice(1).map((outputs, layer) => {
    const inputs = widths[layer];
    const draw = () => (2 * random() - 1) / Math.sqrt(inputs);
    return {
      ...{ inputs, outputs },
      weight: Float32Array.from({ length: outputs * inputs }, draw),
      bias: Float32Array.from({ length: outputs }, draw),
    };
  });
}

/** The batches of an epoch: x (size, 784) and y (size, 10), arrays that are the caller's. */
export function* shuffledBatches({ count, images, oneHot }, random, batch = 64) {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; --i) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  for (let start = 0; start < count; start += batch) {
    const rows = order.subarray(start, start + batch);
    const x = new Float32Array(rows.length * pixels);
    const y = new Float32Array(rows.length * classes);
    for (const [i, row] of rows.entries()) {
      x.set(images.subarray(row * pixels, (row + 1) * pixels), i * pixels);
      y.set(oneHot.subarray(row * classes, (row + 1) * classes), i * classes);
    }
    yield { x, y, size: rows.length };
  }
}
