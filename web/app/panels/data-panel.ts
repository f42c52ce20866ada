// MNIST on its way: bytes, speed, time left, what failed and a way to try it again.
import { count, duration, megabytes } from '../format.ts';
import { t } from '../i18n/text.ts';
import {
  canTrain,
  type DataState,
  failedFiles,
  faultMessages,
  receivedBytes,
  secondsToLoad,
  totalBytes,
} from '../state/data.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, listening, passFocus, setFraction, setText } from './panel.ts';

export const createDataPanel: CreatePanel = (root, actions) => {
  const text = find(root, '.data-text', HTMLElement);
  const note = find(root, '.data-note', HTMLElement);
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
      const loading = data.loading && worker.fault === null;
      setText(
        text,
        loading
          ? progressText(data)
          : ownData.summary
            ? t('Your own data is used instead of MNIST.')
            : summaryText(data),
      );
      note.hidden = loading || ownData.summary !== null || !canTrain(data);
      bar.hidden = !loading;
      setFraction(bar, receivedBytes(data) / totalBytes(data));
      cancel.disabled = !loading;
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

function progressText(data: DataState): string {
  const seconds = secondsToLoad(data);
  const values = { done: megabytes(receivedBytes(data)), all: megabytes(totalBytes(data)) };
  if (seconds === null || data.bytesPerSecond === null) return t('Loading MNIST: {done} of {all} MB', values);
  return t('Loading MNIST: {done} of {all} MB, {speed} MB/s, {time} left', {
    ...values,
    speed: megabytes(data.bytesPerSecond),
    time: duration(seconds),
  });
}

function summaryText(data: DataState): string {
  const { summary, loading } = data;
  if (loading) return t('MNIST is not loaded.'); // and the worker is gone
  const failed = failedFiles(data).length;
  if (!summary || failed > 0)
    return t('MNIST: {failed} of {all} files could not be loaded.', { failed, all: data.files.length });
  return t('MNIST: {train} images to train with and {test} to test', {
    train: count(summary.trainCount),
    test: count(summary.testCount),
  });
}

function item(text: string): HTMLLIElement {
  const element = document.createElement('li');
  element.textContent = text;
  return element;
}
