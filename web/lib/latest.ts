// Latest wins: however often it is asked for while one run is under way, only one more follows.

export function latest(run: () => Promise<unknown>): () => void {
  let busy = false;
  let again = false;

  async function drain(): Promise<void> {
    busy = true;
    try {
      while (again) {
        again = false;
        await run();
      }
    } finally {
      busy = false;
    }
  }

  return () => {
    again = true;
    if (!busy) void drain();
  };
}
