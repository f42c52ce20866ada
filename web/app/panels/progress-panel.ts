// How far the run is, in a bar and in words.
import { count, duration } from '../format.ts';
import { t } from '../i18n/text.ts';
import { isFinished, type RunProgress, type RunState, secondsLeft, trainedSteps } from '../state/run.ts';
import { type CreatePanel, find, setFraction, setText } from './panel.ts';

export const createProgressPanel: CreatePanel = (root) => {
  const bar = find(root, 'progress', HTMLProgressElement);
  const text = find(root, '.progress-text', HTMLElement);

  return {
    render({ run, calibration: { progress } }) {
      const calibrating = run.activity === 'calibrating' ? progress : null;
      setFraction(bar, calibrating ? calibrating.step / calibrating.steps : runFraction(run));
      setText(
        text,
        calibrating
          ? t('Calibration: {step} of {steps}', {
              step: count(calibrating.step),
              steps: count(calibrating.steps),
            })
          : progressText(run),
      );
    },
    dispose() {},
  };
};

function runFraction(run: RunState): number {
  if (run.activity === 'testing' && run.test) return run.test.batch / run.test.batches;
  const { config, progress } = run;
  if (!config || !progress || progress.batchesPerEpoch === 0) return 0;
  return progress.step / (config.epochs * progress.batchesPerEpoch);
}

function progressText(run: RunState): string {
  const { activity, progress, test } = run;
  if (activity === 'testing')
    return test
      ? t('Test batch {batch} of {batches}', { batch: count(test.batch), batches: count(test.batches) })
      : t('Testing');
  if (!progress) return t('Nothing trained yet');
  if (isFinished(run)) return t('Finished after {steps} steps', { steps: count(trainedSteps(run)) });
  const seconds = run.fault ? null : secondsLeft(run);
  const place = placeInEpoch(progress);
  return seconds === null
    ? place
    : t('{place}, about {time} of training left', { place, time: duration(seconds) });
}

function placeInEpoch({ phase, epoch, batch, batches }: RunProgress): string {
  const validating = phase === 'validating';
  if (validating && batch === batches) return t('Epoch {epoch} is complete', { epoch: count(epoch) });
  const values = { epoch: count(epoch + 1), batch: count(batch), batches: count(batches) };
  return validating
    ? t('Epoch {epoch}: validation batch {batch} of {batches}', values)
    : t('Epoch {epoch}: batch {batch} of {batches}', values);
}
