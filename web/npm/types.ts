// What both entries give and take, for those who name it.
export { InklingError } from '../lib/fault.ts';
export type {
  Calibration,
  CalibrationProgress,
  DataSummary,
  DatasetSummary,
  Drawing,
  EpochReport,
  Picture,
  PictureReading,
  PixelPredictions,
  Prediction,
  Progress,
  ReliabilityBin,
  Role,
  Sample,
  TrainingSlice,
} from '../lib/protocol.ts';
export type { NamedBytes } from './dataset.ts';
export type { Strokes } from './drawing.ts';
export type { Run, RunOptions } from './options.ts';
export type { CalibrateOptions, Evaluation, FitOptions, WaitOptions } from './watcher.ts';
