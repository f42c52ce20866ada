// The run's settings. What is typed is checked by the core, whose words stand beside the field.
import type { Fault } from '../../lib/client.ts';
import { faultText } from '../i18n/fault-text.ts';
import { t } from '../i18n/text.ts';
import type { OwnDataState } from '../state/own-data.ts';
import {
  applies,
  applyText,
  canChange,
  type Field,
  fields,
  fieldText,
  isBegun,
  refusedField,
  type SettingsState,
  whatApplyDoes,
} from '../state/settings.ts';
import type { State } from '../state/state.ts';
import { createLayerChips } from './layer-chips.ts';
import { createLrButtons } from './lr-buttons.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';
import { createScheduleFields } from './schedule-fields.ts';
import { createSchedulePreview } from './schedule-preview.ts';

/** How one field is shown and read. */
export interface Control {
  show(text: string): void;
  setDisabled(disabled: boolean): void;
  focus(): void;
  dispose?(): void;
}

export const createSettingsPanel: CreatePanel = (root, actions) => {
  const layersHint = find(root, '#layers-hint', HTMLElement);
  const form = find(root, 'form', HTMLFormElement);
  const apply = find(root, '.apply', HTMLButtonElement);
  const note = find(root, '.apply-note', HTMLElement);
  const trouble = find(root, '.settings-trouble', HTMLElement);
  const kinds = find(root, '.kinds', HTMLDetailsElement);
  // Until now nobody would have heard what is typed.
  for (const group of form.querySelectorAll<HTMLFieldSetElement>('fieldset:disabled')) group.disabled = false;
  const { listen, stop } = listening();
  const edit = (field: Field) => (text: string) => {
    actions.editSetting(field, text);
    apply.disabled = false; // Enter, which a disabled button swallows, may come before the next frame is rendered
  };
  const rows = fields.map((field) => fieldRow(form, field, controlOf(form, field, edit(field), listen)));
  const lrButtons = createLrButtons(form, edit('lr'));
  const preview = createSchedulePreview(find(root, '.schedule-preview', HTMLElement), actions);
  let shownRefusal: SettingsState['refusal'] = null;
  listen(form, 'submit', (event) => {
    event.preventDefault();
    actions.applySettings();
  });
  listen(find(form, '.new-seed', HTMLButtonElement), 'click', () => {
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
    edit('seed')(String(seed));
  });

  return {
    render(state) {
      const { settings, worker, ownData } = state;
      const { refusal } = settings;
      setText(layersHint, layersText(ownData));
      const refused = refusedField(settings);
      for (const row of rows)
        row.show(state, row.field === refused && refusal ? faultText(byLabel(refusal.fault, row)) : '');
      if (refusal !== shownRefusal && refusal?.from === 'form') {
        const row = rows.find(({ field }) => field === refused);
        if (row && kinds.contains(row.element)) kinds.open = true;
        row?.control.focus();
      }
      shownRefusal = refusal;
      const what = whatApplyDoes(state);
      apply.disabled = what === 'nothing' || worker.fault !== null;
      setText(apply, labels[what]());
      setText(note, applyText(state));
      passFocus(apply);
      setText(trouble, troubleText(settings, refused));
      preview.render(state);
    },
    dispose() {
      stop();
      lrButtons.dispose();
      preview.dispose();
      for (const { control } of rows) control.dispose?.();
    },
  };
};

/** No word of these is a button's of the training card, by whose names people and programs look for them. */
const labels = {
  nothing: () => t('Apply'),
  'sets-up': () => t('Apply'),
  changes: () => t('Change this run'),
  begins: () => t('Begin a new run'),
} as const;

function layersText({ summary }: OwnDataState): string {
  if (!summary) return t('From 784 pixels to 10 digits');
  const { rows, columns, classes } = summary.counts;
  return t('From {rows} × {columns} pixels to {classes} classes', { rows, columns, classes });
}

type Listen = ReturnType<typeof listening>['listen'];

