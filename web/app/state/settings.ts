// The settings form: what was typed over the run's own values, and what the core said to it.
import type { Fault, RunConfig } from '../../lib/client.ts';
import { count } from '../format.ts';
import type { Happening } from './happening.ts';
import { trainedSteps } from './run.ts';
import type { State } from './state.ts';

/** Named as in the URL's hash. */
export const fields = ['layers', 'lr', 'momentum', 'batch', 'epochs', 'seed', 'train'] as const;
export type Field = (typeof fields)[number];

export interface SettingsState {
  readonly edits: { readonly [F in Field]?: string };
  readonly refusal: { readonly fault: Fault; readonly from: 'form' | 'address' } | null;
}

export const initialSettings: SettingsState = { edits: {}, refusal: null };

const fieldOfCode: { readonly [code: string]: Field } = {
  E_HP_SIZE: 'layers',
  E_IDX_SHAPE: 'layers', // they do not fit the images
  E_IDX_LABEL: 'layers', // nor the labels
  E_HP_LR: 'lr',
  E_HP_MOMENTUM: 'momentum',
  E_HP_BATCH: 'batch',
  E_HP_EPOCHS: 'epochs',
  E_HP_SEED: 'seed',
  E_HP_TRAIN: 'train',
};

/** The field that a refusal is about; undefined when it is about none of the form's. */
export const refusedField = ({ refusal }: SettingsState): Field | undefined =>
  refusal ? fieldOfCode[refusal.fault.code] : undefined;

/** A setting as the run has it. How many images "all" are is not known before the data is there. */
export const ownText = (config: RunConfig | null, field: Field): string =>
  !config || (field === 'train' && config.train === 0) ? '' : String(config[field]);

export const fieldText = ({ edits }: SettingsState, config: RunConfig | null, field: Field): string =>
  edits[field] ?? ownText(config, field);

export const isEdited = ({ edits }: SettingsState): boolean => Object.keys(edits).length > 0;

/** The run that the form asks for: its own, with what was typed. An empty "train" means all images. */
export function requestedHash({ edits }: SettingsState, config: RunConfig): string {
  const typed = fields.flatMap((field) => {
    const text = edits[field]?.trim();
    return text === undefined ? [] : [{ field, text }];
  });
  const isTyped = (pair: string) => typed.some(({ field }) => pair.startsWith(`${field}=`));
  const own = config.hash.split('&').filter((pair) => pair !== '' && !isTyped(pair));
  const asked = typed.filter(({ field, text }) => !(field === 'train' && text === ''));
  return [...own, ...asked.map(({ field, text }) => `${field}=${encodeURIComponent(text)}`)].join('&');
}

/** What becomes of the run when another begins. */
export function newRunText(what: string, { run, keeping }: State): string {
  const steps = trainedSteps(run);
  if (steps === 0) return `${what} sets up a new run.`;
  const old = keeping.fault
    ? `the ${count(steps)} steps trained so far are dropped`
    : 'going back takes this one up again';
  return `${what} starts a new run; ${old}.`;
}

export function reduceSettings(state: SettingsState, happening: Happening): SettingsState {
  switch (happening.type) {
    case 'setting-edited': {
      const { [happening.field]: _, ...others } = state.edits;
      const edits = happening.same ? others : { ...others, [happening.field]: happening.text };
      return { edits, refusal: refusedField(state) === happening.field ? null : state.refusal };
    }
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
