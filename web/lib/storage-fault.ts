// What a store of runs can fail of, in words for the person; and how long it may take.
import { type Fault, isFault, toFault } from './fault.ts';

export const cannotResume = 'What this browser kept of this run cannot be taken up, so it begins anew.';

/** The tab that the page was reloaded in gives its runs up a moment later. */
export const ownershipMilliseconds = 2000;
export const inAnotherTab: Fault = {
  code: 'E_STORAGE_TAB',
  message: 'Another tab has this run open and keeps its own copy of it; the run in this tab is not kept.',
};

/** Rejects with `fault` when the promise takes longer. */
export function inTime<T>(promise: Promise<T>, milliseconds: number, fault: Fault): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(Object.assign(new Error(fault.message), { code: fault.code }));
    const timer = setTimeout(late, milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export function storageFault(error: unknown): Fault {
  if (isFault(error) && error.code === inAnotherTab.code) return inAnotherTab;
  const { message } = toFault(error);
  const reason = isQuota(error) ? 'there is no room for it' : message;
  return {
    code: 'E_STORAGE',
    message: `This run cannot be kept in this browser: ${reason}. Training goes on; to keep the run, save it as a file.`,
  };
}

const isQuota = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError';
