/// <reference lib="esnext.disposable" preserve="true" />
// `using` where the engine has it; Symbol.dispose is younger than some browsers that this package runs in.

/** Gives the class's prototype a [Symbol.dispose]() that calls dispose(). */
export function makeDisposable(type: { prototype: { dispose(): void } }): void {
  if (!Symbol.dispose) return;
  Object.defineProperty(type.prototype, Symbol.dispose, {
    configurable: true,
    writable: true,
    value(this: { dispose(): void }) {
      this.dispose();
    },
  });
}

export const disposed = { code: 'E_API_DELETED', message: 'The trainer was disposed. Create another.' };
