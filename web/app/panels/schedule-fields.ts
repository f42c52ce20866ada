// The schedule's kind, and what some kinds need besides. Their text is the core's: "step:10:0.1".
import { t } from '../i18n/text.ts';
import { find, listening, setText } from './panel.ts';
import type { Control } from './settings-panel.ts';

/** What a kind begins with when it is chosen. */
const examples: { readonly [kind: string]: string } = {
  step: 'step:5:0.1',
  'warmup-cosine': 'warmup-cosine:2',
};

export function createScheduleFields(root: HTMLElement, edit: (text: string) => void): Control {
  const kind = find(root, '#schedule', HTMLSelectElement);
  const epochs = find(root, '#schedule-epochs', HTMLInputElement);
  const gamma = find(root, '#schedule-gamma', HTMLInputElement);
  const epochsField = find(root, '.schedule-epochs', HTMLElement);
  const gammaField = find(root, '.schedule-gamma', HTMLElement);
  const epochsLabel = find(epochsField, 'label', HTMLElement);
  const { listen, stop } = listening();

  listen(kind, 'change', () => edit(examples[kind.value] ?? kind.value));
  const editParts = () => {
    const parts = [kind.value, epochs.value.trim(), ...(kind.value === 'step' ? [gamma.value.trim()] : [])];
    edit(parts.join(':'));
  };
  listen(epochs, 'input', editParts);
  listen(gamma, 'input', editParts);

  return {
    show(text) {
      const [name = '', everyEpochs = '', times = ''] = text.split(':');
      if (kind.value !== name) kind.value = name;
      epochsField.hidden = name !== 'step' && name !== 'warmup-cosine';
      gammaField.hidden = name !== 'step';
      setText(epochsLabel, name === 'step' ? t('After so many epochs') : t('Epochs of warm-up'));
      if (epochs.value.trim() !== everyEpochs) epochs.value = everyEpochs;
      if (gamma.value.trim() !== times) gamma.value = times;
    },
    setDisabled: () => {},
    focus: () => (epochsField.hidden ? kind : epochs).focus(),
    dispose: stop,
  };
}
