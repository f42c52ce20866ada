// How a program of this folder ends: an error is a sentence; NODE_DEBUG=bench shows where it came from.
import { debuglog } from 'node:util';

/** @param {() => Promise<void>} main */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    debuglog('bench')('%o', error);
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  }
}
