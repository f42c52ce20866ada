// A callback of the caller's: what it throws is the caller's own error, and says nothing of the trainer.

export interface Guarded<T> {
  readonly call: (value: T) => void;
  readonly threw: { readonly error: unknown } | undefined;
}

/** Throws what `callback` throws, and remembers it. */
export function guarded<T>(callback: (value: T) => void): Guarded<T> {
  let threw: Guarded<T>['threw'];
  return {
    call(value) {
      try {
        callback(value);
      } catch (error) {
        threw ??= { error };
        throw error;
      }
    },
    get threw() {
      return threw;
    },
  };
}
