// The direction of dependencies: a folder includes only what lies before it. See docs/architecture.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/** Each folder, in order, with the folders that it may take from besides itself. */
export const layers = {
  'src/inkling/core': [],
  'src/inkling/nn': ['src/inkling/core'],
  'src/inkling/optim': ['src/inkling/core', 'src/inkling/nn'],
  'src/inkling/data': ['src/inkling/core'],
  'src/inkling/ink': ['src/inkling/core'],
  'src/inkling/io': ['src/inkling/core', 'src/inkling/nn'],
  'src/inkling/train': [
    'src/inkling/core',
    'src/inkling/nn',
    'src/inkling/optim',
    'src/inkling/data',
    'src/inkling/ink',
    'src/inkling/io',
  ],
  'src/bindings': [
    'src/inkling/core',
    'src/inkling/nn',
    'src/inkling/data',
    'src/inkling/ink',
    'src/inkling/io',
    'src/inkling/train',
  ],
  'src/cli': [
    'src/inkling/core',
    'src/inkling/nn',
    'src/inkling/data',
    'src/inkling/ink',
    'src/inkling/io',
    'src/inkling/train',
  ],
  'web/lib': [],
  'web/npm': ['web/lib'],
  'web/app': ['web/lib'],
};

/** Headers from outside, by prefix, with the folders that may include them. */
const outside = {
  'emscripten/': ['src/bindings'],
  'zlib.h': ['src/inkling/data'],
  'yyjson.h': ['src/inkling/ink', 'src/inkling/io', 'src/cli'],
  'CLI/': ['src/cli'],
  'stb_image.h': ['src/cli'],
};

const cppInclude = /^\s*#include\s+(?:"([^"]+)"|<([^>]+)>)/gm;
const tsImport = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'|new URL\(\s*'([^']+)'\s*,\s*import\.meta\.url/g;

/** @param {string} path */
const layerOf = (path) => Object.keys(layers).find((layer) => path === layer || path.startsWith(`${layer}/`));

/**
 * What one source file takes from elsewhere in the project, or from a library, that it may not.
 * @param {string} path   relative to the root, with '/'
 * @param {string} source
 * @returns {string[]} one sentence for each
 */
export function wrongArrows(path, source) {
  const layer = layerOf(path);
  if (layer === undefined) return [`${path} lies in no layer`];
  const wrong = [];
  const check = (/** @type {string} */ target) => {
    const other = layerOf(target);
    if (other !== undefined && other !== layer && !layers[layer].includes(other)) {
      wrong.push(`${path} takes ${target}, but ${layer} may not take from ${other}`);
    }
  };
  if (/\.[ch]pp$/.test(path)) {
    for (const [, own, library] of source.matchAll(cppInclude)) {
      if (own !== undefined) check(`src/${own}`);
      for (const [prefix, allowed] of Object.entries(outside)) {
        if (library?.startsWith(prefix) && !allowed.includes(layer)) {
          wrong.push(`${path} includes <${library}>, which only ${allowed.join(', ')} may`);
        }
      }
    }
  } else if (/\.ts$/.test(path)) {
    for (const [, from, url] of source.matchAll(tsImport)) {
      const target = from ?? url;
      if (target.startsWith('.')) check(posix.join(posix.dirname(path), target));
    }
  }
  return wrong;
}

/** Every source file of the layers, as [path, text]. @param {string} root */
export function sources(root) {
  return Object.keys(layers).flatMap(
    (layer) =>
      readdirSync(join(root, layer), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(?:[ch]pp|ts)$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')])
        .filter(([path]) => !path.startsWith('web/lib/core/')), // generated
  );
}
