// Ready-made runs: links to their addresses, and which of them this run is.
import { t } from '../i18n/text.ts';
import { isBegun, isEdited, newRunText } from '../state/settings.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, setText } from './panel.ts';

export const createPresetsPanel: CreatePanel = (root) => {
  const links = Array.from(root.querySelectorAll('a'));
  const note = find(root, '.presets-note', HTMLElement);

  return {
    render(state) {
      const { run } = state;
      for (const link of links) {
        const isThis = run.config !== null && sameFields(link.hash.slice(1), run.config.hash);
        const current = isThis ? 'true' : null;
        if (link.ariaCurrent !== current) link.ariaCurrent = current;
      }
      setText(note, noteText(state));
    },
    dispose() {},
  };
};

function noteText(state: State): string {
  if (isEdited(state.settings)) return t('Each drops what was typed in the settings and not applied.');
  return isBegun(state) ? newRunText(state) : '';
}

/** The tutorial's own values may be named, as a link must name something. */
function sameFields(link: string, run: string): boolean {
  const fields = (hash: string) => hash.split('&').filter((pair) => pair !== '' && pair !== 'lr=0.001');
  return fields(link).sort().join() === fields(run).sort().join();
}
