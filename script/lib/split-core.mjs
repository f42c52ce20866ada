// Cuts the page's modules in two: what a first visit calls, and the rest, which comes when it is first called, so that
// a person can draw before the trainer is there. By Emscripten's own wasm-split, and by a profile of a first visit.
//
//     node split-core.mjs BINARYEN_ROOT FROM TO
//
// FROM has NAME.js and NAME.wasm as they were linked; TO gets NAME.js, NAME.wasm and NAME.rest.wasm.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
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
// What was built, or nothing. Once more past the browser's cache, in which damage would stay.
async function fetchIntact(address, integrity) {
  const ask = (options) => fetch(address, { credentials: "same-origin", ...options });
  try {
    return await ask({ integrity });
  } catch {}
  try {
    return await ask({ integrity, cache: "reload" });
  } catch (error) {
    const { ok, status } = await ask().catch(() => { throw error; });
    throw new Error(address + (ok ? " is not the file that was built: it was changed or cut short" : ": " + status));
  }
}
// As fetch() would, for the request that cannot wait (FIPS 180-4; its constants are roots of primes).
function digest(bytes) {
  const rotate = (word, by) => (word >>> by) | (word << (32 - by));
  const fraction = (root) => (root % 1) * 2 ** 32 | 0;
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  const state = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const padded = new DataView(new ArrayBuffer((bytes.length + 72) & ~63));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 128);
  padded.setBigUint64(padded.byteLength - 8, BigInt(bytes.length) * 8n);
  const words = [];
  for (let block = 0; block < padded.byteLength; block += 64) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const x = words[i - 15], y = words[i - 2];
      words[i] = i < 16 ? padded.getInt32(block + 4 * i) : (words[i - 16] + words[i - 7]
        + (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) + (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10))) | 0;
      const one = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g))
        + fraction(Math.cbrt(primes[i])) + words[i];
      const two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] = (state[i] + word) | 0; });
  }
  const view = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => view.setInt32(4 * i, word));
  return "sha256-" + btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}
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
  if (digest(new Uint8Array(request.response)) !== restIntegrity) throw new Error(Module["restFile"] + " is not the file that was built");
  takeRest(new WebAssembly.Module(request.response));
}
Module["loadRest"] = async () => {
  if (hasRest) return;
  const response = await fetchIntact(Module["restFile"], restIntegrity);
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
    if (glue(name) === undefined) {
      keepWhole(name);
      continue;
    }
    const instrumented = join(scratch, `${name}.wasm`);
    const profile = join(scratch, `${name}.profile`);
    split('--instrument', whole, '-o', instrumented);
    execFileSync(process.execPath, [visit, join(from, `${name}.js`), instrumented, profile], {
      stdio: 'inherit',
    });
    const parts = { first: join(to, `${name}.wasm`), rest: join(to, `${name}.rest.wasm`) };
    split('--split', whole, '--profile', profile, '-o1', parts.first, '-o2', parts.rest);
    const integrity = { first: integrityOf(parts.first), rest: integrityOf(parts.rest) };
    writeFileSync(join(to, `${name}.js`), await minified(name, `${glue(name, integrity)}`));
  }
  writeFileSync(join(to, 'core.d.ts'), types());
} finally {
  rmSync(scratch, { recursive: true });
}

/**
 * The glue, with stand-ins for the functions of the rest. The first one that is called fetches the rest without
 * returning, since whoever called it waits; loadRest() fetches it beforehand. Once instantiated, the rest has put its
 * functions into a table in the stand-ins' places. Each thread has a table, and so a rest, of its own: threads are to be started
 * when the rest is there, which then comes to them with the module. Both parts are the ones with this integrity, or the glue throws.
 * A thread is what `Module.openThread` makes of the address of its script and a worker's options: the page opens it.
 * undefined when the glue is not as Emscripten 3.1.69 writes it.
 * @param {string} name
 */
function glue(name, integrity = { first: '', rest: '' }) {
  const { first, rest } = integrity;
  const constants = `const firstIntegrity = "${first}", restIntegrity = "${rest}";`;
  const replacements = [
    ['return{a:wasmImports}', 'return{a:wasmImports,placeholder:standIns}'],
    ['function getWasmImports()', `${constants}${restLoader}function getWasmImports()`],
    ['fetch(binaryFile,{credentials:"same-origin"})', 'fetchIntact(binaryFile,firstIntegrity)'],
    ['fetch(url,{credentials:"same-origin"})', 'fetchIntact(url,firstIntegrity)'],
  ];
  if (name === 'core_threads') {
    replacements.push(
      ['cmd:"load",', 'cmd:"load",restModule,'],
      ['wasmMemory=msgData.wasmMemory;', 'restModule=msgData.restModule;wasmMemory=msgData.wasmMemory;'],
      ['new Worker(new URL(import.meta.url),', 'Module["openThread"](import.meta.url,'],
    );
  }
  let code = readFileSync(join(from, `${name}.js`), 'utf8');
  if (!replacements.every(([found]) => code.includes(found))) return undefined;
  for (const [found, wanted] of replacements) code = code.replace(found, () => wanted);
  return code;
}

/** @param {string} path */
function integrityOf(path) {
  return `sha256-${createHash('sha256').update(readFileSync(path)).digest('base64')}`;
}

/**
 * As it was linked, with a rest that nobody asks for: the page takes longer to load, and does the same.
 * @param {string} name
 */
function keepWhole(name) {
  process.stderr.write(
    `${name}.js is not as Emscripten 3.1.69 writes it: the page loads its module in one part, unchecked, and on one thread\n`,
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
