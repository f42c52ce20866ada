// When to draw: what the person does, in the next frame; the news of training, a few times a second, since nobody reads
// faster and each frame takes time from the training; in a hidden tab, where frames stop, likewise.

export type Urgency = 'next-frame' | 'soon';

const soonMilliseconds = 100;
const hiddenMilliseconds = 250;

export function createRenderLoop(render: () => void): (urgency: Urgency) => void {
  let frame = 0; // the request that is out, or 0
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;

  function run(): void {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
    last = performance.now();
    render();
  }

  function inNextFrame(): void {
    frame ||= requestAnimationFrame(run);
  }

  function request(urgency: Urgency): void {
    const wait = last + (document.hidden ? hiddenMilliseconds : soonMilliseconds) - performance.now();
    if (document.hidden) {
      if (wait <= 0) run();
      else timer ??= setTimeout(run, wait);
    } else if (urgency === 'next-frame' || wait <= 0) {
      inNextFrame();
    } else {
      timer ??= setTimeout(inNextFrame, wait);
    }
  }

  document.addEventListener('visibilitychange', () => request('next-frame'));
  return request;
}
