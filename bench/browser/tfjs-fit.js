// TensorFlow.js as its guides show it: layers, compile(), fit().
import { createParameters, createRandom, loadMnist } from './mnist.js';
import { loadTensorFlow } from './tfjs.js';

export async function prepare({ images: count }) {
  const tf = await loadTensorFlow();
  const { images, oneHot } = await loadMnist(count);
  const parameters = createParameters(createRandom(1));
  const model = tf.sequential();
  for (const [i, { inputs, outputs }] of parameters.entries()) {
    const activation = i + 1 < parameters.length ? 'relu' : 'softmax';
    model.add(tf.layers.dense({ inputShape: [inputs], units: outputs, activation }));
  }
  // TensorFlow's weights are (in, out).
  model.setWeights(
    parameters.flatMap(({ inputs, outputs, weight, bias }) => [
      tf.transpose(tf.tensor2d(weight, [outputs, inputs])),
      tf.tensor1d(bias),
    ]),
  );
  model.compile({ optimizer: tf.train.sgd(0.001), loss: 'categoricalCrossentropy' });
  const x = tf.tensor2d(images, [count, 784]);
  const y = tf.tensor2d(oneHot, [count, 10]);

  return async () => {
    const start = performance.now();
    const { history } = await model.fit(x, y, { batchSize: 64, epochs: 1, shuffle: true, verbose: 0 });
    const seconds = (performance.now() - start) / 1000;
    return { seconds, trainLoss: history.loss[0], images: count };
  };
}
