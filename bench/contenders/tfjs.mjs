// TensorFlow.js with its WebAssembly backend in Chromium, on one thread.
import { missingChromium, runInWorker } from '../lib/chromium.mjs';
import { missingPackage } from '../lib/places.mjs';

const contender = (id, name, images) => ({
  id: `tfjs-${id}`,
  name: `TensorFlow.js, ${name}`,
  images,
  missing: () => missingPackage('@tensorflow/tfjs-backend-wasm') ?? missingChromium(),
  run: (epochs) => runInWorker(`tfjs-${id}`, { epochs, images }),
});

export const tensorFlow = [
  contender('fit', 'layers and fit()', 6_400), // an epoch of all images takes ten seconds
  contender('step', 'written by hand', 12_800),
];
