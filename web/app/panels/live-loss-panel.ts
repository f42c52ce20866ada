// The loss as it falls, beside the buttons: small, without legend. Watch has it large.
import { epochsBegun, type RunState } from '../state/run.ts';
import { lossColumns } from './chart-data.ts';
import { type CreatePanel, find } from './panel.ts';
import { createPlot } from './plot.ts';

export const createLiveLossPanel: CreatePanel = (root) => {
  const swatch = (selector: string) => find(document, `.watch-card ${selector} .swatch`, HTMLElement);
  const plot = createPlot({
    root: find(root, '.live-loss-plot', HTMLElement),
    lines: [
      { swatch: swatch('.batch-loss'), width: 1, points: false },
      { swatch: swatch('.train-loss'), width: 2, points: true },
      { swatch: swatch('.validation-loss'), width: 2, points: true },
    ],
    yRange: (_, max) => [0, max ? max * 1.05 : 2.5],
    yText: (value) => String(value),
    onHover() {},
  });
  let run: RunState | undefined;

  return {
    isSlow: true,
    render(state) {
      if (state.run === run) return;
      run = state.run;
      plot.show(lossColumns(run), epochsBegun(run));
    },
    dispose: plot.dispose,
  };
};
