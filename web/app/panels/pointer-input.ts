// Pen, finger or mouse on the paper, one at a time: a second finger is ignored, and so is the hand that rests on the
// paper while a pen writes. The other end of a pen erases.

export interface PointerHandlers {
  /** Points are x, y, x, y, … in shares of the paper's sides, on its edge where the pointer is beyond. */
  begin(points: number[], erases: boolean): void;
  extend(points: number[]): void;
  end(): void;
  /** It was a hand, not a finger: what it began is to go. */
  withdraw(): void;
  /** Where the pointer is without drawing; null when it is away. */
  hover(place: readonly [number, number] | null): void;
}

export interface PointerInput {
  /** The stroke ends here. */
  stop(): void;
  dispose(): void;
}

/** The hand leaves the paper later than the pen. */
const palmMilliseconds = 700;

const eraserEnd = 32; // in `buttons`
const eraserButton = 5;

export function listenToPointers(paper: HTMLElement, handlers: PointerHandlers): PointerInput {
  const { signal, abort } = abortable();
  let drawing: { readonly id: number; readonly type: string } | null = null;
  let penSeen = Number.NEGATIVE_INFINITY;

  const listen = <K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
  ) => paper.addEventListener(type, listener, { signal });
  const isPalm = ({ pointerType, timeStamp }: PointerEvent) =>
    pointerType === 'touch' && timeStamp - penSeen < palmMilliseconds;
  const see = ({ pointerType, timeStamp }: PointerEvent) => {
    if (pointerType === 'pen') penSeen = timeStamp;
  };

  function end(): void {
    if (!drawing) return;
    drawing = null;
    handlers.end();
  }

  listen('pointerdown', (event) => {
    see(event);
    const erases = event.button === eraserButton || (event.buttons & eraserEnd) !== 0;
    if ((event.button !== 0 && !erases) || isPalm(event)) return;
    if (drawing?.type === 'touch' && event.pointerType === 'pen') {
      drawing = null;
      handlers.withdraw();
    }
    if (drawing) return;
    drawing = { id: event.pointerId, type: event.pointerType };
    capture(paper, event.pointerId);
    handlers.begin(toShares(paper, [event]), erases);
  });
  listen('pointermove', (event) => {
    see(event);
    if (event.pointerId === drawing?.id) handlers.extend(toShares(paper, coalesced(event)));
    const [x, y] = toShares(paper, [event]);
    if (x !== undefined && y !== undefined) handlers.hover([x, y]);
  });
  for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
    listen(type, (event) => {
      see(event);
      if (event.pointerId === drawing?.id) end();
    });
  }
  listen('pointerleave', () => handlers.hover(null));
  listen('contextmenu', (event) => event.preventDefault());
  window.addEventListener('blur', end, { signal });
  return {
    stop() {
      drawing = null;
    },
    dispose: abort,
  };
}

function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

/** A pointer that is gone already cannot be captured; its stroke then ends with its own events. */
function capture(paper: HTMLElement, pointerId: number): void {
  try {
    paper.setPointerCapture(pointerId);
  } catch {}
}

/** All positions since the last event, not only the one that the frame rate left. Not there without https. */
function coalesced(event: PointerEvent): PointerEvent[] {
  const events = 'getCoalescedEvents' in event ? event.getCoalescedEvents() : [];
  return events.length > 0 ? events : [event];
}

function toShares(paper: HTMLElement, events: readonly PointerEvent[]): number[] {
  const { left, top, width, height } = paper.getBoundingClientRect();
  const share = (distance: number, side: number) => Math.min(Math.max(distance / side, 0), 1);
  return events.flatMap(({ clientX, clientY }) => [
    share(clientX - left, width),
    share(clientY - top, height),
  ]);
}
