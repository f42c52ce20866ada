// The WebAssembly module, and what this library uses of it.
import createModule from './core/core.js';
import type {
  Calibration,
  CalibrationProgress,
  CorrectionCount,
  CorrectionProgress,
  CorrectionResult,
  DataSummary,
  DatasetSummary,
  DrawingHint,
  EpochReport,
  PictureReading,
  PixelPredictions,
  Prediction,
  Progress,
  RenderStages,
  Role,
  RunConfig,
  Sample,
  TestProgress,
} from './protocol.ts';

/** The core's Session. Its errors are Faults; after any other error the module is dead. */
export interface Session {
  setData(role: Role, name: string, bytes: Uint8Array): void;
  dataSummary(): DataSummary;
  configure(hash: string): RunConfig;
  advance(): Progress;
  startTest(): void;
  advanceTest(): TestProgress;
  startCalibration(): void;
  advanceCalibration(): CalibrationProgress;
  calibration(): Calibration | undefined;
  testPredictions(): Uint8Array;
  sample(set: 'train' | 'test', index: number): Sample;
  summary(): string;
  fingerprint(): string;
  saveModel(): Uint8Array;
  saveCheckpoint(): Uint8Array;
  restore(name: string, bytes: Uint8Array): RunConfig;
  loadModel(name: string, bytes: Uint8Array): RunConfig;
  beginCorrection(pixels: Uint8Array, labels: Uint8Array): void;
  advanceCorrection(): CorrectionProgress;
  cancelCorrection(): void;
  correctionResult(): CorrectionResult;
  undoCorrection(): RunConfig;
  corrections(): CorrectionCount;
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

interface Module {
  readonly Session: new () => Session;
  setNumThreads(threads: number): void;
}

/**
 * The module with threads where the page may share memory (it is cross-origin isolated) and there is more than one
 * processor; the one without everywhere else, and wherever the other does not come up. Both compute the same bits. How
 * many of the threads take part the core finds out by itself, as they start.
 */
export async function createSession(): Promise<Session> {
  // Node.js has no such flag: there one thread computes.
  const threads = globalThis.crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, mostThreads) : 1;
  if (threads > 1) {
    try {
      const module = await createThreads(threads);
      return new module.Session();
    } catch {
      // Too little memory to share, or a host that has not got the file: no reason not to train.
    }
  }
  return createSingleSession();
}

/** In one thread, as where waiting for others is not allowed: a page's own. */
export async function createSingleSession(wasm?: WasmSource): Promise<Session> {
  const module = await createModule(wasm === undefined ? {} : toModuleOptions(wasm));
  return new module.Session();
}

/** core.wasm: where it is, or its bytes. */
export type WasmSource = string | URL | ArrayBuffer | Uint8Array;

function toModuleOptions(wasm: WasmSource): object {
  if (typeof wasm === 'string' || wasm instanceof URL) return { locateFile: () => String(wasm) };
  return { wasmBinary: wasm };
}

/** A batch of 64 has not work for more: what each gets must outweigh telling it. */
const mostThreads = 4;

/**
 * As files, not as imports: the module's threads start from its own script, whose address a bundler would have to find
 * in the middle of it.
 */
async function createThreads(threads: number): Promise<Module> {
  const script = new URL('./core/core_threads.js', import.meta.url).href;
  const wasm = new URL('./core/core_threads.wasm', import.meta.url).href;
  const { default: create }: { default: (options: object) => Promise<Module> } = await import(
    /* webpackIgnore: true */ /* @vite-ignore */ script
  );
  const module = await create({ locateFile: () => wasm });
  module.setNumThreads(threads);
  return module;
}
