// What one wants of a run while looking at it: another learning rate, more epochs when they are over, its address.
import { t } from '../i18n/text.ts';
import { canTrain } from '../state/data.ts';
import { isFinished } from '../state/run.ts';
import { canChange } from '../state/settings.ts';
import type { State } from '../state/state.ts';
import { nextRate } from './lr-buttons.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

const moreEpochs = 10;

/** As long as one looks for whether it was done. */
const saidMilliseconds = 2500;

export const createRunLinePanel: CreatePanel = (root, actions) => {
  const rate = find(root, '.rate', HTMLElement);
  const value = find(rate, '.rate-value', HTMLOutputElement);
  const lower = find(rate, '.rate-lower', HTMLButtonElement);
  const raise = find(rate, '.rate-raise', HTMLButtonElement);
  const more = find(root, '.more-epochs', HTMLButtonElement);
  const copy = find(root, '.copy-link', HTMLButtonElement);
  const copied = find(root, '.copied', HTMLElement);
  const { listen, stop } = listening();
  let run: State['run'] | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const turn = (up: boolean) => {
    const next = run?.config && nextRate(run.config.lr, up);
    if (next) actions.changeSetting('lr', next);
  };
  listen(lower, 'click', () => turn(false));
  listen(raise, 'click', () => turn(true));
  listen(more, 'click', () => {
    if (run?.config) actions.trainOn(run.config.epochs + moreEpochs);
  });
  listen(copy, 'click', async () => {
    const done = await navigator.clipboard.writeText(location.href).then(
      () => true,
      () => false,
    );
    clearTimeout(timer);
    setText(copy, done ? t('Copied') : t('It is in the address bar'));
    setText(copied, done ? t('The link to this run is in the clipboard.') : (copy.textContent ?? ''));
    timer = setTimeout(() => {
      setText(copy, t('Copy link'));
      setText(copied, '');
    }, saidMilliseconds);
  });

  return {
    render(state) {
      run = state.run;
      const { config, changing, fault } = run;
      const isOver = isFinished(run);
      const ready = state.worker.fault === null && fault === null && !changing && canTrain(state.data);
      const lr = config?.lr ?? Number.NaN;
      const canTurn = (up: boolean) =>
        ready && !isOver && canChange(config, 'lr') && nextRate(lr, up) !== undefined;
      const canGoOn = isOver && canChange(config, 'epochs');
      setText(value, config ? String(lr) : '');
      lower.disabled = !canTurn(false);
      raise.disabled = !canTurn(true);
      more.disabled = !(ready && canGoOn && run.activity === 'idle');
      if (isOver) more.hidden = !canGoOn;
      else rate.hidden = false;
      passFocus(lower, raise, more);
      passFocus(raise, lower, more);
      passFocus(more, lower);
      rate.hidden = isOver;
      more.hidden = !canGoOn;
    },
    dispose() {
      clearTimeout(timer);
      stop();
    },
  };
};
