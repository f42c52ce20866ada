// When to draw: once a frame at most; in a hidden tab, where frames stop, some times a second while things happen.

const hiddenMilliseconds = 250;

export function createRenderLoop(render: () => void): () => void {
  let frame = 0; // the request that is out, or 0
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;

  function run(): void {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
    last = performance.now();
    render();
  }

  function request(): void {
    if (!document.hidden) frame ||= requestAnimationFrame(run);
    else if (performance.now() - last >= hiddenMilliseconds) run();
    else timer ??= setTimeout(run, hiddenMilliseconds);
  }

  document.addEventListener('visibilitychange', request);
  return request;
}
