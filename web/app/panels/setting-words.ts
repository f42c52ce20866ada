// The settings of a run in words.
import type { RunConfig } from '../../lib/client.ts';
import { t } from '../i18n/text.ts';

/** In the order in which they are told; the seed comes last, by itself. */
const settings: readonly (readonly [field: Exclude<keyof RunConfig, 'hash' | 'seed'>, name: () => string])[] =
  [
    ['layers', () => t('layers')],
    ['activation', () => t('activation')],
    ['batchnorm', () => t('batch norm')],
    ['dropout', () => t('dropout')],
    ['optimizer', () => t('optimizer')],
    ['lr', () => t('learning rate')],
    ['momentum', () => t('momentum')],
    ['nesterov', () => t('Nesterov')],
    ['wd', () => t('weight decay')],
    ['schedule', () => t('schedule')],
    ['batch', () => t('batch size')],
    ['train', () => t('training images')],
    ['rotation', () => t('rotation')],
    ['scale', () => t('scaling')],
    ['shear', () => t('shear')],
    ['shift', () => t('shift')],
    ['thickness', () => t('thickness')],
    ['elastic', () => t('elastic distortion')],
    ['synthetic', () => t('written digits')],
    ['epochs', () => t('epochs')],
  ];

const inWords = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? t('on') : t('off')) : String(value);

/** What was set otherwise than in `current`, each in a few words; empty when nothing was but perhaps the seed. */
export function differences(config: RunConfig, current: RunConfig): string[] {
  return settings
    .filter(([field]) => config[field] !== current[field] && config[field] !== undefined)
    .filter(([field]) => field !== 'train' || (config.train > 0 && current.train > 0)) // 0: not known yet
    .map(([field, name]) =>
      t('{setting} {value} instead of {other}', {
        setting: name(),
        value: inWords(config[field]),
        other: inWords(current[field]),
      }),
    );
}

/** Whether it is another draw of the same weights and order, or the same. */
export const seedWords = (config: RunConfig, current: RunConfig): string =>
  config.seed === current.seed
    ? t('same seed')
    : t('seed {seed} instead of {other}', { seed: config.seed, other: current.seed });

/** A name for a field of the hash, for who is to change it. */
export const settingName = (field: string): string => settings.find(([own]) => own === field)?.[1]() ?? field;
