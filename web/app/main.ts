// Puts the page together: the store, what can be done, and the panels.
import { createController } from './controller.ts';
import { dataFiles } from './data-files.ts';
import { listenForFiles } from './drop.ts';
import { createAnnouncer } from './panels/announcer.ts';
import { createCertaintyPanel } from './panels/certainty-panel.ts';
import { createChartPanel } from './panels/chart-panel.ts';
import { createCorrectionPanel } from './panels/correction-panel.ts';
import { createDataPanel } from './panels/data-panel.ts';
import { createDrawPanel } from './panels/draw-panel.ts';
import { createEpochsPanel } from './panels/epochs-panel.ts';
import { createFilesPanel } from './panels/files-panel.ts';
import { createKeepingPanel } from './panels/keeping-panel.ts';
import { createLiveLossPanel } from './panels/live-loss-panel.ts';
import { createNavPanel } from './panels/nav-panel.ts';
import { createOwnDataPanel } from './panels/own-data-panel.ts';
import { createOwnDrawingsPanel } from './panels/own-drawings-panel.ts';
import { type CreatePanel, find } from './panels/panel.ts';
import { createPicturePanel } from './panels/picture-panel.ts';
import { createPinButtonPanel } from './panels/pin-button-panel.ts';
import { createPresetsPanel } from './panels/presets-panel.ts';
import { createProgressPanel } from './panels/progress-panel.ts';
import { createReadingPanel } from './panels/reading-panel.ts';
import { createSettingsPanel } from './panels/settings-panel.ts';
import { createStagesPanel } from './panels/stages-panel.ts';
import { createStatusPanel } from './panels/status-panel.ts';
import { createTrainPanel } from './panels/train-panel.ts';
import { createTroublePanel } from './panels/trouble-panel.ts';
import { createRenderLoop, type Urgency } from './render-loop.ts';
import type { Happening } from './state/happening.ts';
import { createStore } from './store.ts';

const panelsBySelector: readonly (readonly [string, CreatePanel])[] = [
  ['.announcer', createAnnouncer],
  ['.trouble', createTroublePanel],
  ['.data', createDataPanel],
  ['.own-data', createOwnDataPanel],
  ['.training', createTrainPanel],
  ['.run-progress', createProgressPanel],
  ['.keeping', createKeepingPanel],
  ['.files', createFilesPanel],
  ['.settings', createSettingsPanel],
  ['.status', createStatusPanel],
  ['.live-loss', createLiveLossPanel],
  ['.presets', createPresetsPanel],
  ['.panel-nav', createNavPanel],
  ['.charts', createChartPanel],
  ['.epochs', createEpochsPanel],
  ['.certainty', createCertaintyPanel],
  ['.drawing', createDrawPanel],
  ['.pin', createPinButtonPanel],
  ['.picture', createPicturePanel],
  ['.reading', createReadingPanel],
  ['.stages', createStagesPanel],
  ['.correction', createCorrectionPanel],
  ['.own-drawings', createOwnDrawingsPanel],
];

const requestRender = createRenderLoop((all) => {
  for (const panel of panels) if (all || !panel.isSlow) panel.render(store.state);
});
const urgencies: Partial<Record<Happening['type'], Urgency>> = {
  predicted: 'now',
  training: 'soon',
  'pins-read': 'soon',
  test: 'soon',
  calibrating: 'soon',
  download: 'soon',
  correction: 'soon',
};
const store = createStore(dataFiles, ({ type }) => requestRender(urgencies[type] ?? 'next-frame'));
const controller = createController(store, dataFiles);
const panels = panelsBySelector.map(([selector, create]) =>
  create(find(document, selector, HTMLElement), controller),
);

listenForFiles(document.body, (dropped) => controller.takeFiles(dropped));
window.addEventListener('hashchange', () => void controller.followAddress());
document.addEventListener('visibilitychange', () => {
  if (document.hidden) controller.keep();
});
requestRender('next-frame');
void controller.begin();
