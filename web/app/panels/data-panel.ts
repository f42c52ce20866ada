// MNIST on its way: bytes, speed, what failed and a way to try it again.
import { count, megabytes } from '../format.ts';
import { type DataState, failedFiles, faultMessages } from '../state/data.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, listening, passFocus, setFraction, setText } from './panel.ts';

export const createDataPanel: CreatePanel = (root, actions) => {
  const text = find(root, '.data-text', HTMLElement);
  const bar = find(root, 'progress', HTMLProgressElement);
  const cancel = find(root, '.cancel', HTMLButtonElement);
  const trouble = find(root, '.data-trouble', HTMLElement);
  const faults = find(trouble, 'ul', HTMLUListElement);
  const retry = find(trouble, 'button', HTMLButtonElement);
  const { listen, stop } = listening();
  listen(cancel, 'click', () => actions.cancelData());
  listen(retry, 'click', () => actions.retryData());
  let shown: State | undefined;

  return {
    render(state) {
      const { data, ownData, worker } = state;
      if (data === shown?.data && ownData === shown.ownData && worker === shown.worker) return;
      shown = state;
      const { loading } = data;
      setText(text, loading ? progressText(data) : ownData.summary ? insteadText : summaryText(data));
      bar.hidden = !loading;
      setFraction(bar, received(data) / total(data));
      cancel.disabled = !loading || worker.fault !== null;
      const messages = faultMessages(data.files.flatMap(({ fault }) => fault ?? []));
      trouble.hidden = messages.length === 0;
      retry.disabled = loading || worker.fault !== null;
      faults.replaceChildren(...messages.map(item));
      passFocus(cancel, retry);
      cancel.hidden = !loading;
      passFocus(retry, cancel);
    },
    dispose: stop,
  };
};

const insteadText = 'Your own data is used instead of MNIST.';

const received = ({ files }: DataState): number => files.reduce((sum, file) => sum + file.received, 0);
const total = ({ files }: DataState): number => files.reduce((sum, { file }) => sum + file.bytes, 0);

function progressText(data: DataState): string {
  const speed = data.bytesPerSecond === null ? '' : `, ${megabytes(data.bytesPerSecond)} MB/s`;
  return `Loading MNIST: ${megabytes(received(data))} of ${megabytes(total(data))} MB${speed}`;
}

function summaryText(data: DataState): string {
  const { summary } = data;
  const failed = failedFiles(data).length;
  if (!summary || failed > 0) return `MNIST: ${failed} of ${data.files.length} files could not be loaded.`;
  const { trainCount, testCount } = summary;
  return `MNIST: ${count(trainCount)} images to train with and ${count(testCount)} to test`;
}

function item(text: string): HTMLLIElement {
  const element = document.createElement('li');
  element.textContent = text;
  return element;
}
