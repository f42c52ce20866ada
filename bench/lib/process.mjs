// A program that prints one JSON object a line.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Rejects, with what the program said, when it fails. */
export async function runJsonLines(program, options, settings = {}) {
  const { stdout } = await promisify(execFile)(program, options, settings);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
