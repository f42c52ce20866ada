// Train, Pause, Step, Reset; and why one of them is not to be had now.
import { faultText } from '../i18n/fault-text.ts';
import { t } from '../i18n/text.ts';
import { canTest, canTrain } from '../state/data.ts';
import { isFinished, trainedSteps } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

export const createTrainPanel: CreatePanel = (root, actions) => {
  const train = find(root, '.train', HTMLButtonElement);
  const pause = find(root, '.pause', HTMLButtonElement);
  const step = find(root, '.step', HTMLButtonElement);
  const epoch = find(root, '.epoch-step', HTMLButtonElement);
  const reset = find(root, '.reset', HTMLButtonElement);
  const hint = find(root, '.train-hint', HTMLElement);
  const { listen, stop } = listening();
  let began = train; // the button that what is going on was begun with
  listen(train, 'click', () => {
    began = train;
    actions.train();
  });
  listen(pause, 'click', () => actions.pause());
  listen(step, 'click', () => {
    began = step;
    actions.step();
  });
  listen(epoch, 'click', () => {
    began = epoch;
    actions.epoch();
  });
  listen(reset, 'click', () => actions.reset());

  return {
    render(state) {
      const { run, worker, keeping } = state;
      // An opened network is none that Reset would give, untrained as it is.
      const isOther = keeping.notice?.type === 'opened' || keeping.notice?.type === 'taken-up';
      const isCorrected = state.correction.count.made > 0;
      const alive = worker.fault === null;
      const ready = alive && run.config !== null && canTrain(state.data);
      const idle = run.activity === 'idle';
      train.disabled = !(ready && !run.changing && run.activity !== 'training' && !isFinished(run));
      pause.disabled = !(alive && !idle);
      step.disabled = train.disabled || !idle;
      epoch.disabled = step.disabled;
      reset.disabled = !(
        alive &&
        (trainedSteps(run) > 0 || isOther || isCorrected || run.fault !== null || !idle)
      );
      setText(hint, hintText(state));
      hint.classList.toggle('is-trouble', run.fault !== null);
      passFocus(train, pause, reset);
      passFocus(step, pause, reset);
      passFocus(epoch, pause, reset);
      passFocus(pause, began, train, reset);
      passFocus(reset, train);
    },
    dispose: stop,
  };
};

function hintText({ data, run, worker, keeping }: State): string {
  if (worker.fault) return t('The trainer has stopped.');
  if (run.fault) return faultText(run.fault);
  if (!run.config) return t('Preparing the network…');
  if (!canTrain(data))
    return data.loading ? t('Training can begin when the data is here.') : t('Training needs the data.');
  if (run.changing) return t('Looking for a copy of this run in this browser…');
  if (run.activity === 'testing') return t('Reading the test images…');
  if (run.activity === 'calibrating')
    return t('Calibrating: how far its percentages can be believed, and what is no digit…');
  if (isFinished(run) && !run.test && keeping.notice?.type === 'taken-up' && canTest(data))
    return t('This run is finished. Its copy keeps no test result: press Test to measure it anew.');
  if (isFinished(run))
    return t('This run is finished. Reset to train a fresh network, or change the settings.');
  if (run.activity === 'training') return t('Training. Draw a digit meanwhile and watch the reading change.');
  if (trainedSteps(run) > 0) return t('Paused. Train goes on where it was.');
  return t('It knows nothing yet. Train it, and watch the loss fall.');
}
