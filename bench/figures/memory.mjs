// The most memory that the module ever had: WebAssembly's memory grows and never shrinks, so its size at the end of a
// run is its peak. The module keeps it to itself; a few lines in front of the worker's script note it down.
import { withPage } from '../lib/chromium.mjs';

function noteMemory() {
  const note = (value) => {
    if (value instanceof WebAssembly.Memory) globalThis.notedMemory = value;
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (source, imports, ...rest) => {
      const result = await original.call(WebAssembly, source, imports, ...rest);
      for (const group of Object.values(imports)) Object.values(group).forEach(note); // where threads share one
      Object.values((result.instance ?? result).exports).forEach(note);
      return result;
    };
  }
}

const alter = (path, body) =>
  /^\/dist\/assets\/worker-.*\.js$/.test(path) ? `(${noteMemory})();${body}` : body;

/** Bytes, after MNIST was loaded, an epoch trained, validated, and the test done. */
export const peakMemory = () =>
  withPage(
    async (page, url) => {
      await page.goto(`${url}dist/#epochs=1`);
      await page.locator('button.train:enabled').click();
      const tested = () => document.querySelector('output#test-accuracy').dataset.value !== '';
      await page.waitForFunction(tested, undefined, { timeout: 60_000 });
      const sizes = page
        .workers()
        // The module's own threads are workers too, and answer no questions.
        .map((worker) =>
          worker.evaluate(() => globalThis.notedMemory?.buffer.byteLength).catch(() => undefined),
        );
      const known = (await Promise.all(sizes)).filter((size) => size !== undefined);
      if (known.length === 0) throw new Error("the worker's memory was not found");
      return Math.max(...known);
    },
    { alter },
  );
