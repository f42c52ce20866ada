// The settings form: what was typed over the run's own values, what the core said to it, and what applying it does.
import type { Fault, LrPreview, RunConfig } from '../../lib/client.ts';
import { t } from '../i18n/text.ts';
import type { Happening } from './happening.ts';
import { isFinished, trainedSteps } from './run.ts';
import type { State } from './state.ts';

/** Named as in the URL's hash. */
export const fields = [
  ...['layers', 'activation', 'batchnorm', 'dropout', 'optimizer', 'lr', 'momentum', 'nesterov', 'wd'],
  ...['schedule', 'batch', 'epochs', 'seed', 'train', 'augment', 'rotation', 'scale', 'shear', 'shift'],
  ...['thickness', 'elastic', 'synthetic'],
] as const satisfies readonly (keyof RunConfig)[];
export type Field = (typeof fields)[number];
export type Edits = { readonly [F in Field]?: string };

export interface SettingsState {
  readonly edits: Edits;
  readonly refusal: { readonly fault: Fault; readonly from: 'form' | 'address' } | null;
  /** The learning rate over the run of this hash; null when such a run cannot be. */
  readonly preview: { readonly hash: string; readonly of: LrPreview | null } | null;
}

export const initialSettings: SettingsState = { edits: {}, refusal: null, preview: null };

const fieldOfCode: { readonly [code: string]: Field } = {
  E_HP_SIZE: 'layers',
  E_IDX_SHAPE: 'layers', // they do not fit the images
  E_IDX_LABEL: 'layers', // nor the labels
  E_HP_LR: 'lr',
  E_HP_MOMENTUM: 'momentum',
  E_HP_NESTEROV: 'nesterov',
  E_HP_WD: 'wd',
  E_HP_DROPOUT: 'dropout',
  E_HP_SCHEDULE: 'schedule',
  E_HP_BATCH: 'batch',
  E_BN_BATCH: 'batch',
  E_HP_EPOCHS: 'epochs',
  E_HP_SEED: 'seed',
  E_HP_TRAIN: 'train',
  E_HP_AUGMENT: 'augment',
  E_HP_SYNTHETIC: 'synthetic',
};

const isField = (name: string | undefined): name is Field => fields.some((field) => field === name);

/** The field that a refusal is about, which most name first; undefined when it is about none of the form's. */
export function refusedField({ refusal }: SettingsState): Field | undefined {
  if (!refusal) return undefined;
  const [first] = refusal.fault.message.split(':');
  return isField(first) ? first : fieldOfCode[refusal.fault.code];
}

const kinds: readonly Field[] = ['rotation', 'scale', 'shear', 'shift'];

const isNamed = (config: RunConfig, field: Field): boolean =>
  config.settings.split('&').some((pair) => pair.startsWith(`${field}=`));

