// When to draw: an answer that was waited for, at once, so that the frame that is about to come has it already; what the
// person does, in the next frame; the news of training, a few times a second, since nobody reads faster and each frame
// takes time from the training; in a hidden tab, where frames stop, likewise. What takes long to draw waits for its turn
// in the frames of what the person does as well, so that ink follows the pen.

export type Urgency = 'now' | 'next-frame' | 'soon';

const soonMilliseconds = 100;
const hiddenMilliseconds = 250;

/** `render` is told whether it is the turn of all, or only of what is drawn quickly. */
export function createRenderLoop(render: (all: boolean) => void): (urgency: Urgency) => void {
  let frame = 0; // the request that is out, or 0
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY; // when all was drawn

  const wait = () => last + (document.hidden ? hiddenMilliseconds : soonMilliseconds) - performance.now();

  function run(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    const all = document.hidden || wait() <= 0;
    if (all) {
      clearTimeout(timer);
      timer = undefined;
      last = performance.now();
    } else {
      later();
    }
    render(all);
  }

  function inNextFrame(): void {
    timer = undefined;
    frame ||= requestAnimationFrame(run);
  }

  function later(): void {
    timer ??= setTimeout(document.hidden ? run : inNextFrame, wait());
  }

  function request(urgency: Urgency): void {
    if (document.hidden) {
      if (wait() <= 0) run();
      else later();
    } else if (urgency === 'now') {
      run();
    } else if (urgency === 'next-frame' || wait() <= 0) {
      frame ||= requestAnimationFrame(run);
    } else {
      later();
    }
  }

  document.addEventListener('visibilitychange', () => request('next-frame'));
  return request;
}
