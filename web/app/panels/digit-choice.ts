// The digits of a number that was read, as the network saw them, to choose one from.
import type { Reading } from '../../lib/client.ts';
import { t } from '../i18n/text.ts';
import { find, headingOf, listening, setText } from './panel.ts';

export interface DigitChoice {
  /** Of a single digit there is nothing to choose. `names` are what they were read as. */
  render(digits: readonly Reading[], names: readonly string[], chosen: number): void;
  dispose(): void;
}

interface Choice {
  readonly label: HTMLElement;
  readonly input: HTMLInputElement;
  readonly canvas: HTMLCanvasElement;
  readonly name: HTMLElement;
}

export function createDigitChoice(root: HTMLElement, choose: (digit: number) => void): DigitChoice {
  const template = find(root, 'template', HTMLTemplateElement);
  const choices: Choice[] = [];
  const { listen, stop } = listening();
  listen(root, 'change', ({ target }) => {
    const digit = choices.findIndex(({ input }) => input === target);
    if (digit >= 0) choose(digit);
  });

  function add(): void {
    const copy = document.importNode(template.content, true);
    const label = find(copy, 'label', HTMLLabelElement);
    choices.push({
      label,
      input: find(label, 'input', HTMLInputElement),
      canvas: find(label, 'canvas', HTMLCanvasElement),
      name: find(label, 'span', HTMLElement),
    });
    root.append(label);
  }

  return {
    render(digits, names, chosen) {
      const several = digits.length > 1 ? digits : [];
      const hadFocus = root.contains(document.activeElement); // before `hidden` takes it
      root.hidden = several.length === 0;
      while (choices.length < several.length) add();
      for (const { label } of choices.splice(several.length)) label.remove();
      const heir = choices.at(chosen)?.input;
      if (hadFocus && !root.contains(document.activeElement))
        (heir ?? headingOf(root))?.focus({ preventScroll: true });
      for (const [index, digit] of several.entries()) {
        const choice = choices[index];
        if (!choice) continue;
        setText(
          choice.name,
          t('{name}, digit {place} of {count}', {
            name: names[index] ?? '',
            place: index + 1,
            count: several.length,
          }),
        );
        choice.input.checked = index === chosen;
        paintReading(choice.canvas, digit);
      }
    },
    dispose: stop,
  };
}

/** What the network saw; nothing for null. */
export function paintReading(
  canvas: HTMLCanvasElement,
  reading: Pick<Reading, 'image' | 'rows' | 'columns'> | null,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!reading) return;
  const { rows, columns } = reading;
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  const image = context.createImageData(columns, rows);
  for (const [pixel, grey] of reading.image.entries()) image.data.set([grey, grey, grey, 255], 4 * pixel);
  context.putImageData(image, 0, 0);
}