/** A setting as the run has it. How many images "all" are is not known before the data is there. */
export function ownText(settings: SettingsState, config: RunConfig | null, field: Field): string {
  if (!config || (field === 'train' && config.train === 0)) return '';
  if (kinds.includes(field) && !isNamed(config, field)) return fieldText(settings, config, 'augment');
  if (field === 'wd' && settings.edits.optimizer !== undefined && !isNamed(config, 'wd')) return ''; // the other's own
  const value = config[field];
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

export const fieldText = (settings: SettingsState, config: RunConfig | null, field: Field): string =>
  settings.edits[field] ?? ownText(settings, config, field);

/** Whether the field means something beside the others, as they stand in the form. */
export function applies(settings: SettingsState, config: RunConfig | null, field: Field): boolean {
  const isSgd = fieldText(settings, config, 'optimizer') === 'sgd';
  if (field === 'momentum') return isSgd;
  if (field === 'nesterov') return isSgd && Number(fieldText(settings, config, 'momentum')) !== 0;
  return true;
}

export const isEdited = ({ edits }: SettingsState): boolean => Object.keys(edits).length > 0;

/** What was typed, but for what does not apply beside the rest of it. */
export function appliedEdits(settings: SettingsState, config: RunConfig): Edits {
  const entries = Object.entries(settings.edits).filter(
    ([field]) => isField(field) && applies(settings, config, field),
  );
  return Object.fromEntries(entries.map(([field, text]) => [field, text.trim()]));
}

/** Empty "train" and "wd" mean all images and the optimizer's own. */
const isLeftOut = (field: string, text: string) => text === '' && (field === 'train' || field === 'wd');

/** The run that the form asks for: the settings as they are now, with what was typed. */
export function requestedHash(settings: SettingsState, config: RunConfig): string {
  const typed = Object.entries(appliedEdits(settings, config));
  const isKept = (pair: string) => {
    const [name] = pair.split('=');
    if (!isField(name)) return pair !== '';
    return !typed.some(([field]) => field === name) && applies(settings, config, name);
  };
  const asked = typed.filter(([field, text]) => !isLeftOut(field, text));
  return [...config.settings.split('&').filter(isKept), ...asked.map(pairText)].join('&');
}

/** The change that the form asks for. */
export const requestedChange = (edits: Edits): string => Object.entries(edits).map(pairText).join('&');

const pairText = ([field, text]: readonly [string, string]) => `${field}=${encodeURIComponent(text)}`;

export const canChange = (config: RunConfig | null, field: string): boolean =>
  config?.changeable.split(',').includes(field) ?? false;

/** An untrained network of the run's own seed is no more than its settings. */
export const isBegun = ({ run, keeping, correction }: State): boolean =>
  trainedSteps(run) > 0 || keeping.notice?.type === 'opened' || correction.count.made > 0;

/** What becomes of the run when the form is applied. */
export function whatApplyDoes(state: State): 'nothing' | 'sets-up' | 'changes' | 'begins' {
  const { settings, run } = state;
  if (!isEdited(settings) || !run.config) return 'nothing';
  if (!isBegun(state)) return 'sets-up';
  const edited = Object.keys(appliedEdits(settings, run.config));
  const goesOn = run.fault === null && (!isFinished(run) || edited.includes('epochs'));
  return goesOn && edited.every((field) => canChange(run.config, field)) ? 'changes' : 'begins';
}

export function applyText(state: State): string {
  switch (whatApplyDoes(state)) {
    case 'nothing':
      return '';
    case 'sets-up':
      return t('Nothing is trained yet: a fresh network is made.');
    case 'changes':
      return state.run.activity === 'training'
        ? t('The run goes on with it from its next batch.')
        : t('The run keeps what it has learnt and goes on with it.');
    case 'begins':
      return newRunText(state);
  }
}

/** What becomes of the run when another begins. */
export function newRunText({ run, keeping }: State): string {
  if (trainedSteps(run) === 0) return t('Begins a new run.');
  return keeping.fault
    ? t('Begins a new run and drops what is trained so far.')
    : t('Begins a new run; the browser’s Back returns to this one.');
}

export function reduceSettings(state: SettingsState, happening: Happening): SettingsState {
  switch (happening.type) {
    case 'setting-edited': {
      const { [happening.field]: _, ...others } = state.edits;
      const edits = happening.same ? others : { ...others, [happening.field]: happening.text };
      return { ...state, edits, refusal: refusedField(state) === happening.field ? null : state.refusal };
    }
    case 'run-changed': {
      // What was typed since stays.
      const left = Object.entries(state.edits).filter(
        ([field, text]) => !isField(field) || happening.applied[field] !== text.trim(),
      );
      return { ...state, edits: Object.fromEntries(left), refusal: null };
    }
    case 'schedule-previewed':
      return { ...state, preview: { hash: happening.hash, of: happening.preview } };
    case 'run-began':
      return happening.keepsEdits ? state : initialSettings;
    case 'run-restored':
      return happening.from.type === 'file' ? initialSettings : state;
    case 'run-refused':
      return { ...state, refusal: { fault: happening.fault, from: happening.from } };
    case 'refusal-cleared':
      return { ...state, refusal: null };
    default:
      return state;
  }
}
