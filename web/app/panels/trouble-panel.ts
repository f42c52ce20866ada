// When the worker is dead or does not answer: why, and a way on.
import { count } from '../format.ts';
import { browserFault } from '../requirements.ts';
import type { KeepingState } from '../state/keeping.ts';
import type { WorkerState } from '../state/state.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

export const createTroublePanel: CreatePanel = (root, actions) => {
  const text = find(root, 'p', HTMLElement);
  const restart = find(root, 'button', HTMLButtonElement);
  const { listen, stop } = listening();
  listen(restart, 'click', () => actions.restart());

  return {
    render({ worker, keeping }) {
      const message = messageOf(worker, keeping);
      root.hidden = message === '';
      setText(text, message);
      restart.hidden = worker.fault?.code === browserFault; // which no restart mends
      passFocus(restart);
    },
    dispose: stop,
  };
};

function messageOf({ fault, silent }: WorkerState, { kept }: KeepingState): string {
  const run = kept ? `takes the run up at step ${count(kept.step)}` : 'begins the run anew';
  const consequence = `Restart ${run}; your drawing and your settings stay.`;
  if (fault?.code === browserFault) return fault.message;
  if (fault)
    return `The trainer has stopped and cannot go on: ${fault.message} [${fault.code}] ${consequence}`;
  if (silent)
    return `The trainer has not answered for some seconds. It may be busy: wait, or restart. ${consequence}`;
  return '';
}
