// A module of its own, with its memory.
import { readFile } from 'node:fs/promises';
import createCore from '../../build/wasm/core.js';
import { root } from './support.mjs';

/** A module whose memory can be looked at. @param {(bytes: Uint8Array) => Uint8Array} [change] of the module's bytes */
export async function openModule(change = (bytes) => bytes) {
  const bytes = change(new Uint8Array(await readFile(`${root}build/wasm/core.wasm`)));
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  const core = await createCore({
    instantiateWasm: (/** @type {any} */ imports, /** @type {any} */ use) => {
      void WebAssembly.instantiate(bytes, imports).then(({ instance, module }) => {
        memory = Object.values(instance.exports).find((part) => part instanceof WebAssembly.Memory);
        use(instance, module);
      });
      return {};
    },
  });
  return { core, size: () => memory?.buffer.byteLength ?? 0 };
}
