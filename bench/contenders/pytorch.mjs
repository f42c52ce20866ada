// PyTorch as Debian has it, on one thread: bench/pytorch/*.py.
import { join } from 'node:path';
import { bench, dataFolder } from '../lib/places.mjs';
import { runJsonLines } from '../lib/process.mjs';

const python = '/usr/bin/python3'; // Debian's, whatever comes first on PATH: python3-torch is for it

/** OpenBLAS chooses its kernels for this processor itself, better than what an environment may have told it. */
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OPENBLAS_'))),
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
};

const runScript = (script, ...options) =>
  runJsonLines(python, [join(bench, 'pytorch', script), ...options], { env: environment });

/** { torch, blas }, or undefined when there is no PyTorch. */
export const pytorchVersions = () =>
  runScript('versions.py').then(
    ([versions]) => versions,
    () => undefined,
  );

async function missing() {
  const versions = await pytorchVersions();
  if (versions === undefined) return 'There is no PyTorch: Debian has it as python3-torch.';
  return undefined;
}

const contender = (id, name, script) => ({
  id: `pytorch-${id}`,
  name: `PyTorch, ${name}`,
  images: 50_000,
  missing,
  run: (epochs) => runScript(script, dataFolder, String(epochs)),
});

export const pytorch = [
  contender('tutorial', "the tutorial's script", 'tutorial.py'),
  contender('index', 'batches by index', 'by_index.py'),
  contender('hand', 'written by hand', 'by_hand.py'),
];
