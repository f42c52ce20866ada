// How far somebody is in the tour; kept in this browser, so that it can be left and taken up at any time.

export interface Progress {
  readonly open: boolean;
  readonly folded: boolean;
  /** The chapter that is shown, counted from 0. */
  readonly chapter: number;
  /** What was asked for and done, by the chapters' ids; of those that ask for nothing, which were read. */
  readonly done: readonly string[];
}

export type Move =
  | { readonly type: 'opened'; readonly chapter?: number }
  | { readonly type: 'left' }
  | { readonly type: 'folded'; readonly folded: boolean }
  | { readonly type: 'done'; readonly id: string };

export const initialProgress: Progress = { open: false, folded: false, chapter: 0, done: [] };

export function reduceProgress(progress: Progress, move: Move): Progress {
  switch (move.type) {
    case 'opened':
      return { ...progress, open: true, folded: false, chapter: move.chapter ?? progress.chapter };
    case 'left':
      return { ...progress, open: false };
    case 'folded':
      return { ...progress, folded: move.folded };
    case 'done':
      return progress.done.includes(move.id) ? progress : { ...progress, done: [...progress.done, move.id] };
  }
}

const key = 'inkling-tour';
let kept: Progress | undefined; // where the browser keeps nothing, as long as the page lives

export function loadProgress(): Progress {
  if (kept) return kept;
  try {
    return parse(localStorage.getItem(key));
  } catch {
    return initialProgress;
  }
}

export function keepProgress(progress: Progress): void {
  kept = progress;
  try {
    localStorage.setItem(key, JSON.stringify(progress));
  } catch {}
}

/** Whatever stands there: another version may have written it, or a person. */
export function parse(text: string | null): Progress {
  const value: unknown = JSON.parse(text ?? 'null');
  if (typeof value !== 'object' || value === null) return initialProgress;
  const { open, folded, chapter, done } = value as { readonly [name: string]: unknown };
  return {
    open: open === true,
    folded: folded === true,
    chapter: typeof chapter === 'number' && Number.isInteger(chapter) && chapter >= 0 ? chapter : 0,
    done: Array.isArray(done) ? done.filter((id) => typeof id === 'string') : [],
  };
}