function controlOf(
  form: HTMLFormElement,
  field: Field,
  edit: (text: string) => void,
  listen: Listen,
): Control {
  if (field === 'layers') return createLayerChips(find(form, '#layers', HTMLElement), edit);
  if (field === 'schedule') return createScheduleFields(find(form, '.schedule-field', HTMLElement), edit);
  const select = form.querySelector<HTMLSelectElement>(`select[name="${field}"]`);
  const input = select ?? find(form, `[name="${field}"]`, HTMLInputElement);
  const isCheck = input.type === 'checkbox' && input instanceof HTMLInputElement;
  const said = form.querySelector<HTMLOutputElement>(`output[for="${field}"]`);
  listen(input, isCheck ? 'change' : 'input', () =>
    edit(isCheck ? String(Number(input.checked)) : input.value),
  );
  return {
    show(text) {
      if (isCheck) input.checked = text === '1';
      else if (input.value !== text) input.value = text;
      if (said) setText(said, text);
    },
    setDisabled(disabled) {
      input.disabled = disabled;
    },
    focus: () => input.focus(),
  };
}

function fieldRow(form: HTMLFormElement, field: Field, control: Control) {
  const element = find(form, `[data-field="${field}"]`, HTMLElement);
  const fault = find(form, `#${field}-fault`, HTMLElement);
  const mark = find(form, `#${field}-mark`, HTMLElement);
  const hint = find(form, `#${field}-hint`, HTMLElement);
  const usualHint = hint.textContent ?? '';
  const label = find(element, 'label, legend', HTMLElement).textContent?.trim() ?? field;
  return {
    ...{ field, element, control, label },
    show(state: State, message: string): void {
      const { settings, run } = state;
      const isApplying = applies(settings, run.config, field);
      control.show(isApplying ? fieldText(settings, run.config, field) : '');
      control.setDisabled(!isApplying);
      if (field === 'momentum' || field === 'nesterov' || field === 'wd')
        setText(hint, hintText(field, state, isApplying) ?? usualHint);
      const isEdited = isApplying && settings.edits[field] !== undefined;
      element.classList.toggle('is-edited', isEdited);
      setText(
        mark,
        isEdited && message === '' && isBegun(state) ? markText(canChange(run.config, field)) : '',
      );
      setText(fault, message);
      const invalid = message === '' ? 'false' : 'true';
      for (const input of element.querySelectorAll<HTMLElement>('input, select')) input.ariaInvalid = invalid;
    },
  };
}

/** The core names a field as the address does; beside it stands its label. */
const byLabel = ({ code, message }: Fault, { field, label }: { field: Field; label: string }): Fault => ({
  code,
  message: message.startsWith(`${field}:`) ? `${label}${message.slice(field.length)}` : message,
});

const markText = (live: boolean): string =>
  live ? t('Applies from the next batch on') : t('Needs a new run');

/** Why a field is greyed, or what it is when it is left out. */
function hintText(field: Field, { settings, run }: State, isApplying: boolean): string | undefined {
  const optimizer = fieldText(settings, run.config, 'optimizer');
  const name = optimizer === 'adamw' ? 'AdamW' : optimizer === 'adam' ? 'Adam' : 'SGD';
  if (field === 'wd') {
    if (optimizer === 'adamw') return t('Pulls the weights towards 0; left empty: 0.01');
    return undefined;
  }
  if (isApplying) return undefined;
  if (optimizer !== 'sgd')
    return field === 'momentum'
      ? t('{name} has its own: β₁ = 0.9, β₂ = 0.999', { name })
      : t('A kind of SGD’s momentum; {name} has its own', { name });
  return t('Only with a momentum above 0');
}

/** What no single field says: faults without a field of theirs, and where a refused run came from. */
function troubleText({ refusal }: SettingsState, refused: Field | undefined): string {
  if (!refusal) return '';
  const { message } = refusal.fault;
  if (refusal.from === 'address')
    return t('The address of this page asks for a run that cannot be. {message}', { message });
  return refused ? '' : message;
}
