// Learning rates are tried by factors of about three: 0.001, 0.003, 0.01.
import { find, listening } from './panel.ts';

const ladder = [
  ...['0.00001', '0.00003', '0.0001', '0.0003', '0.001', '0.003', '0.01', '0.03'],
  ...['0.1', '0.3', '1', '3', '10', '30', '100'],
];

/** The next one on the ladder; undefined at its end. */
export const nextRate = (rate: number, up: boolean): string | undefined =>
  up ? ladder.find((text) => Number(text) > rate) : ladder.filter((text) => Number(text) < rate).at(-1);

export function createLrButtons(form: HTMLElement, edit: (text: string) => void): { dispose: () => void } {
  const input = find(form, '[name="lr"]', HTMLInputElement);
  const { listen, stop } = listening();
  const go = (up: boolean) => {
    const next = nextRate(Number(input.value), up);
    if (next === undefined) return;
    input.value = next;
    edit(next);
  };
  listen(find(form, '.lower', HTMLButtonElement), 'click', () => go(false));
  listen(find(form, '.raise', HTMLButtonElement), 'click', () => go(true));
  listen(input, 'keydown', (event) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    go(event.key === 'ArrowUp');
  });
  return { dispose: stop };
}
