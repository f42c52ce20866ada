// A data set of one's own, as programs have its files.

export interface NamedBytes {
  /** For messages, and to tell which files are to train and which to test with. */
  readonly name: string;
  readonly bytes: Uint8Array;
}
