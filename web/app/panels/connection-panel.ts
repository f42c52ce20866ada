// Without the network: what works. With a newer page: a way to it, when the person likes.
import { t } from '../i18n/text.ts';
import { canTrain } from '../state/data.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, listening, setText } from './panel.ts';

export const createConnectionPanel: CreatePanel = (root, actions) => {
  const offline = find(root, '.offline', HTMLElement);
  const newVersion = find(root, '.new-version', HTMLElement);
  const reload = find(newVersion, 'button', HTMLButtonElement);
  const { listen, stop } = listening();
  listen(reload, 'click', () => {
    reload.disabled = true;
    actions.reload();
  });

  return {
    render(state) {
      setText(offline, offlineText(state));
      newVersion.hidden = !state.connection.newVersion;
    },
    dispose: stop,
  };
};

function offlineText({ connection, data }: State): string {
  if (connection.online) return '';
  if (canTrain(data)) return t('Offline: everything here works without the network.');
  if (data.loading) return '';
  return t('Offline: draw as you like. MNIST, to train with, comes when the network is back.');
}
