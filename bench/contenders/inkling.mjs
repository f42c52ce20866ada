// Inkling: its command line, its module in Node.js and in a worker, and its page.
import { missingChromium, runInWorker } from '../lib/chromium.mjs';
import { dataFolder, nativeProgram } from '../lib/places.mjs';
import { runJsonLines } from '../lib/process.mjs';
import { trainInPage } from './inkling-page.mjs';

const images = 50_000;
const suffix = (threads) => (threads === 1 ? '' : `, ${threads} threads`);
const hash = (epochs) => `#epochs=${epochs}`;

export const inklingNative = ({ threads }) => ({
  id: threads === 1 ? 'native' : `native-${threads}`,
  name: `Inkling, native${suffix(threads)}`,
  needs: ['build/native/inkling'],
  images,
  async run(epochs) {
    const options = threads === 1 ? [] : ['--threads', String(threads)];
    const run = ['train', '--data', dataFolder, '--epochs', String(epochs), '--json', ...options];
    const lines = await runJsonLines(nativeProgram, run);
    return lines.filter((line) => 'seconds' in line).map((line) => ({ ...line, trainLoss: line.train_loss }));
  },
});

export const inklingNode = {
  id: 'node',
  name: 'Inkling, wasm in Node.js',
  needs: ['build/wasm/core.js'],
  images,
  async run(epochs) {
    const { default: createCore } = await import('../../build/wasm/core.js');
    const { loadMnist, trainEpoch } = await import('../../wasm-tests/node/support.mjs');
    const session = new (await createCore()).Session();
    try {
      await loadMnist(session);
      session.configure(hash(epochs));
      return Array.from({ length: epochs }, () => trainEpoch(session));
    } finally {
      session.delete();
    }
  },
};

export const inklingChromium = ({ threads }) => ({
  id: threads === 1 ? 'chromium' : `chromium-${threads}`,
  name: `Inkling, wasm in Chromium: bare loop${suffix(threads)}`,
  needs: [threads === 1 ? 'build/wasm/core.js' : 'build/wasm/core_threads.js'],
  images,
  missing: missingChromium,
  run: (epochs) => runInWorker('inkling', { epochs, threads, hash: hash(epochs) }),
});

export const inklingPage = {
  id: 'page',
  name: 'Inkling, its page in Chromium',
  needs: ['dist/index.html'],
  images,
  missing: missingChromium,
  run: (epochs) => trainInPage(hash(epochs), epochs),
};
