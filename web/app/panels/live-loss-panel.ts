// The loss as it falls, beside the buttons: small, without legend. Watch has it large.
import type { State } from '../state/state.ts';
import { lossColumns } from './chart-data.ts';
import { endOf, showsTutorial, tutorialBackdrop } from './chart-lines.ts';
import { lossRange, lossTick } from './loss-scale.ts';
import { type CreatePanel, find } from './panel.ts';
import { createPlot } from './plot.ts';

export const createLiveLossPanel: CreatePanel = (root) => {
  const swatch = (selector: string) => find(document, `.watch-card ${selector} .swatch`, HTMLElement);
  const tutorial = swatch('.tutorial-loss');
  const plot = createPlot({
    root: find(root, '.live-loss-plot', HTMLElement),
    lines: [
      { swatch: swatch('.batch-loss'), width: 1, points: false },
      { swatch: swatch('.train-loss'), width: 2, points: true },
      { swatch: swatch('.validation-loss'), width: 2, points: true },
    ],
    yRange: (min, max) => lossRange(false, min, max),
    yText: lossTick,
  });
  let run: State['run'] | undefined;

  return {
    isSlow: true,
    render(state) {
      if (state.run === run) return;
      run = state.run;
      plot.show(() => {
        const withTutorial = showsTutorial(state, false);
        return {
          columns: lossColumns(state.run),
          end: endOf({ ...state, earlierRuns: { ...state.earlierRuns, runs: [] } }, withTutorial),
          backdrops: withTutorial ? [tutorialBackdrop(getComputedStyle(tutorial).color)] : [],
        };
      });
    },
    dispose: plot.dispose,
  };
};
