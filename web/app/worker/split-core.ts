// The module in two parts (script/lib/split-core.mjs): the page reads a drawing before it can train.
import type { CoreSource, Module } from '../../lib/core.ts';
import { openThread } from './open-thread.ts';

export const splitCore: CoreSource = {
  async single() {
    const { default: create } = await import('../../lib/core/page/core.js');
    const restFile = new URL('../../lib/core/page/core.rest.wasm', import.meta.url).href;
    return create({ restFile });
  },

  /** As files, not as imports: threads start from the module's own script, which the page opens for them. */
  async threads() {
    const script = new URL('../../lib/core/page/core_threads.js', import.meta.url).href;
    const wasm = new URL('../../lib/core/page/core_threads.wasm', import.meta.url).href;
    const restFile = new URL('../../lib/core/page/core_threads.rest.wasm', import.meta.url).href;
    const { default: create }: { default: (options: object) => Promise<Module> } = await import(
      /* @vite-ignore */ script
    );
    return create({ locateFile: () => wasm, restFile, openThread });
  },
};
