// A yield that lets messages in between two slices of work. A message to oneself is neither throttled in hidden tabs
// nor held back to 4 ms, as timers are.

/** Resolves in a later task; callers in the order in which they called. */
export function createMacrotask(): () => Promise<void> {
  // Node.js: an open port would keep the process from ending.
  const { setImmediate } = globalThis as { setImmediate?: (task: () => void) => void };
  if (setImmediate) return () => new Promise((resolve) => setImmediate(resolve));
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port2.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port1.postMessage(undefined);
    });
}
