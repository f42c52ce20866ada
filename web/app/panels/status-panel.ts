// The run in numbers: how good, how fast; and the test, whenever one wants it.
import { count, decimals, percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import { canTest } from '../state/data.ts';
import { type CreatePanel, find, listening, passFocus, setOutput } from './panel.ts';

export const createStatusPanel: CreatePanel = (root, actions) => {
  const epoch = find(root, '#epoch', HTMLOutputElement);
  const loss = find(root, '#validation-loss', HTMLOutputElement);
  const accuracy = find(root, '#validation-accuracy', HTMLOutputElement);
  const speed = find(root, '#images-per-second', HTMLOutputElement);
  const testAccuracy = find(root, '#test-accuracy', HTMLOutputElement);
  const test = find(root, '.test', HTMLButtonElement);
  const { listen, stop } = listening();
  listen(test, 'click', () => actions.test());

  return {
    render({ data, ownData, run, worker }) {
      const report = run.reports.at(-1);
      const { config, progress } = run;
      const epochs = progress?.epoch ?? (config ? 0 : undefined);
      setOutput(
        epoch,
        epochs === undefined ? '' : t('{n} of {all}', { n: count(epochs), all: count(config?.epochs ?? 0) }),
        epochs,
      );
      setOutput(loss, report ? decimals(report.validationLoss) : '', report?.validationLoss);
      setOutput(accuracy, report ? percent(report.validationAccuracy) : '', report?.validationAccuracy);
      const rate = progress && progress.imagesPerSecond > 0 ? progress.imagesPerSecond : undefined;
      setOutput(speed, rate === undefined ? '' : count(rate), rate);
      const threads = progress?.threads ?? 1;
      speed.title = rate !== undefined && threads > 1 ? t('On {threads} threads', { threads }) : '';
      const tested = run.test?.done ? run.test.accuracy : undefined;
      const untestable = ownData.summary !== null && !canTest(data);
      const testText = tested === undefined ? '' : percent(tested, 2);
      setOutput(testAccuracy, untestable ? t('n/a') : testText, tested);
      const known = tested !== undefined || untestable;
      const ready = worker.fault === null && canTest(data) && config !== null && run.activity === 'idle';
      test.disabled = known || !ready;
      passFocus(test);
      test.hidden = known;
    },
    dispose: stop,
  };
};
