// The WebAssembly module, and what this library uses of it.
import createCore from './core/core.js';
import type { DataSummary, EpochReport, Prediction, Role, RunConfig, TestProgress } from './protocol.ts';

/** One batch of training or validation: what Fit::advance() of the C++ core tells. */
export interface Progress {
  readonly phase: 'training' | 'validating' | 'finished';
  readonly epoch: number;
  readonly batch: number;
  readonly batches: number;
  readonly step: number;
  readonly loss: number;
  readonly imagesPerSecond: number;
  readonly report?: EpochReport | undefined;
}

/** The core's Session. Its errors are Faults; after any other error the module is dead. */
export interface Session {
  setData(role: Role, name: string, bytes: Uint8Array): void;
  dataSummary(): DataSummary;
  configure(hash: string): RunConfig;
  advance(): Progress;
  startTest(): void;
  advanceTest(): TestProgress;
  predict(points: Float32Array, strokeLengths: Uint32Array, canvasSize: number): Prediction;
  delete(): void;
}

export async function createSession(): Promise<Session> {
  const core = await createCore();
  return new core.Session();
}
