// What a test measured, for the table of guarantees: a line of JSON in the file that INKLING_FIGURES names.
import { appendFileSync } from 'node:fs';

/**
 * Without INKLING_FIGURES nothing is written.
 * @param {string} row the guarantee's, as 'E1'
 * @param {string} what in some words
 * @param {number} value
 * @param {string} unit what it is counted in, or ''
 */
export function figure(row, what, value, unit = '') {
  const path = process.env.INKLING_FIGURES;
  if (path !== undefined) appendFileSync(path, `${JSON.stringify({ row, what, value, unit })}\n`);
}
