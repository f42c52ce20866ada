// The panels that a first visit does without, and when each is wanted.
import { isEmpty } from '../state/drawing.ts';
import { comparable } from '../state/earlier-runs.ts';
import { trainedSteps } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { whenNear, whenWanted, whenWantedOrSeen } from './lazy-panel.ts';
import type { CreatePanel } from './panel.ts';

const hasTrained = ({ run }: State): boolean => run.activity === 'training' || trainedSteps(run) > 0;

export const lazyPanels: readonly (readonly [string, CreatePanel])[] = [
  [
    '.live-loss',
    whenWanted(async () => (await import('./live-loss-panel.ts')).createLiveLossPanel, hasTrained),
  ],
  [
    '.train-advice',
    whenWanted(
      async () => (await import('./train-advice-panel.ts')).createTrainAdvicePanel,
      (state) => hasTrained(state) || state.run.fault !== null,
    ),
  ],
  [
    '.keeping',
    whenWanted(
      async () => (await import('./keeping-panel.ts')).createKeepingPanel,
      ({ keeping: { kept, fault, notice } }) => kept !== null || fault !== null || notice !== null,
    ),
  ],
  [
    '.pins-card',
    whenWanted(
      async () => (await import('./pins-panel.ts')).createPinsPanel,
      ({ pins }) => pins.pins.length > 0,
    ),
  ],
  [
    '.stages',
    whenWanted(
      async () => (await import('./stages-panel.ts')).createStagesPanel,
      ({ drawing }) => !isEmpty(drawing),
    ),
  ],
  [
    '.correction',
    whenWanted(
      async () => (await import('./correction-panel.ts')).createCorrectionPanel,
      ({ drawing, correction: { count, unkept } }) => !isEmpty(drawing) || count.made > 0 || unkept !== null,
    ),
  ],
  [
    '.own-drawings',
    whenWanted(
      async () => (await import('./own-drawings-panel.ts')).createOwnDrawingsPanel,
      ({ correction: { drawings } }) => drawings.length > 0,
    ),
  ],
  [
    '.epochs',
    whenWanted(
      async () => (await import('./epochs-panel.ts')).createEpochsPanel,
      ({ run }) => run.reports.length > 0,
    ),
  ],
  [
    '.earlier-runs',
    whenWanted(
      async () => (await import('./earlier-runs-panel.ts')).createEarlierRunsPanel,
      (state) => comparable(state).length > 0,
    ),
  ],
  ['.charts', whenWantedOrSeen(async () => (await import('./chart-panel.ts')).createChartPanel, hasTrained)],
  ['.watch-card', whenNear(async () => (await import('./inside-panel.ts')).createInsidePanel, hasTrained)],
  ['.first-layer', whenNear(async () => (await import('./units-panel.ts')).createUnitsPanel)],
  ['.way', whenNear(async () => (await import('./way-panel.ts')).createWayPanel)],
  ['.looked-at', whenNear(async () => (await import('./saliency-panel.ts')).createSaliencyPanel)],
  ['.confusion', whenNear(async () => (await import('./confusion-panel.ts')).createConfusionPanel)],
  ['.browser', whenNear(async () => (await import('./browser-panel.ts')).createBrowserPanel)],
  ['.model-text', whenNear(async () => (await import('./model-panel.ts')).createModelPanel)],
];
