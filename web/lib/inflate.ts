// Inflates by the browser: what comes with the page needs none of the core's own inflating on a first visit. That one tells
// what is wrong with a file; the browser only tells that something is.

/**
 * `bytes` inflated; as they are when they are no gzip, or none that the browser can read, or one of more than `most` bytes:
 * then the core says why.
 */
export async function inflated(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || !('DecompressionStream' in globalThis)) return bytes;
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const out = new Uint8Array(most);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return out.subarray(0, length);
      if (length + value.length > most) break;
      out.set(value, length);
      length += value.length;
    }
  } catch {
    return bytes;
  }
  await reader.cancel();
  return bytes;
}
