// TensorFlow.js with its WebAssembly backend: SIMD, one thread.

const scripts = [
  'tfjs-core/dist/tf-core.min.js',
  'tfjs-backend-cpu/dist/tf-backend-cpu.min.js',
  'tfjs-layers/dist/tf-layers.min.js',
  'tfjs-backend-wasm/dist/tf-backend-wasm.min.js',
];

export async function loadTensorFlow() {
  const folder = '/modules/@tensorflow';
  importScripts(...scripts.map((script) => `${folder}/${script}`));
  const { tf } = self;
  tf.wasm.setWasmPaths(`${folder}/tfjs-backend-wasm/dist/`);
  // Else an isolated page gets the build with threads, as many as there are cores.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await tf.setBackend('wasm');
  if (tf.getBackend() !== 'wasm' || !(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    throw new Error('TensorFlow.js has no SIMD here');
  }
  return tf;
}
