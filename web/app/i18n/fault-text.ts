// Faults in the language of the page. The core speaks English, and exactly: where, what was expected, what was found. In
// another language a sentence says what it is about, by the fault's code, and has the core's own words in it.
import { entry } from './text.ts';

/** Whatever has a code and words: a fault, or a warning. */
export interface Coded {
  readonly code: string;
  readonly message: string;
}

export function faultText({ code, message }: Coded): string {
  const sentence = entry(code);
  return sentence === undefined ? message : sentence.replaceAll('{detail}', () => message);
}
