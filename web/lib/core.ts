// What this library uses of the WebAssembly module.
import type {
  Activations,
  Calibration,
  CalibrationProgress,
  CellImage,
  CorrectionCount,
  CorrectionProgress,
  CorrectionResult,
  DataPart,
  DataSummary,
  DatasetSummary,
  DrawingHint,
  EpochReport,
  Health,
  LrPreview,
  Measurement,
  PartImage,
  PartSummary,
  PictureReading,
  PixelPredictions,
  Prediction,
  Progress,
  RenderStages,
  Role,
  RunConfig,
  Sample,
  SignedImage,
  TestProgress,
  UnitImages,
} from './protocol.ts';

/** The core's Session. Its errors are Faults; after any other error the module is dead. */
export interface Session {
  setData(role: Role, name: string, bytes: Uint8Array): void;
  dataSummary(): DataSummary;
  configure(hash: string): RunConfig;
  change(fields: string): RunConfig;
  lrPreview(hash: string): LrPreview;
  advance(): Progress;
  startTest(): void;
  advanceTest(): TestProgress;
  startCalibration(): void;
  advanceCalibration(): CalibrationProgress;
  calibration(): Calibration | undefined;
  health(): Health;
  testPredictions(): Uint8Array;
  sample(set: 'train' | 'test', index: number): Sample;
  summary(): string;
  fingerprint(): string;
  saveModel(): Uint8Array;
  setReader(hash: string, name: string, bytes: Uint8Array): void;
  saveCheckpoint(): Uint8Array;
  restore(name: string, bytes: Uint8Array): RunConfig;
  loadModel(name: string, bytes: Uint8Array): RunConfig;
  beginCorrection(pixels: Uint8Array, labels: Uint8Array): void;
  advanceCorrection(): CorrectionProgress;
  cancelCorrection(): void;
  correctionResult(): CorrectionResult;
  undoCorrection(): RunConfig;
  corrections(): CorrectionCount;
  firstLayer(from: number, count: number): UnitImages;
  activations(pixels: Uint8Array): Activations;
  saliency(pixels: Uint8Array, label: number): SignedImage;
  startMeasuring(): void;
  measurement(): Measurement | undefined;
  cellImages(label: number, predicted: number, count: number): CellImage[];
  partSummary(part: DataPart): PartSummary;
  partImage(part: DataPart, index: number): PartImage;
  findImage(part: DataPart, from: number, forwards: boolean, label: number): number;
  exportOnnx(): Uint8Array;
  exportPytorchScript(): string;
  progress(): Progress;
  history(): EpochReport[];
  predict(points: Float32Array, strokeLengths: Uint32Array, canvasSize: number): Prediction;
  checkDatasetFiles(names: readonly string[], sizes: readonly number[], starts: readonly Uint8Array[]): void;
  openDataset(names: readonly string[], files: readonly Uint8Array[]): DatasetSummary;
  closeDataset(): void;
  adaptedHash(hash: string): string;
  predictImage(pixels: Uint8Array, width: number, height: number, reading: PictureReading): Prediction;
  predictPixels(pixels: Float32Array | Uint8Array): PixelPredictions;
  drawingHint(
    points: Float32Array,
    strokeLengths: Uint32Array,
    canvasSize: number,
    image: Uint8Array,
    rows: number,
    columns: number,
  ): DrawingHint | undefined;
  renderStages(
    points: Float32Array,
    strokeLengths: Uint32Array,
    canvasSize: number,
    penWidth: number,
    rows: number,
    columns: number,
  ): RenderStages | undefined;
  delete(): void;
}

export interface Module {
  readonly Session: new () => Session;
  setNumThreads(threads: number): void;
  /** What a module that comes in two parts can do without at first; resolves when all of it is there. */
  loadRest?(): Promise<void>;
}

/** Where the module comes from: the one without threads, and the one for pages that may share memory. */
export interface CoreSource {
  single(): Promise<Module>;
  threads(): Promise<Module>;
}

export interface Core {
  readonly session: Session;
  /** Resolves when nothing has to be loaded any more, whatever is called. Rejects, and may be tried again. */
  loadRest(): Promise<void>;
}

/**
 * The module with threads where the page may share memory (it is cross-origin isolated, and has SharedArrayBuffer, which
 * some take away) and there is more than one processor; the one without everywhere else, and wherever the other does not
 * come up. Both compute the same bits. How many of the threads take part the core finds out by itself, as they start.
 */
export async function openCore(source: CoreSource): Promise<Core> {
  // Node.js has no such flag: there one thread computes.
  const mayShare = globalThis.crossOriginIsolated && 'SharedArrayBuffer' in globalThis;
  const threads = mayShare ? Math.min(navigator.hardwareConcurrency, mostThreads) : 1;
  if (threads > 1) {
    try {
      return await open(await source.threads(), threads);
    } catch {
      // Too little memory to share, or a host that has not got the file: no reason not to train.
    }
  }
  return open(await source.single(), 1);
}

async function open(module: Module, threads: number): Promise<Core> {
  const session = new module.Session();
  let hasRest = false;
  const loadRest = async () => {
    if (hasRest) return;
    await module.loadRest?.();
    hasRest = true;
    if (threads > 1) module.setNumThreads(threads);
  };
  if (!module.loadRest) await loadRest();
  return { session, loadRest };
}

/** A batch of 64 has not work for more: what each gets must outweigh telling it. */
const mostThreads = 4;
