// The run and its network as files: to keep, to go on with elsewhere, to open.
import { faultText } from '../i18n/fault-text.ts';
import { type SavedFile, savedFiles } from '../saved-files.ts';
import { trainedSteps } from '../state/run.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

export const createFilesPanel: CreatePanel = (root, actions) => {
  const buttons = (Object.keys(savedFiles) as SavedFile[]).map((file) => ({
    file,
    button: find(root, `.save-${file}`, HTMLButtonElement),
  }));
  const open = find(root, '.open-file', HTMLButtonElement);
  const input = find(root, 'input[type=file]', HTMLInputElement);
  const fault = find(root, '.files-fault', HTMLElement);
  const { listen, stop } = listening();
  for (const { file, button } of buttons) listen(button, 'click', () => actions.saveFile(file));
  listen(open, 'click', () => input.click());
  listen(input, 'change', () => {
    const [file] = input.files ?? [];
    if (file) actions.openFile(file);
    input.value = ''; // so that the same file can be chosen again
  });

  return {
    render({ files, run, worker }) {
      const ready = worker.fault === null && run.config !== null && !files.busy;
      for (const { file, button } of buttons) {
        button.disabled = !(ready && (file !== 'run' || trainedSteps(run) > 0));
        passFocus(button, open);
      }
      open.disabled = !ready;
      setText(fault, files.fault ? faultText(files.fault) : '');
    },
    dispose: stop,
  };
};
