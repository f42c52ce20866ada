// The network that reads for as long as the run's own has learnt nothing. It comes with the page, before the data; where it
// cannot be had, the untrained one guesses.
import type { Ask } from './controller.ts';

/** Its file, beside the page, and the run that made it. */
declare const __READY_MADE__: { readonly file: string; readonly hash: string };

export interface ReadyReader {
  /** To a worker that has just begun. */
  give(): void;
  /** When it reads, or when there is no more waiting for it. */
  readonly settled: Promise<void>;
}

const patienceMilliseconds = 2000;
const name = 'the ready-made network';

export function createReadyReader(ask: Ask, onReady: () => void): ReadyReader {
  const fetched = fetchNetwork(); // while the worker starts
  let settled = Promise.resolve();

  async function give(): Promise<void> {
    const bytes = await fetched;
    if (!bytes) return;
    const refused = () => {}; // as if there were none
    await ask('setReader', [__READY_MADE__.hash, name, bytes], refused);
    onReady();
  }

  return {
    give() {
      settled = Promise.race([give(), wait(patienceMilliseconds)]);
    },
    get settled() {
      return settled;
    },
  };
}

async function fetchNetwork(): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(new URL(__READY_MADE__.file, document.baseURI));
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
