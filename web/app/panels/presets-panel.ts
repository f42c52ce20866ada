// Ready-made runs: links to their addresses, and which of them this run is.
import { trainedSteps } from '../state/run.ts';
import { newRunText } from '../state/settings.ts';
import { type CreatePanel, find, setText } from './panel.ts';

export const createPresetsPanel: CreatePanel = (root) => {
  const links = Array.from(root.querySelectorAll('a'));
  const note = find(root, '.presets-note', HTMLElement);

  return {
    render(state) {
      const { run } = state;
      for (const link of links) {
        const isThis = run.config !== null && sameFields(link.hash.slice(1), run.config.hash);
        link.ariaCurrent = isThis ? 'true' : null;
      }
      setText(note, trainedSteps(run) > 0 ? newRunText('Either', state) : '');
    },
    dispose() {},
  };
};

/** The tutorial's own values may be named, as a link must name something. */
function sameFields(link: string, run: string): boolean {
  const fields = (hash: string) => hash.split('&').filter((pair) => pair !== '' && pair !== 'lr=0.001');
  return fields(link).sort().join() === fields(run).sort().join();
}
