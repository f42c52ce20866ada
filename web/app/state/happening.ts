// All that can change the page's state: from the worker, from the person, from the address bar.
import type {
  Activity,
  Calibration,
  CalibrationProgress,
  Corrected,
  CorrectionProgress,
  DataSummary,
  DatasetSummary,
  DownloadProgress,
  DrawingHint,
  Fault,
  Health,
  KeptDrawing,
  KeptRun,
  LoadResult,
  LrPreview,
  Picture,
  PictureReading,
  Prediction,
  RenderStages,
  RestoredRun,
  Role,
  RunConfig,
  TestProgress,
  TrainingSlice,
} from '../../lib/client.ts';
import type { Labelling } from './correction.ts';
import type { EarlierRun } from './earlier-runs.ts';
import type { InspectHappening } from './inspection.ts';
import type { Pin } from './pins.ts';
import type { Edits, Field } from './settings.ts';
import type { Sheet } from './sheet.ts';

export type RestoredFrom =
  | { readonly type: 'browser' }
  | { readonly type: 'reset' }
  | { readonly type: 'correction' }
  | {
      readonly type: 'file';
      readonly kind: 'run' | 'network';
      readonly name: string;
      readonly replaced: number;
    };

export type Happening =
  // data
  | { type: 'load-began'; roles: readonly Role[] }
  | { type: 'download'; progress: DownloadProgress }
  | { type: 'load-ended'; result: LoadResult }
  | { type: 'dataset-began' }
  | { type: 'dataset-failed'; fault: Fault }
  | {
      type: 'dataset-opened';
      summary: DatasetSummary;
      files: readonly string[];
      classNames: readonly string[];
    }
  | { type: 'dataset-closed'; summary: DataSummary }
  | { type: 'classes-named'; classNames: readonly string[] }
  // the run
  | { type: 'run-changing'; changing: boolean }
  // dropped: steps of the same run, by a reset
  | { type: 'run-began'; config: RunConfig; keepsEdits: boolean; dropped?: number }
  | { type: 'run-restored'; restored: RestoredRun; from: RestoredFrom }
  | { type: 'nothing-to-bring-back' }
  | { type: 'run-refused'; fault: Fault; from: 'form' | 'address' }
  | { type: 'refusal-cleared' }
  // it goes on, changed; applied: what was typed
  | { type: 'run-changed'; config: RunConfig; applied: Edits }
  // null: such a run cannot be
  | { type: 'schedule-previewed'; hash: string; preview: LrPreview | null }
  | { type: 'activity'; activity: Activity }
  | { type: 'training'; slice: TrainingSlice }
  | { type: 'test'; progress: TestProgress }
  | { type: 'calibrating'; progress: CalibrationProgress }
  | { type: 'calibrated'; calibration: Calibration | null }
  | { type: 'stopped'; fault: Fault }
  // the copies of the run
  | { type: 'kept'; kept: KeptRun }
  | { type: 'unkept'; fault: Fault }
  // files in and out
  | { type: 'file-began' }
  | { type: 'file-ended' }
  | { type: 'file-failed'; fault: Fault }
  // the form; `same`: the text is the run's own value again
  | { type: 'setting-edited'; field: Field; text: string; same: boolean }
  // the drawing; points are x, y, x, y, …
  | { type: 'stroke-began'; points: readonly number[] }
  | { type: 'stroke-extended'; points: readonly number[] }
  | { type: 'erased'; points: readonly number[] }
  | { type: 'pen-lifted' }
  | { type: 'stroke-undone' }
  | { type: 'stroke-redone' }
  // of a hand that lay on the paper: not to be brought back
  | { type: 'stroke-withdrawn' }
  | { type: 'drawing-cleared' }
  | { type: 'sheet-taken'; sheet: Sheet }
  | { type: 'hinted'; hint: DrawingHint | null }
  | { type: 'stages-shown'; stages: RenderStages | null }
  | { type: 'picture-taken'; name: string; blob: Blob }
  | { type: 'sample-taken'; name: string; sample: Picture }
  | { type: 'picture-reading'; reading: PictureReading }
  | { type: 'predicted'; prediction: Prediction }
  | { type: 'prediction-failed'; fault: Fault }
  | { type: 'digit-chosen'; digit: number }
  // corrections, and the person's own drawings; `name`: of the class
  | { type: 'correction-began'; name: string }
  | { type: 'correction'; progress: CorrectionProgress }
  | { type: 'corrected'; name: string; result: Corrected; labelling: Labelling }
  | { type: 'correction-failed'; fault: Fault; wasUnderWay: boolean }
  | { type: 'drawing-kept'; name: string; labelling: Labelling }
  | { type: 'drawing-stored'; was: number; id: number }
  | { type: 'drawings-loaded'; drawings: readonly KeptDrawing[] }
  // undone: with the correction that they came or went with
  | { type: 'drawings-removed'; ids: readonly number[]; undone?: boolean }
  | { type: 'drawings-returned'; drawings: readonly KeptDrawing[]; undone?: boolean }
  | { type: 'drawings-unkept'; fault: Fault }
  // watching
  | { type: 'looked-inside'; health: Health }
  | { type: 'earlier-runs-loaded'; runs: readonly EarlierRun[] }
  | { type: 'earlier-run-shown'; key: string; shown: boolean }
  | { type: 'earlier-run-pointed-at'; key: string | null }
  | { type: 'earlier-run-removed'; key: string }
  // the network, and newer pages
  | { type: 'online'; online: boolean }
  | { type: 'version-came' }
  // a look into the network and the data
  | InspectHappening
  // pinned drawings
  | { type: 'pinned'; pin: Pin }
  | { type: 'unpinned'; key: number }
  | { type: 'pin-labelled'; key: number; label: number }
  | { type: 'pins-loaded'; pins: readonly Pin[] }
  | { type: 'pins-read'; step: number; read: ReadonlyMap<number, Float32Array> }
  | { type: 'pins-unkept'; fault: Fault }
  // the worker
  | { type: 'worker-died'; fault: Fault }
  | { type: 'worker-silent'; silent: boolean }
  | { type: 'restarted' };
