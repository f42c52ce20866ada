// The run's settings. What is typed is checked by the core, whose words stand beside the field.
import type { OwnDataState } from '../state/own-data.ts';
import {
  type Field,
  fields,
  fieldText,
  isEdited,
  newRunText,
  refusedField,
  type SettingsState,
} from '../state/settings.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

export const createSettingsPanel: CreatePanel = (root, actions) => {
  const layersHint = find(root, '#layers-hint', HTMLElement);
  const form = find(root, 'form', HTMLFormElement);
  const apply = find(root, '.apply', HTMLButtonElement);
  const note = find(root, '.apply-note', HTMLElement);
  const trouble = find(root, '.settings-trouble', HTMLElement);
  const rows = fields.map((field) => fieldRow(form, field));
  let shownRefusal: SettingsState['refusal'] = null;
  const { listen, stop } = listening();
  listen(form, 'submit', (event) => {
    event.preventDefault();
    actions.applySettings();
  });
  for (const { field, input } of rows) {
    listen(input, 'input', () => {
      actions.editSetting(field, input.value);
      apply.disabled = false; // Enter, which a disabled button swallows, may come before the next frame is rendered
    });
  }

  const inputOf = (field: Field | undefined) => rows.find((row) => row.field === field)?.input;

  return {
    render(state) {
      const { settings, run, worker, ownData } = state;
      setText(layersHint, layersText(ownData));
      const refused = refusedField(settings);
      for (const row of rows) {
        const text = fieldText(settings, run.config, row.field);
        if (row.input.value !== text) row.input.value = text;
        row.show(row.field === refused ? (settings.refusal?.fault.message ?? '') : '');
      }
      const { refusal } = settings;
      if (refusal !== shownRefusal && refusal?.from === 'form') inputOf(refused)?.focus();
      shownRefusal = refusal;
      const edited = isEdited(settings);
      apply.disabled = !(edited && run.config && worker.fault === null);
      setText(note, edited ? newRunText('Applying', state) : '');
      passFocus(apply);
      setText(trouble, troubleText(settings, refused));
    },
    dispose: stop,
  };
};

function layersText({ summary }: OwnDataState): string {
  if (!summary) return 'From 784 pixels to 10 digits, ReLU in between';
  const { rows, columns, classes } = summary.counts;
  return `From ${rows} × ${columns} pixels to ${classes} classes, ReLU in between`;
}

function fieldRow(form: HTMLFormElement, field: Field) {
  const input = find(form, `[name="${field}"]`, HTMLInputElement);
  const fault = find(form, `#${field}-fault`, HTMLElement);
  return {
    field,
    input,
    show(message: string): void {
      setText(fault, message);
      input.ariaInvalid = message === '' ? 'false' : 'true';
    },
  };
}

/** What no single field says: faults without a field of theirs, and where a refused run came from. */
function troubleText({ refusal }: SettingsState, refused: Field | undefined): string {
  if (!refusal) return '';
  const fromAddress = 'The address of this page asks for a run that cannot be.';
  if (refusal.from === 'address') return `${fromAddress} ${refusal.fault.message}`;
  return refused ? '' : refusal.fault.message;
}
