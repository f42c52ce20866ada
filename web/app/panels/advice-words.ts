// What the core's advice says, in words: what is seen, why it is so, what to try. The rules are advice.cpp's.
import type { Advice, Remedy } from '../../lib/client.ts';
import { count, decimals, percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import { settingName } from './setting-words.ts';

export interface AdviceWords {
  readonly seen: string;
  /** Empty when there is nothing to explain. */
  readonly why: string;
}

/** A run that goes well, or is over: worth a line, not a warning. */
export const isQuiet = ({ kind }: Advice): boolean => kind === 'good' || kind === 'finished';

export function adviceWords({ kind, layer, numbers }: Advice): AdviceWords {
  const loss = decimals(numbers.loss ?? Number.NaN);
  const chance = (numbers.chance ?? Number.NaN).toFixed(2);
  const lr = String(numbers.lr ?? '');
  const step = count(numbers.step ?? 0);
  const epoch = count(numbers.epoch ?? 0);
  switch (kind) {
    case 'diverged':
      return {
        seen: t('The run diverged at step {step}: its loss is no number any more.', { step }),
        why: t(
          'With a learning rate of {lr} each step went so far that the next gradient was greater still, until the numbers overflowed. This run cannot go on.',
          { lr },
        ),
      };
    case 'worse-than-guessing':
      return {
        seen: t('The loss is {loss}; guessing alone costs {chance}.', { loss, chance }),
        why: t(
          'The network is sure, and wrong: with a learning rate of {lr} its steps are far too large and throw the weights about.',
          { lr },
        ),
      };
    case 'vanishing-gradients':
      return {
        seen: t('The gradient of {layer} is only {ratio} of the last layer’s.', {
          layer,
          ratio: smallShare(numbers.ratio ?? 0),
        }),
        why: t(
          'It vanishes on its way back through {depth} hidden layers, each of which makes it smaller, so that the first ones hardly learn.',
          { depth: numbers.depth ?? 0 },
        ),
      };
    case 'dead-units':
      return {
        seen: t('{share} of the units of {layer} are dead: they give the same for every image.', {
          layer,
          share: percent(numbers.share ?? 0, 0),
        }),
        why: t(
          'A ReLU that is 0 for every image has no gradient and does not come back by itself. Mostly a step that was too large has pushed it there.',
        ),
      };
    case 'no-gradient':
      return {
        seen: t('The gradients are all but 0 (at most {gradient}), but the loss is still {loss}.', {
          gradient: (numbers.gradient ?? 0).toExponential(0),
          loss,
        }),
        why: t('The activations are saturated: whatever the weights do, the output stays as it is.'),
      };
    case 'slow':
      return {
        seen: t('The loss is {loss} after {step} steps; guessing costs {chance}.', { loss, chance, step }),
        why: t(
          'It is slow, not broken: a learning rate of {lr} takes small steps, and the first epochs of such a run look flat.',
          { lr },
        ),
      };
    case 'stuck':
      return {
        seen: t('The loss is {loss} after {step} steps, still about what guessing costs ({chance}).', {
          loss,
          chance,
          step,
        }),
        why: t('The learning rate is not too small. Other first weights or steadier layers may help.'),
      };
    case 'overfitting':
      return {
        seen: t(
          'The validation loss was least at epoch {bestEpoch} ({best}) and has risen to {loss}, while the training loss fell to {train}.',
          {
            bestEpoch: count(numbers.best_epoch ?? 0),
            best: decimals(numbers.best ?? Number.NaN),
            loss,
            train: decimals(numbers.train_loss ?? Number.NaN),
          },
        ),
        why: t(
          'It overfits: it learns its training images by heart, noise and all, rather than what digits have in common.',
        ),
      };
    case 'unsteady':
      return {
        seen: t('The validation loss jumped from {before} to {loss} in epoch {epoch}.', {
          before: decimals(numbers.best ?? Number.NaN),
          loss,
          epoch,
        }),
        why: t(
          'With a learning rate of {lr} the steps jump over the valley that they should come down into.',
          {
            lr,
          },
        ),
      };
    case 'learnt-by-heart':
      return {
        seen: t('The training loss is {train}, the validation loss {loss}.', {
          train: decimals(numbers.train_loss ?? Number.NaN),
          loss,
        }),
        why: t('It knows its training images by heart: from them there is nothing left to learn.'),
      };
    case 'plateau':
      return {
        seen: t('The training loss has been about {loss} for {epochs} epochs.', {
          loss,
          epochs: numbers.epochs ?? 0,
        }),
        why: t(
          'It is on a plateau: the network may be too small for more, or its steps too large to come further down.',
        ),
      };
    case 'finished':
      return {
        seen: t(
          'The run is finished: {accuracy} of the validation images are read right, with a loss of {loss}.',
          {
            accuracy: percent(numbers.accuracy ?? 0, 2),
            loss,
          },
        ),
        why: '',
      };
    case 'good':
      return {
        seen: t('It learns: the loss is {loss}; guessing would cost {chance}.', { loss, chance }),
        why: '',
      };
    default:
      return { seen: '', why: '' };
  }
}

/** "1/9,000": what is too small for a percentage. */
const smallShare = (share: number): string => (share > 0 ? `1/${count(1 / share)}` : '0');

export function remedyWords({ field, value }: Remedy): string {
  switch (field) {
    case 'lr':
      return t('Try a learning rate of {value}', { value });
    case 'activation':
      return t('Try {value} as activation', { value });
    case 'batchnorm':
      return t('Try batch norm');
    case 'train':
      return t('Train on all images');
    case 'augment':
      return t('Try augmentation, {value}', { value });
    case 'dropout':
      return t('Try dropout, {value}', { value });
    case 'layers':
      return t('Try wider layers, {value}', { value });
    case 'schedule':
      return t('Try the schedule {value}', { value });
    default:
      return t('Try {setting} {value}', { setting: settingName(field), value });
  }
}
