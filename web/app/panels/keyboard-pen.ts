// Drawing with keys alone: arrows move the pen's tip, two at once or Home, End, Page Up and Page Down aslant, as on a
// number pad; Space puts the pen down and lifts it.
import { canvasSize, penWidth } from '../state/drawing.ts';

export interface KeyboardPen {
  /** True when the key was one of the pen's. */
  press(event: KeyboardEvent): boolean;
  release(event: KeyboardEvent): void;
  /** The focus is elsewhere: nothing is held any more. */
  leave(): void;
  readonly isDown: boolean;
}

export interface KeyboardPenHandlers {
  begin(points: number[]): void;
  extend(points: number[]): void;
  end(): void;
  /** In units of the paper. */
  moved(x: number, y: number, isDown: boolean): void;
}

type Direction = readonly [x: number, y: number];

const arrows: { readonly [key: string]: Direction } = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const aslant: { readonly [key: string]: Direction } = {
  Home: [-1, -1],
  PageUp: [1, -1],
  End: [-1, 1],
  PageDown: [1, 1],
};

const step = canvasSize / 28;
const largeStep = 4 * step;

/** Of the tip from the paper's edge, so that no ink is cut off. */
const margin = penWidth / 2 + 1;

export function createKeyboardPen(handlers: KeyboardPenHandlers): KeyboardPen {
  let [x, y] = [canvasSize / 2, canvasSize / 2];
  let isDown = false;
  const held = new Set<string>();

  const onPaper = (value: number) => Math.min(Math.max(value, margin), canvasSize - margin);

  /** In pieces, as a hand would: the eraser and the curves want points close to each other. */
  function move([dx, dy]: Direction, distance: number): void {
    const toX = onPaper(x + dx * distance);
    const toY = onPaper(y + dy * distance);
    const pieces = Math.max(1, Math.round(distance / step));
    const points = Array.from({ length: pieces }, (_, i) => [
      x + ((toX - x) * (i + 1)) / pieces,
      y + ((toY - y) * (i + 1)) / pieces,
    ]).flat();
    [x, y] = [toX, toY];
    if (isDown) handlers.extend(points);
    handlers.moved(x, y, isDown);
  }

  function lift(): void {
    if (!isDown) return;
    isDown = false;
    handlers.end();
    handlers.moved(x, y, isDown);
  }

  function turn(): void {
    if (isDown) {
      lift();
      return;
    }
    isDown = true;
    handlers.begin([x, y]);
    handlers.moved(x, y, isDown);
  }

  return {
    get isDown() {
      return isDown;
    },
    press(event) {
      const { key, shiftKey } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      if (key === ' ' || key === 'Enter') {
        if (!event.repeat) turn();
        return true;
      }
      const direction = arrows[key] ? sum(held.add(key)) : aslant[key];
      if (!direction) return false;
      move(direction, shiftKey ? largeStep : step);
      return true;
    },
    release: ({ key }) => void held.delete(key),
    leave() {
      held.clear();
      lift();
    },
  };
}

const sum = (keys: ReadonlySet<string>): Direction =>
  Array.from(keys, (key) => arrows[key] ?? [0, 0]).reduce<Direction>(
    ([x, y], [dx, dy]) => [x + dx, y + dy],
    [0, 0],
  );
