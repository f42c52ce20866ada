// What comes from outside is pinned by its content, and runs nothing when it is installed.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { figure } from '../../wasm-tests/figures.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const notOurs = new Set(['node_modules', '.toolchain', 'build', 'dist', '.git']);

/** The project's own files, relative to the root. @param {string} folder @returns {string[]} */
function ours(folder = root) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? ours(path) : entry.isFile() ? [relative(root, path)] : [];
  });
}
const files = ours();
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
const json = (/** @type {string} */ path) => JSON.parse(read(path));
const named = (/** @type {RegExp} */ name) => files.filter((path) => name.test(path));

const registry = /^https:\/\/registry\.npmjs\.org\//;
const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

test('every package of every lock file has an exact version and a SHA-512, and comes from the public registry or none is named', () => {
  const locks = named(/(^|\/)package-lock\.json$/);
  assert.ok(locks.length >= 3);
  let entries = 0;
  for (const lock of locks) {
    for (const [path, entry] of Object.entries(json(lock).packages)) {
      if (path === '') continue;
      entries++;
      assert.match(entry.integrity ?? '', /^sha512-[A-Za-z0-9+/]{86}==$/, `${lock}: ${path}`);
      assert.match(entry.version, exact, `${lock}: ${path}`);
      assert.ok(!entry.link && !entry.inBundle, `${lock}: ${path} comes from elsewhere`);
      if (entry.resolved !== undefined) assert.match(entry.resolved, registry, `${lock}: ${path}`);
    }
    assert.ok(files.includes(join(dirname(lock), 'package.json')), lock);
  }
  figure('F4', 'packages in lock files, all with integrity', entries);
});

test('what is asked for is an exact version, and no package of ours runs anything when it is installed', () => {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  for (const path of named(/(^|\/)package\.json$/)) {
    const { scripts = {}, ...manifest } = json(path);
    for (const kind of kinds)
      for (const [name, version] of Object.entries(manifest[kind] ?? {}))
        assert.match(String(version), exact, `${path}: ${name}`);
    for (const hook of Object.keys(scripts))
      assert.doesNotMatch(
        hook,
        /^(pre|post)?(install|prepare|pack|publish|uninstall)$|^prepublishOnly$/,
        path,
      );
    if (kinds.some((kind) => manifest[kind]))
      assert.ok(files.includes(join(dirname(path), 'package-lock.json')), `${path} has a lock file`);
  }
});

