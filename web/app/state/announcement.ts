// The words for a screen reader: milestones and errors, never single steps.
import { count, decimals, percent } from '../format.ts';
import { faultText } from '../i18n/fault-text.ts';
import { t } from '../i18n/text.ts';
import { verdictText } from './calibration.ts';
import { outcomeText } from './correction.ts';
import { faultMessages } from './data.ts';
import type { Happening } from './happening.ts';
import { noticeText } from './keeping.ts';
import { summaryText } from './own-data.ts';
import { isFinished } from './run.ts';
import { refusedField } from './settings.ts';
import type { State } from './state.ts';

/**
 * What to say after `happening` led to `state`; undefined: nothing new, or nothing that is not said elsewhere: the
 * worker's end is an alert, and a field that is refused gets the focus, and with it its words.
 */
export function announce(
  { run, settings, keeping, ownData, correction }: State,
  happening: Happening,
): string | undefined {
  switch (happening.type) {
    case 'load-ended': {
      const { summary, failures } = happening.result;
      if (ownData.summary) return undefined;
      if (failures.length > 0) return faultMessages(failures.map(({ fault }) => fault)).join(' ');
      return t('MNIST is loaded: {train} training and {test} test images.', {
        train: count(summary.trainCount),
        test: count(summary.testCount),
      });
    }
    case 'dataset-opened': {
      const { warnings } = happening.summary;
      const content = summaryText(happening.summary);
      const opened = t('Your data is open: {content}. A new run has begun.', { content });
      return [opened, ...warnings.map(faultText)].join(' ');
    }
    case 'dataset-closed':
      return t('Back to MNIST. A new run has begun.');
    case 'training': {
      const report = happening.slice.reports.at(-1);
      if (!report) return undefined;
      const { epoch, validationLoss, validationAccuracy } = report;
      const values = {
        epoch,
        epochs: run.config?.epochs ?? '?',
        accuracy: percent(validationAccuracy),
        loss: decimals(validationLoss),
      };
      return isFinished(run)
        ? t(
            'Epoch {epoch} of {epochs}: validation accuracy {accuracy}, validation loss {loss}. Training is finished.',
            values,
          )
        : t('Epoch {epoch} of {epochs}: validation accuracy {accuracy}, validation loss {loss}.', values);
    }
    case 'test': {
      const { done, accuracy } = happening.progress;
      return done
        ? t('Accuracy on the test images: {accuracy}.', { accuracy: percent(accuracy, 2) })
        : undefined;
    }
    case 'calibrated':
      return happening.calibration
        ? t('How sure it is: {verdict}', { verdict: verdictText(happening.calibration) })
        : undefined;
    case 'run-refused':
      return happening.from === 'form' && refusedField(settings) ? undefined : faultText(happening.fault);
    case 'run-restored':
      return happening.from.type === 'correction'
        ? outcomeText(correction.outcome)
        : noticeText(keeping.notice) || undefined;
    case 'nothing-to-bring-back':
      return noticeText(keeping.notice);
    case 'correction-began':
      return t('Learning {name}.', { name: happening.name });
    case 'corrected':
    case 'drawing-kept':
      return outcomeText(correction.outcome);
    case 'correction-failed':
      return correction.fault ? faultText(correction.fault) : outcomeText(correction.outcome) || undefined;
    case 'drawings-removed':
      if (happening.undone) return undefined;
      return happening.ids.length === 1 ? t('The drawing is removed.') : t('The drawings are removed.');
    case 'drawings-returned':
      if (happening.undone) return undefined;
      return happening.drawings.length === 1 ? t('The drawing is back.') : t('The drawings are back.');
    case 'pinned':
      return t('The drawing is pinned: below the paper is how it is read while the network learns.');
    case 'dataset-failed':
    case 'stopped':
    case 'unkept':
    case 'file-failed':
    case 'drawings-unkept':
      return faultText(happening.fault);
    default:
      return undefined;
  }
}
