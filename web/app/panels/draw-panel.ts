// The paper: what a pointer or the keys draw goes on it at once, and into the state. It never reads its own pixels.
import { percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import { canvasSize, isEmpty, shownReading } from '../state/drawing.ts';
import { hintText } from '../state/hint.ts';
import { className } from '../state/own-data.ts';
import type { State } from '../state/state.ts';
import { createInk } from './ink.ts';
import { createKeyboardPen } from './keyboard-pen.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';
import { listenToPointers } from './pointer-input.ts';

/** By then the drawing has been read as it is. */
const spokenAfterMilliseconds = 400;

export const createDrawPanel: CreatePanel = (root, actions) => {
  const canvas = find(root, 'canvas.ink', HTMLCanvasElement);
  const tip = find(root, '.pen-tip', HTMLElement);
  const prompt = find(root, '.prompt', HTMLElement);
  const hint = find(root, '.drawing-hint', HTMLElement);
  const status = find(root, '.pen-status', HTMLElement);
  const undo = find(root, '.undo', HTMLButtonElement);
  const redo = find(root, '.redo', HTMLButtonElement);
  const eraser = find(root, '.eraser', HTMLButtonElement);
  const clear = find(root, '.clear', HTMLButtonElement);
  const ink = createInk(canvas);
  let state: State | undefined;
  let wantsEraser = false;
  let erases = false; // what is under way
  let speech: ReturnType<typeof setTimeout> | undefined;

  function begin(points: number[], withEraser: boolean): void {
    erases = withEraser;
    if (erases) actions.erase(points);
    else {
      ink.begin(points);
      actions.beginStroke(points);
    }
  }

  /** The eraser takes what lies between the last place and the next. */
  let lastErased: number[] = [];
  function extend(points: number[]): void {
    if (erases) {
      actions.erase([...lastErased, ...points]);
      lastErased = points.slice(-2);
    } else {
      ink.extend(points);
      actions.extendStroke(points);
    }
  }

  function chooseEraser(wanted: boolean): void {
    wantsEraser = wanted && (state?.drawing.strokes.length ?? 0) > 0;
    eraser.ariaPressed = String(wantsEraser);
    canvas.classList.toggle('is-erasing', wantsEraser);
    tip.classList.toggle('is-eraser', wantsEraser);
  }

  function placeTip(x: number, y: number): void {
    tip.style.insetInlineStart = `${(x / canvasSize) * 100}%`;
    tip.style.insetBlockStart = `${(y / canvasSize) * 100}%`;
  }

  const inUnits = (shares: readonly number[]) => shares.map((share) => share * canvasSize);
  const pointers = listenToPointers(canvas, {
    begin(shares, withEraser) {
      const points = inUnits(shares);
      lastErased = points;
      begin(points, wantsEraser || withEraser);
    },
    extend: (shares) => extend(inUnits(shares)),
    end: () => actions.liftPen(),
    withdraw: () => actions.withdrawStroke(),
    hover(place) {
      tip.classList.toggle('is-over', place !== null);
      if (place) placeTip(place[0] * canvasSize, place[1] * canvasSize);
    },
  });

  const keys = createKeyboardPen({
    begin(points) {
      pointers.stop();
      lastErased = points;
      say(wantsEraser ? t('Eraser down') : t('Pen down'));
      begin(points, wantsEraser);
    },
    extend,
    end() {
      actions.liftPen();
      say(wantsEraser ? t('Eraser up') : t('Pen up'));
      speech = setTimeout(() => say(state ? liftedText(state) : ''), spokenAfterMilliseconds);
    },
    moved(x, y, isDown) {
      placeTip(x, y);
      tip.classList.toggle('is-down', isDown);
    },
  });

  function say(words: string): void {
    clearTimeout(speech);
    setText(status, words);
  }

  /** What is under way ends where it is: the rest of it would belong to nothing. */
  function interrupt(action: () => void): void {
    pointers.stop();
    keys.leave();
    actions.liftPen();
    action();
  }

  const { listen, stop } = listening();
  listen(undo, 'click', () => interrupt(actions.undoStroke));
  listen(redo, 'click', () => interrupt(actions.redoStroke));
  listen(clear, 'click', () => interrupt(actions.clearDrawing));
  listen(eraser, 'click', () => chooseEraser(!wantsEraser));
  listen(canvas, 'keyup', (event) => keys.release(event));
  listen(canvas, 'focus', () => tip.classList.toggle('is-focused', canvas.matches(':focus-visible')));
  listen(canvas, 'blur', () => {
    keys.leave();
    tip.classList.remove('is-focused');
  });
  listen(canvas, 'keydown', (event) => {
    if (keys.press(event)) {
      tip.classList.add('is-focused');
      event.preventDefault();
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey) {
      // Single letters are for the paper alone: who speaks to the computer types them by accident.
      if (event.key.toLowerCase() === 'e') chooseEraser(true);
      if (event.key.toLowerCase() === 'p') chooseEraser(false);
    }
  });
  listen(document.body, 'keydown', (event) => {
    const action = shortcut(event, canvas);
    if (!action || event.defaultPrevented || isEditable(event.target)) return;
    event.preventDefault();
    interrupt(actions[action]);
  });

  return {
    render(next) {
      state = next;
      const { drawing, ownData } = next;
      const label = ownData.summary ? t('Draw') : t('Draw a digit');
      if (canvas.ariaLabel !== label) canvas.ariaLabel = label;
      const invitation = ownData.summary ? t('Draw') : t('Draw a digit or a number');
      setText(prompt, drawing.picture ? t('Reading the picture. Draw to read that instead.') : invitation);
      prompt.hidden = drawing.strokes.length > 0;
      setText(hint, drawing.hint ? hintText(drawing.hint) : '');
      ink.show(drawing.strokes, drawing.gesture === 'stroke');
      undo.disabled = drawing.past.length === 0;
      redo.disabled = drawing.future.length === 0;
      eraser.disabled = drawing.strokes.length === 0;
      clear.disabled = isEmpty(drawing);
      if (eraser.disabled && wantsEraser && drawing.gesture === null) chooseEraser(false);
      passFocus(undo, redo);
      passFocus(redo, undo);
      passFocus(eraser, undo);
      passFocus(clear, undo);
    },
    dispose() {
      stop();
      clearTimeout(speech);
      pointers.dispose();
      ink.dispose();
    },
  };
};

function liftedText({ drawing, ownData }: State): string {
  const reading = shownReading(drawing);
  if (!drawing.prediction || !reading) return t('Pen up');
  const digits = drawing.prediction.digits;
  const name = digits.map(({ label }) => className(ownData, label)).join(' ');
  const probability = percent(reading.probabilities[reading.label] ?? 0, 0);
  const hint = drawing.hint ? ` ${hintText(drawing.hint)}` : '';
  if (digits.length > 1) return t('Pen up, reads {name}.', { name }) + hint;
  if (reading.isDigit === false) return t('Pen up, perhaps not a digit.') + hint;
  return t('Pen up, reads {name}, {probability}.', { name, probability }) + hint;
}

type Shortcut = 'undoStroke' | 'redoStroke' | 'clearDrawing';

function shortcut(event: KeyboardEvent, paper: HTMLElement): Shortcut | undefined {
  if (event.altKey) return undefined;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') return event.shiftKey ? 'redoStroke' : 'undoStroke';
    return key === 'y' ? 'redoStroke' : undefined;
  }
  const isFree = document.activeElement === paper || document.activeElement === document.body;
  return isFree && (key === 'delete' || key === 'escape') ? 'clearDrawing' : undefined;
}

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, select, textarea'));
