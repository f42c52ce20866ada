// Errors as data, for they cross a worker's border: a code for programs, a message for people.

export interface Fault {
  readonly code: string;
  readonly message: string;
}

/** A Fault that is thrown. The C++ core throws errors of this shape by itself. */
export class InklingError extends Error {
  override readonly name = 'InklingError';
  readonly code: string;

  constructor({ code, message }: Fault) {
    super(message);
    this.code = code;
  }
}

/**
 * True for errors that say what was wrong with an input: after them all is as it was before.
 * Anything else (a trap, a bug) leaves the core in an unknown state.
 */
export function isFault(error: unknown): error is Error & Fault {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && !isDomException(error)
  );
}

/**
 * Memory ran out. Of a call that makes no matrix larger this is a fault like any other; in training and reading it is
 * not: Eigen 5.0.1 frees a matrix before it allocates the larger one and keeps the address when it cannot, so that
 * the core is in an unknown state.
 */
export const isOutOfMemory = (error: unknown): boolean => isFault(error) && error.code === 'E_MEMORY';

/** To be thrown in place of an error: what says what was wrong says so as an InklingError, whoever threw it. */
export const asInklingError = (error: unknown): unknown =>
  isFault(error) && !(error instanceof InklingError) ? new InklingError(error) : error;

export function toFault(error: unknown, code = 'E_UNEXPECTED'): Fault {
  if (isFault(error)) return { code: error.code, message: error.message };
  return { code, message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}

function isDomException(error: Error): boolean {
  return typeof DOMException !== 'undefined' && error instanceof DOMException;
}
