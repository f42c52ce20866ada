// Puts the page together: the store, what can be done, and the panels.
import { createController } from './controller.ts';
import { dataFiles } from './data-files.ts';
import { listenForFiles } from './drop.ts';
import { keepEarlierRuns, loadEarlierRuns } from './earlier-runs.ts';
import { createAnnouncer } from './panels/announcer.ts';
import { createCertaintyPanel } from './panels/certainty-panel.ts';
import { createConnectionPanel } from './panels/connection-panel.ts';
import { createDataPanel } from './panels/data-panel.ts';
import { createDrawPanel } from './panels/draw-panel.ts';
import { createFilesPanel } from './panels/files-panel.ts';
import { lazyPanels } from './panels/lazy-panels.ts';
import { createLearnPanel } from './panels/learn-panel.ts';
import { createNavPanel } from './panels/nav-panel.ts';
import { createOwnDataPanel } from './panels/own-data-panel.ts';
import { type CreatePanel, find } from './panels/panel.ts';
import { createPanelSet } from './panels/panel-set.ts';
import { createPicturePanel } from './panels/picture-panel.ts';
import { createPinButtonPanel } from './panels/pin-button-panel.ts';
import { createPreferences } from './panels/preferences.ts';
import { createPresetsPanel } from './panels/presets-panel.ts';
import { createProgressPanel } from './panels/progress-panel.ts';
import { createReadingPanel } from './panels/reading-panel.ts';
import { createRunLinePanel } from './panels/run-line-panel.ts';
import { createSamplePanel } from './panels/sample-panel.ts';
import { createSettingsPanel } from './panels/settings-panel.ts';
import { createStatusPanel } from './panels/status-panel.ts';
import { createTrainPanel } from './panels/train-panel.ts';
import { createTroublePanel } from './panels/trouble-panel.ts';
import { createRenderLoop, type Urgency } from './render-loop.ts';
import type { Happening } from './state/happening.ts';
import { createStore } from './store.ts';

const panelsBySelector: readonly (readonly [string, CreatePanel])[] = [
  ['.announcer', createAnnouncer],
  ['.trouble', createTroublePanel],
  ['.connection', createConnectionPanel],
  ['.data', createDataPanel],
  ['.own-data', createOwnDataPanel],
  ['.training', createTrainPanel],
  ['.run-progress', createProgressPanel],
  ['.run-line', createRunLinePanel],
  ['.files', createFilesPanel],
  ['.status', createStatusPanel],
  ['.presets', createPresetsPanel],
  ['.panel-nav', createNavPanel],
  ['.drawing', createDrawPanel],
  ['.pin', createPinButtonPanel],
  ['.picture', createPicturePanel],
  ['.reading', createReadingPanel],
  ['.paper', createSamplePanel],
  ['.learn', createLearnPanel],
  ['.settings', createSettingsPanel],
  ['.certainty', createCertaintyPanel],
  ...lazyPanels,
];

find(document, '.not-started', HTMLElement).remove();

const requestRender = createRenderLoop((all) => {
  for (const panel of panels.all) if (all || !panel.isSlow) panel.render(store.state);
});
const urgencies: Partial<Record<Happening['type'], Urgency>> = {
  predicted: 'now',
  training: 'soon',
  'pins-read': 'soon',
  test: 'soon',
  calibrating: 'soon',
  download: 'soon',
  correction: 'soon',
  measured: 'soon',
};
const store = createStore(dataFiles, ({ type }) => {
  requestRender(urgencies[type] ?? 'next-frame');
  keepEarlierRuns(store.state);
});
const controller = createController(store, dataFiles);
const panels = createPanelSet(panelsBySelector, controller);
createPreferences(() => {
  panels.recreate();
  requestRender('next-frame');
});

listenForFiles(document.body, (dropped) => controller.takeFiles(dropped));
window.addEventListener('hashchange', () => void controller.followAddress());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) return;
  controller.keep();
  keepEarlierRuns(store.state, true);
});
store.dispatch({ type: 'earlier-runs-loaded', runs: loadEarlierRuns() });
requestRender('next-frame');
controller.watchConnection();
void controller.begin();
