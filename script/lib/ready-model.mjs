// The network that reads a visitor's first drawing: trained here, by the module that the page runs, from a fixed seed.
// Made again only when the module, MNIST or this file is another.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { packData } from './mnist.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'build', 'ready-made');
const network = join(folder, 'network.safetensors');
const packed = join(folder, 'parameters.gz');
const stamp = `${packed}.sha256`;
const module = join(root, 'web', 'lib', 'core', 'core.js');

/** Small to download, ten seconds to train; docs/drawing.md has what it reads. */
export const recipe =
  'layers=784-64-32-10&lr=0.05&momentum=0.9&schedule=cosine&augment=0.7&synthetic=0.33&epochs=12&seed=1';

/**
 * What the page brings along: the parameters' bytes, gzipped, and a part of its name that changes with them. `network`
 * is where the same is as a file of saveModel().
 */
export async function readyModel() {
  const wanted = await fingerprint();
  const made = await Promise.all([readFile(packed), readFile(stamp, 'utf8')]).catch(() => undefined);
  const content = made?.[1] === wanted ? made[0] : await make(wanted);
  return { content, hash: sha256(content).slice(0, 8), network };
}

/** @param {string} wanted */
async function make(wanted) {
  await mkdir(folder, { recursive: true });
  const started = performance.now();
  const { file, parameters, accuracy } = await train();
  const content = await promisify(gzip)(parameters, { level: 9 });
  await writeFile(network, file);
  await writeFile(`${packed}.part`, content);
  await rename(`${packed}.part`, packed);
  await writeFile(stamp, wanted);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stderr.write(
    `the ready-made network reads ${(100 * accuracy).toFixed(2)} % of MNIST's test images: ` +
      `${content.length.toLocaleString('en')} bytes, ${seconds} s\n`,
  );
  return content;
}

async function train() {
  const { default: createCore } = await import(pathToFileURL(module).href);
  const session = new (await createCore()).Session();
  try {
    for (const { role, name } of await packData())
      session.setData(role, name, new Uint8Array(await readFile(join(root, 'build', 'data', name))));
    session.configure(recipe);
    while (session.advance().phase !== 'finished');
    const file = session.saveSmallModel();
    session.loadModel('the ready-made network', file);
    return { file, parameters: session.parameterVector(), accuracy: testAccuracy(session) };
  } finally {
    session.delete();
  }
}

/** @param {import('../../web/lib/core.ts').Session} session */
function testAccuracy(session) {
  session.startTest();
  for (;;) {
    const { done, accuracy } = session.advanceTest();
    if (done) return accuracy;
  }
}

/** Of all that the network depends on. */
async function fingerprint() {
  const names = [
    module.replace(/js$/, 'wasm'),
    join(root, 'assets', 'mnist.json'),
    fileURLToPath(import.meta.url),
  ];
  return sha256(Buffer.concat(await Promise.all(names.map((name) => readFile(name)))));
}

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { content } = await readyModel();
  console.log(`build/ready-made/parameters.gz: ${content.length.toLocaleString('en')} bytes`);
}
