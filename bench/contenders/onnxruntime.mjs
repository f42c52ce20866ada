// ONNX Runtime's web package in Chromium, on one thread: a step of training as a graph of inference.
import { missingChromium, runInWorker } from '../lib/chromium.mjs';
import { missingPackage } from '../lib/places.mjs';
import { trainingStep } from '../onnx/training-step.mjs';

const images = 12_800;

export const onnxRuntime = {
  id: 'onnxruntime',
  name: 'ONNX Runtime Web, a step as a graph',
  images,
  missing: () => missingPackage('onnxruntime-web') ?? missingChromium(),
  run: (epochs) =>
    runInWorker(
      'onnxruntime-step',
      { epochs, images },
      { made: { '/made/training-step.onnx': trainingStep() } },
    ),
};
