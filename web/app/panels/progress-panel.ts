// How far the run is, in a bar and in words.
import { count, duration } from '../format.ts';
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
          ? `Calibration: ${count(calibrating.step)} of ${count(calibrating.steps)}`
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
    return test ? `Test batch ${count(test.batch)} of ${count(test.batches)}` : 'Testing';
  if (!progress) return 'Nothing trained yet';
  if (isFinished(run)) return `Finished after ${count(trainedSteps(run))} steps`;
  const seconds = secondsLeft(run);
  const left = seconds === null ? '' : `, about ${duration(seconds)} of training left`;
  return placeInEpoch(progress) + left;
}

function placeInEpoch({ phase, epoch, batch, batches }: RunProgress): string {
  const validating = phase === 'validating';
  if (validating && batch === batches) return `Epoch ${count(epoch)} is complete`;
  return `Epoch ${count(epoch + 1)}: ${validating ? 'validation ' : ''}batch ${count(batch)} of ${count(batches)}`;
}
