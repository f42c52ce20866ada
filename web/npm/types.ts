// What both entries give and take, for those who name it.
export { InklingError } from '../lib/fault.ts';
export type {
  Calibration,
  CalibrationProgress,
  CorrectionProgress,
  CorrectionReading,
  CorrectionResult,
  DataSummary,
  DatasetSummary,
  DigitReading,
  Drawing,
  EpochReport,
  Picture,
  PictureReading,
  PixelPredictions,
  Prediction,
  Progress,
  Reading,
  ReliabilityBin,
  Role,
  Sample,
  TrainingSlice,
} from '../lib/protocol.ts';
export type { NamedBytes } from './dataset.ts';
export type { Strokes } from './drawing.ts';
export type { Run, RunOptions } from './options.ts';
export type { CalibrateOptions, CorrectOptions, Evaluation, FitOptions, WaitOptions } from './watcher.ts';
