// The module as it was linked, in one file: for programs of others, who take it along as they like.
import createModule from './core/core.js';
import type { CoreSource, Module, Session } from './core.ts';

/**
 * As files, not as imports: the module's threads start from its own script, whose address a bundler would have to find
 * in the middle of it.
 */
async function createThreads(): Promise<Module> {
  const script = new URL('./core/core_threads.js', import.meta.url).href;
  const wasm = new URL('./core/core_threads.wasm', import.meta.url).href;
  const { default: create }: { default: (options: object) => Promise<Module> } = await import(
    /* webpackIgnore: true */ /* @vite-ignore */ script
  );
  return create({ locateFile: () => wasm });
}

export const wholeCore: CoreSource = { single: () => createModule({}), threads: createThreads };

/** In one thread, as where waiting for others is not allowed: a page's own. */
export async function createSingleSession(wasm?: WasmSource): Promise<Session> {
  const module = await createModule(wasm === undefined ? {} : toModuleOptions(wasm));
  return new module.Session();
}

/** core.wasm: where it is, or its bytes. */
export type WasmSource = string | URL | ArrayBuffer | Uint8Array;

function toModuleOptions(wasm: WasmSource): object {
  if (typeof wasm === 'string' || wasm instanceof URL) return { locateFile: () => String(wasm) };
  return { wasmBinary: wasm };
}
