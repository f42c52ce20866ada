// Cuts the page's modules in two: what a first visit calls, and the rest, which comes when it is first called, so that
// a person can draw before the trainer is there. By Emscripten's own wasm-split, and by a profile of a first visit.
//
//     node split-core.mjs BINARYEN_ROOT FROM TO
//
// FROM has NAME.js and NAME.wasm as they were linked; TO gets NAME.js, NAME.wasm and NAME.rest.wasm.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'rolldown/utils';

const [binaryen, from, to] = process.argv.slice(2);
const names = ['core', 'core_threads'];
const visit = fileURLToPath(new URL('first-visit.mjs', import.meta.url));
const emptyModule = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const wasmSplit = join(binaryen, 'bin', 'wasm-split');
const scratch = mkdtempSync(join(tmpdir(), 'inkling-split-'));

/** @param {string[]} args */
const split = (...args) =>
  execFileSync(wasmSplit, ['--all-features', ...args], { stdio: ['ignore', 'inherit', 'inherit'] });

/** Stands in the glue's scope. `Module.restFile` is the address of NAME.rest.wasm. */
const restLoader = `
let restModule, hasRest = false;
function takeRest(module) {
  restModule = module;
  if (!hasRest) new WebAssembly.Instance(module, { primary: wasmExports });
  hasRest = true;
}
function demandRest() {
  if (restModule) return takeRest(restModule);
  const request = new XMLHttpRequest();
  request.open("GET", Module["restFile"], false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(Module["restFile"] + ": " + request.status);
  takeRest(new WebAssembly.Module(request.response));
}
Module["loadRest"] = async () => {
  if (hasRest) return;
  const response = await fetch(Module["restFile"]);
  if (!response.ok) throw new Error(Module["restFile"] + ": " + response.status);
  takeRest(await WebAssembly.compile(await response.arrayBuffer()));
};
// The rest's functions have a table of their own.
const restTable = () =>
  Object.values(wasmExports).find((value) => value instanceof WebAssembly.Table && value !== wasmTable);
const standIns = new Proxy({}, {
  get: (_, place) => (...args) => {
    demandRest();
    return restTable().get(Number(place))(...args);
  },
});
`;

mkdirSync(to, { recursive: true });
try {
  for (const name of names) {
    const whole = join(from, `${name}.wasm`);
    const code = glue(name);
    if (code === undefined) {
      keepWhole(name);
      continue;
    }
    const instrumented = join(scratch, `${name}.wasm`);
    const profile = join(scratch, `${name}.profile`);
    split('--instrument', whole, '-o', instrumented);
    execFileSync(process.execPath, [visit, join(from, `${name}.js`), instrumented, profile], {
      stdio: 'inherit',
    });
    const outputs = ['-o1', join(to, `${name}.wasm`), '-o2', join(to, `${name}.rest.wasm`)];
    split('--split', whole, '--profile', profile, ...outputs);
    writeFileSync(join(to, `${name}.js`), await minified(name, code));
  }
  writeFileSync(join(to, 'core.d.ts'), types());
} finally {
  rmSync(scratch, { recursive: true });
}

/**
 * The glue, with stand-ins for the functions of the rest. The first one that is called fetches the rest without
 * returning, since whoever called it waits; loadRest() fetches it beforehand. Once instantiated, the rest has put its
 * functions into a table in the stand-ins' places. Each thread has a table, and so a rest, of its own: threads are to be started
 * when the rest is there, which then comes to them with the module. undefined when the glue is not as Emscripten 3.1.69 writes it.
 * @param {string} name
 */
function glue(name) {
  const replacements = [
    ['return{a:wasmImports}', 'return{a:wasmImports,placeholder:standIns}'],
    ['function getWasmImports()', `${restLoader}function getWasmImports()`],
  ];
  if (name === 'core_threads') {
    replacements.push(
      ['cmd:"load",', 'cmd:"load",restModule,'],
      ['wasmMemory=msgData.wasmMemory;', 'restModule=msgData.restModule;wasmMemory=msgData.wasmMemory;'],
    );
  }
  let code = readFileSync(join(from, `${name}.js`), 'utf8');
  if (!replacements.every(([found]) => code.includes(found))) return undefined;
  for (const [found, wanted] of replacements) code = code.replace(found, () => wanted);
  return code;
}

/**
 * As it was linked, with a rest that nobody asks for: the page takes longer to load, and does the same.
 * @param {string} name
 */
function keepWhole(name) {
  process.stderr.write(
    `${name}.js is not as Emscripten 3.1.69 writes it: the page loads its module in one part\n`,
  );
  for (const file of [`${name}.js`, `${name}.wasm`]) copyFileSync(join(from, file), join(to, file));
  writeFileSync(join(to, `${name}.rest.wasm`), Uint8Array.of(...emptyModule));
}

/**
 * Threads start from the glue's own file, so that no bundler sees it.
 * @param {string} name
 * @param {string} code
 */
async function minified(name, code) {
  const made = await minify(`${name}.js`, code, { module: true, compress: { target: 'es2022' } });
  const [error] = made.errors;
  if (error) throw new Error(`${name}.js: ${error.message}`);
  return made.code;
}

/** The module's types, which Emscripten wrote, and what is added to it here. */
function types() {
  const linked = readFileSync(join(from, 'core.d.ts'), 'utf8');
  const found = /export type MainModule = /;
  if (!found.test(linked)) throw new Error('core.d.ts has no type MainModule');
  return linked.replace(found, 'export type MainModule = { loadRest(): Promise<void> } & ');
}
