// MNIST on its way: bytes, speed, what failed and a way to try it again.
import { count, megabytes } from '../format.ts';
import { type DataState, failedFiles, isLoading } from '../state/data.ts';
import { type CreatePanel, find, listening, setText } from './panel.ts';

export const createDataPanel: CreatePanel = (root, actions) => {
  const text = find(root, '.data-text', HTMLElement);
  const bar = find(root, 'progress', HTMLProgressElement);
  const trouble = find(root, '.data-trouble', HTMLElement);
  const faults = find(trouble, 'ul', HTMLUListElement);
  const retry = find(trouble, 'button', HTMLButtonElement);
  const { listen, stop } = listening();
  listen(retry, 'click', () => actions.retryData());
  let shown: DataState | undefined;

  return {
    render({ data }) {
      if (data === shown) return;
      shown = data;
      const loading = isLoading(data);
      setText(text, loading ? progressText(data) : summaryText(data));
      bar.hidden = !loading;
      bar.value = received(data) / total(data);
      const failed = data.files.filter(({ status }) => status === 'failed');
      trouble.hidden = failed.length === 0;
      retry.disabled = loading;
      faults.replaceChildren(...failed.map(({ fault }) => item(fault?.message ?? '')));
    },
    dispose: stop,
  };
};

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
  const { trainCount, testCount, rows, columns } = summary;
  return `MNIST: ${count(trainCount)} images to train with and ${count(testCount)} to test, ${rows} × ${columns} pixels each`;
}

function item(text: string): HTMLLIElement {
  const element = document.createElement('li');
  element.textContent = text;
  return element;
}
