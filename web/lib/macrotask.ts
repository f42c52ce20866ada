// A yield that lets messages in between two slices of work. A message to oneself is neither throttled in hidden tabs
// nor held back to 4 ms, as timers are.

/** Resolves in a later task. One caller at a time. */
export function createMacrotask(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  let resume = () => {};
  port2.onmessage = () => resume();
  return () =>
    new Promise((resolve) => {
      resume = resolve;
      port1.postMessage(undefined);
    });
}
