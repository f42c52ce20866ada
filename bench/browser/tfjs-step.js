// TensorFlow.js as fast as its kernels allow: forward, backward and update written out, without tape or optimizer.
import { createParameters, createRandom, loadMnist, shuffledBatches } from './mnist.js';
import { loadTensorFlow } from './tfjs.js';

const learningRate = 0.001;

export async function prepare({ images: count }) {
  const tf = await loadTensorFlow();
  const data = await loadMnist(count);
  const random = createRandom(1);
  const layers = createParameters(random).map(({ inputs, outputs, weight, bias }) => ({
    weight: tf.tidy(() => tf.transpose(tf.tensor2d(weight, [outputs, inputs]))), // (in, out)
    bias: tf.tensor1d(bias),
  }));

  /** Returns [loss, new parameters…]. Transposes first: matMul() itself takes twice as long for that. */
  function step(x, y, size) {
    const values = [x];
    for (const [i, { weight, bias }] of layers.entries()) {
      const activation = i + 1 < layers.length ? 'relu' : 'linear';
      values.push(tf.fused.matMul({ a: values[i], b: weight, bias, activation }));
    }
    const logProbabilities = tf.logSoftmax(values.pop());
    const loss = tf.neg(tf.sum(tf.mul(logProbabilities, y)));
    // Scaled here, where it is smallest: everything behind it is linear in it.
    let gradient = tf.mul(tf.sub(tf.exp(logProbabilities), y), learningRate / size);
    const updated = [];
    for (let i = layers.length - 1; i >= 0; --i) {
      const { weight, bias } = layers[i];
      updated.unshift(
        tf.sub(weight, tf.matMul(tf.transpose(values[i]), gradient)),
        tf.sub(bias, tf.sum(gradient, 0)),
      );
      if (i > 0) gradient = tf.mul(tf.matMul(gradient, tf.transpose(weight)), tf.step(values[i]));
    }
    return [loss, ...updated];
  }

  return () => {
    const start = performance.now();
    let total = 0;
    for (const { x, y, size } of shuffledBatches(data, random)) {
      const [loss, ...updated] = tf.tidy(() =>
        step(tf.tensor2d(x, [size, 784]), tf.tensor2d(y, [size, 10]), size),
      );
      total += loss.dataSync()[0];
      loss.dispose();
      for (const layer of layers) {
        tf.dispose(layer);
        [layer.weight, layer.bias] = updated.splice(0, 2);
      }
    }
    return { seconds: (performance.now() - start) / 1000, trainLoss: total / count, images: count };
  };
}
