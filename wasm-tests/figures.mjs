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
  write({ row, what, value, unit });
}

/**
 * A part of a figure whose parts are added up: several processes, or several tests, have one each.
 * @param {string} row @param {string} what @param {number} value @param {string} unit
 */
export function tally(row, what, value, unit = '') {
  write({ row, what, value, unit, sum: true });
}

/** @param {object} line */
function write(line) {
  const path = process.env.INKLING_FIGURES;
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(line)}\n`);
}
