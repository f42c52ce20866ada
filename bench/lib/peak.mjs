// Compiles and runs peak.cpp.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bench } from './places.mjs';
import { runJsonLines } from './process.mjs';

/** GFLOP/s of one core by instruction set; undefined where there is no C++ compiler for x86. */
export async function measurePeak() {
  const folder = await mkdtemp(join(tmpdir(), 'inkling-peak-'));
  try {
    const program = join(folder, 'peak');
    const compiler = process.env.CXX ?? 'c++';
    await promisify(execFile)(compiler, ['-O3', '-std=c++20', join(bench, 'peak.cpp'), '-o', program]);
    const [peak] = await runJsonLines(program, []);
    return peak;
  } catch {
    return undefined;
  } finally {
    await rm(folder, { recursive: true });
  }
}
