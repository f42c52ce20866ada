// A person's own data set: which files it takes, what was in them, what its classes are called, and the way back.
import { faultText } from '../i18n/fault-text.ts';
import { t } from '../i18n/text.ts';
import { summaryText } from '../state/own-data.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

export const createOwnDataPanel: CreatePanel = (root, actions) => {
  const choose = find(root, '.choose-files', HTMLButtonElement);
  const input = find(root, 'input[type=file]', HTMLInputElement);
  const cancel = find(root, '.cancel-opening', HTMLButtonElement);
  const back = find(root, '.back-to-mnist', HTMLButtonElement);
  const text = find(root, '.own-data-text', HTMLElement);
  const fault = find(root, '.own-data-fault', HTMLElement);
  const warnings = find(root, '.own-data-warnings', HTMLUListElement);
  const naming = find(root, '.class-names', HTMLElement);
  const names = find(naming, 'textarea', HTMLTextAreaElement);
  let shown: State | undefined;

  const { listen, stop } = listening();
  listen(choose, 'click', () => input.click());
  listen(input, 'change', () => {
    const files = Array.from(input.files ?? []);
    if (files.length > 0) actions.takeFiles({ files, folders: [] });
    input.value = ''; // so that the same files can be chosen again
  });
  listen(cancel, 'click', () => actions.cancelDataset());
  listen(back, 'click', () => actions.closeDataset());
  listen(names, 'change', () => actions.nameClasses(names.value));

  return {
    render(state) {
      const { ownData, run, worker } = state;
      if (ownData === shown?.ownData && run.activity === shown.run.activity && worker === shown.worker)
        return;
      shown = state;
      const { summary, opening } = ownData;
      const idle = worker.fault === null && run.activity === 'idle' && !opening;
      setText(
        text,
        opening
          ? t('Reading the files…')
          : summary
            ? t('{files}: {content}.', { files: ownData.files.join(', '), content: summaryText(summary) })
            : '',
      );
      setText(fault, ownData.fault ? faultText(ownData.fault) : '');
      warnings.replaceChildren(...(summary?.warnings ?? []).map((warning) => item(faultText(warning))));
      choose.disabled = worker.fault !== null || opening;
      cancel.disabled = !opening;
      back.disabled = !idle;
      passFocus(choose, cancel);
      cancel.hidden = !opening;
      passFocus(cancel, choose);
      back.hidden = summary === null;
      passFocus(back, choose);
      naming.hidden = summary === null;
      const joined = ownData.classNames.join(', ');
      if (document.activeElement !== names && names.value !== joined) names.value = joined;
    },
    dispose: stop,
  };
};

function item(text: string): HTMLLIElement {
  const element = document.createElement('li');
  element.textContent = text;
  return element;
}
