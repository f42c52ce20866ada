// The network as print(net) shows it, and the shapes and sizes of its parameters.
import type { RunConfig } from '../../lib/client.ts';
import { type CreatePanel, find, setText } from './panel.ts';

export const createModelPanel: CreatePanel = (root, actions) => {
  const text = find(root, 'pre', HTMLPreElement);
  let asked: RunConfig | null = null; // another run may have another network

  return {
    render({ inspection: { summary }, run: { config }, worker }) {
      if (config !== asked && worker.fault === null) {
        asked = config;
        if (config) actions.sumUp();
      }
      setText(text, summary?.text ?? '');
    },
    dispose() {},
  };
};
