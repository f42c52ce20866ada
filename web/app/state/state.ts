// The page's whole state, as plain data. reduce() is its only author, and has no other effect.
import type { DataFile, Fault } from '../../lib/client.ts';
import { announce } from './announcement.ts';
import { type CalibrationState, initialCalibration, reduceCalibration } from './calibration.ts';
import { type ConnectionState, initialConnection, reduceConnection } from './connection.ts';
import { type CorrectionState, initialCorrection, reduceCorrection } from './correction.ts';
import { type DataState, initialData, reduceData } from './data.ts';
import { type DrawingState, initialDrawing, reduceDrawing } from './drawing.ts';
import { type EarlierRunsState, initialEarlierRuns, reduceEarlierRuns } from './earlier-runs.ts';
import { type FilesState, initialFiles, reduceFiles } from './files.ts';
import type { Happening } from './happening.ts';
import { type InsideState, initialInside, reduceInside } from './inside.ts';
import { type InspectionState, initialInspection, reduceInspection } from './inspection.ts';
import { initialKeeping, type KeepingState, reduceKeeping } from './keeping.ts';
import { initialOwnData, type OwnDataState, reduceOwnData } from './own-data.ts';
import { initialPins, type PinsState, reducePins } from './pins.ts';
import { initialRun, type RunState, reduceRun } from './run.ts';
import { initialSettings, reduceSettings, type SettingsState } from './settings.ts';

export interface WorkerState {
  readonly fault: Fault | null; // it died of
  readonly silent: boolean;
}

export interface State {
  readonly data: DataState;
  readonly ownData: OwnDataState;
  readonly run: RunState;
  readonly calibration: CalibrationState;
  readonly keeping: KeepingState;
  readonly files: FilesState;
  readonly settings: SettingsState;
  readonly drawing: DrawingState;
  readonly correction: CorrectionState;
  readonly earlierRuns: EarlierRunsState;
  readonly inside: InsideState;
  readonly connection: ConnectionState;
  readonly inspection: InspectionState;
  readonly pins: PinsState;
  readonly worker: WorkerState;
  /** The last milestone, for those who listen. */
  readonly announcement: string;
}

export const initialState = (files: readonly DataFile[]): State => ({
  data: initialData(files),
  ownData: initialOwnData,
  run: initialRun,
  calibration: initialCalibration,
  keeping: initialKeeping,
  files: initialFiles,
  settings: initialSettings,
  drawing: initialDrawing,
  correction: initialCorrection,
  earlierRuns: initialEarlierRuns,
  inside: initialInside,
  connection: initialConnection,
  inspection: initialInspection,
  pins: initialPins,
  worker: { fault: null, silent: false },
  announcement: '',
});

export function reduce(state: State, happening: Happening): State {
  const next: State = {
    data: reduceData(state.data, happening),
    ownData: reduceOwnData(state.ownData, happening),
    run: reduceRun(state.run, happening),
    calibration: reduceCalibration(state.calibration, happening),
    keeping: reduceKeeping(state.keeping, happening),
    files: reduceFiles(state.files, happening),
    settings: reduceSettings(state.settings, happening),
    drawing: reduceDrawing(state.drawing, happening),
    correction: reduceCorrection(state.correction, happening),
    earlierRuns: reduceEarlierRuns(state.earlierRuns, happening, state),
    inside: reduceInside(state.inside, happening),
    connection: reduceConnection(state.connection, happening),
    inspection: reduceInspection(state.inspection, happening),
    pins: reducePins(state.pins, happening),
    worker: reduceWorker(state.worker, happening),
    announcement: state.announcement,
  };
  return { ...next, announcement: said(announce(next, happening), state.announcement) };
}

/** The same words again are other text, or nobody would hear them. */
const said = (words: string | undefined, before: string): string =>
  words !== undefined && words === before ? `${words}\u00a0` : (words ?? before);

function reduceWorker(state: WorkerState, happening: Happening): WorkerState {
  switch (happening.type) {
    case 'worker-died':
      return { fault: happening.fault, silent: false };
    case 'worker-silent':
      return { ...state, silent: happening.silent };
    case 'restarted':
      return { fault: null, silent: false };
    default:
      return state;
  }
}
