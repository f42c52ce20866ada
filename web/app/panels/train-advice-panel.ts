// A run that learns nothing says so where it is trained, with the way on: the gravest of what Watch has to say. It is
// looked for when training begins and ends, and now and then meanwhile.
import type { Advice } from '../../lib/client.ts';
import type { State } from '../state/state.ts';
import { adviceWords, remedyWords } from './advice-words.ts';
import { hashLink } from './hash-link.ts';
import { type CreatePanel, find, headingOf, setText } from './panel.ts';

/** A run that is slow or overfits is on its way, and one may read well with half of its units; of these nothing comes. */
const isHopeless = ({ kind, numbers }: Advice): boolean =>
  ['diverged', 'worse-than-guessing', 'vanishing-gradients', 'no-gradient', 'stuck'].includes(kind) ||
  (kind === 'dead-units' && (numbers.share ?? 0) > 0.9);

const lookMilliseconds = 3000;

export const createTrainAdvicePanel: CreatePanel = (root, actions) => {
  const line = find(root, '.advice-line', HTMLElement);
  const words = document.createElement('span');
  const link = document.createElement('a');
  line.append(words, ' ', link);
  const told = find(root, '.advice-told', HTMLElement);
  let looked: { run: State['run']; at: number } | undefined;
  let shape = '';

  function look({ run, worker }: State): void {
    const isNews =
      looked === undefined ||
      looked.run.config !== run.config ||
      looked.run.activity !== run.activity ||
      looked.run.fault !== run.fault;
    const isLate = run !== looked?.run && performance.now() - (looked?.at ?? 0) >= lookMilliseconds;
    if (worker.fault !== null || !(isNews || isLate)) return;
    looked = { run, at: performance.now() };
    actions.measureInside();
  }

  /** What is told is told once, not with each of its numbers. */
  function show(advice: Advice | undefined): void {
    const newShape = advice ? [advice.kind, advice.layer, advice.remedies[0]?.hash].join() : '';
    setText(words, advice ? adviceWords(advice).seen : '');
    if (newShape === shape) return;
    shape = newShape;
    const remedy = advice?.remedies[0];
    const hadFocus = document.activeElement === link;
    link.href = remedy ? hashLink(remedy.hash) : '#';
    setText(link, remedy ? remedyWords(remedy) : '');
    line.hidden = advice === undefined;
    link.hidden = remedy === undefined;
    if (hadFocus && !remedy) headingOf(link)?.focus({ preventScroll: true });
    setText(told, advice ? [words.textContent, link.textContent].join(' ') : '');
  }

  return {
    render(state) {
      look(state);
      show(state.inside.advice.find(isHopeless));
    },
    dispose() {},
  };
};
