// When the worker is dead or does not answer: why, and a way on.
import { count } from '../format.ts';
import { faultText } from '../i18n/fault-text.ts';
import { t } from '../i18n/text.ts';
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
  if (fault?.code === browserFault) return fault.message; // in the language already
  const consequence = kept
    ? t('Restart takes the run up at step {step}; your drawing and your settings stay.', {
        step: count(kept.step),
      })
    : t('Restart begins the run anew; your drawing and your settings stay.');
  if (fault) {
    const values = { fault: faultText(fault), code: fault.code, consequence };
    return t('The trainer has stopped and cannot go on: {fault} [{code}] {consequence}', values);
  }
  if (silent)
    return t(
      'The trainer has not answered for some seconds. It may be busy: wait, or restart. {consequence}',
      {
        consequence,
      },
    );
  return '';
}
