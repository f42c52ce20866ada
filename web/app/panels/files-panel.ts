// The run and its network as files: to keep, to go on with elsewhere, to open.
import { faultText } from '../i18n/fault-text.ts';
import { t } from '../i18n/text.ts';
import { type SavedFile, savedFiles } from '../saved-files.ts';
import type { InspectionState } from '../state/inspection.ts';
import { trainedSteps } from '../state/run.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

export const createFilesPanel: CreatePanel = (root, actions) => {
  const buttons = (Object.keys(savedFiles) as SavedFile[]).map((file) => ({
    file,
    button: find(root, `.save-${file}`, HTMLButtonElement),
  }));
  const copy = find(root, '.copy-script', HTMLButtonElement);
  const copyNote = find(root, '.copy-words', HTMLElement);
  const script = find(root, '.script-text', HTMLTextAreaElement);
  const open = find(root, '.open-file', HTMLButtonElement);
  const input = find(root, 'input[type=file]', HTMLInputElement);
  const fault = find(root, '.files-fault', HTMLElement);
  let shown: InspectionState['script'] = null;
  const { listen, stop } = listening();
  for (const { file, button } of buttons) listen(button, 'click', () => actions.saveFile(file));
  listen(copy, 'click', () => actions.copyScript());
  listen(open, 'click', () => input.click());
  listen(input, 'change', () => {
    const [file] = input.files ?? [];
    if (file) actions.openFile(file);
    input.value = ''; // so that the same file can be chosen again
  });

  return {
    render({ files, run, worker, inspection }) {
      const ready = worker.fault === null && run.config !== null && !files.busy;
      for (const { file, button } of buttons) {
        button.disabled = !(ready && (file !== 'run' || trainedSteps(run) > 0));
        passFocus(button, open);
      }
      copy.disabled = !ready;
      open.disabled = !ready;
      setText(fault, files.fault ? faultText(files.fault) : '');
      if (inspection.script === shown) return;
      shown = inspection.script;
      setText(copyNote, scriptText(shown));
      script.hidden = shown === null || shown.copied;
      script.value = shown?.text ?? '';
      if (!script.hidden) script.select();
    },
    dispose: stop,
  };
};

function scriptText(script: InspectionState['script']): string {
  if (!script) return '';
  return script.copied
    ? t('The script is in the clipboard.')
    : t('The browser keeps the clipboard closed. The script stands below: copy it from there.');
}
