// ONNX Runtime's web package, one thread: bench/onnx/training-step.mjs, once for each batch.
import { createParameters, createRandom, loadMnist, shuffledBatches } from './mnist.js';

export async function prepare({ images: count }) {
  const ort = await import('/modules/onnxruntime-web/dist/ort.wasm.min.mjs');
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = '/modules/onnxruntime-web/dist/';
  const session = await ort.InferenceSession.create('/made/training-step.onnx', {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  const data = await loadMnist(count);
  const random = createRandom(1);
  const tensor = (values, ...shape) => new ort.Tensor('float32', values, shape);
  const parameters = {};
  for (const [i, { inputs, outputs, weight, bias }] of createParameters(random).entries()) {
    parameters[`w${i + 1}`] = tensor(weight, outputs, inputs);
    parameters[`b${i + 1}`] = tensor(bias, outputs);
  }

  return async () => {
    const start = performance.now();
    let total = 0;
    for (const { x, y, size } of shuffledBatches(data, random)) {
      const batch = { x: tensor(x, size, 784), y: tensor(y, size, 10), scale: tensor([1 / size], 1) };
      const results = await session.run({ ...parameters, ...batch });
      total += results.loss.data[0];
      for (const name of Object.keys(parameters)) parameters[name] = results[`${name}_new`];
    }
    return { seconds: (performance.now() - start) / 1000, trainLoss: total / count, images: count };
  };
}