test('nothing that is installed runs scripts, by .npmrc and by what our scripts say', () => {
  for (const lock of named(/(^|\/)package-lock\.json$/)) {
    const settings = read(join(dirname(lock), '.npmrc'));
    for (const wanted of ['ignore-scripts=true', 'save-exact=true', 'engine-strict=true'])
      assert.ok(settings.split('\n').includes(wanted), `${lock}: ${wanted}`);
  }
  let installs = 0;
  const scripts = files.filter((path) => /^(script|\.ci|\.github|\.devcontainer)\/|^Dockerfile$/.test(path));
  assert.ok(scripts.length > 20);
  for (const path of scripts) {
    const text = read(path).replace(/^\s*(#|\/\/).*$/gm, '');
    assert.doesNotMatch(text, /\bnpm (install|i|add|update|exec)\s|\bnpx (--yes|-y)\b|\|\s*(ba)?sh\b/, path);
    for (const [line] of text.matchAll(/^.*\bnpm ci\s.*$/gm)) {
      if (/run "npm ci"/.test(line)) continue; // words for a person
      installs++;
      assert.match(line, /--ignore-scripts/, path);
    }
  }
  assert.ok(installs >= 3);
});

test('the npm package needs no other, and the page takes uPlot and idb alone', () => {
  const manifest = json('web/npm/package.json');
  for (const kind of [
    'dependencies',
    'peerDependencies',
    'optionalDependencies',
    'bundleDependencies',
    'bundledDependencies',
  ])
    assert.equal(manifest[kind], undefined, kind);
  assert.equal(json('package.json').dependencies, undefined);

  const imported =
    /^(?:import|export)\s(?:[\w\s{},*]*\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  /** @type {Set<string>} */
  const taken = new Set();
  for (const path of named(/^web\/.*\.(ts|mjs)$/)) {
    if (path.startsWith('web/lib/core/')) continue; // made by the build
    for (const [, statement, call] of read(path).matchAll(imported)) {
      const name = statement ?? call ?? '';
      if (name.startsWith('.')) continue;
      if (path.startsWith('web/app/')) taken.add(name.replace(/\/dist\/.*/, ''));
      else assert.match(name, /^(node:|inkling$)/, path); // its example takes the package itself
    }
  }
  assert.deepEqual([...taken].sort(), ['idb', 'uplot']);
  for (const name of taken) {
    const { dependencies = {} } = json('package-lock.json').packages[`node_modules/${name}`];
    assert.deepEqual(dependencies, {}, name);
  }
  figure('F4', 'runtime dependencies of the npm package', 0);
  figure('F4', 'packages that the page bundles', taken.size);
});

test('what the C++ is built from is pinned by SHA-256', () => {
  const lines = read('script/lib/packages.txt')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) assert.match(line, /^(trixie|forky) +[\w.+-]+ +\d\S* +[0-9a-f]{64}$/);
  const fetched = read('cmake/dependencies.cmake');
  const declared = fetched.match(/FetchContent_Declare\(/g) ?? [];
  assert.ok(declared.length >= 6);
  assert.equal(
    fetched.match(/^ {2}URL https:\/\/\S+\n {2}URL_HASH SHA256=[0-9a-f]{64}\)?$/gm)?.length,
    declared.length,
  );
  figure('F4', 'compilers and C++ libraries pinned by SHA-256', lines.length);
});

test('what the workflows run is pinned by its commit, and may write nothing but the page', () => {
  let actions = 0;
  for (const path of named(/^\.github\/workflows\/.*\.yml$/)) {
    const text = read(path);
    for (const [, action] of text.matchAll(/\buses: *(.*)/g)) {
      actions++;
      assert.match(action ?? '', /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+$/, path);
    }
    assert.match(text, /^permissions:(?: \{\}|\n {2}contents: read)$/m, path);
    assert.deepEqual(
      text.match(/^ +[\w-]+: write$/gm) ?? [],
      path.endsWith('pages.yml') ? ['      pages: write', '      id-token: write'] : [],
    );
  }
  assert.ok(actions >= 4);
  figure('F4', 'actions of the workflows, all pinned by their commit', actions);
});

test('no source of the page makes markup of text, and one file alone makes addresses of scripts', () => {
  const sinks =
    /\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write|\bcreateContextualFragment\b|\bparseFromString\b|\bsetHTMLUnsafe\b|\bsrcdoc\b|\bjavascript:|\bnew Function\b|(?<![.\w`])eval\(/;
  const uplot = 'node_modules/uplot/dist/uPlot.esm.js';
  const libraries = [uplot, 'node_modules/idb/build/index.js'].filter((path) => existsSync(join(root, path)));
  const sources = named(/^web\/.*\.(ts|mjs|html)$/).filter((path) => !path.startsWith('web/lib/core/'));
  assert.ok(sources.length > 150);
  for (const path of [...sources, ...libraries]) assert.doesNotMatch(read(path), sinks, path);
  for (const path of sources.filter((source) => source.startsWith('web/app/'))) {
    const text = read(path);
    if (path !== 'web/app/own-script.ts') assert.doesNotMatch(text, /trustedTypes/, path);
    for (const [begun] of text.matchAll(
      /\bnew (?:Shared)?Worker\([^)]*|\bserviceWorker\.register\([^)]*|\bimportScripts\(/g,
    ))
      assert.match(begun, /\(ownScript\(/, path);
  }
  figure('F3', 'sources of the page without markup from text', sources.length + libraries.length);
});
