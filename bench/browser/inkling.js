// Inkling without its page: nothing but the module's own batches, one after another, as a worker could at best.

const files = {
  'train-images': 'train-images-idx3-ubyte',
  'train-labels': 'train-labels-idx1-ubyte',
};

const startMilliseconds = 500; // until the threads' workers have started, which they do only between two tasks

async function createThreads(threads) {
  const { default: createCore } = await import('/core/core_threads.js');
  const core = await createCore();
  core.setNumThreads(threads);
  await new Promise((resolve) => setTimeout(resolve, startMilliseconds));
  return core;
}

export async function prepare({ hash, threads }) {
  const core = threads > 1 ? await createThreads(threads) : await (await import('/core/core.js')).default();
  const session = new core.Session();
  for (const [role, name] of Object.entries(files)) {
    const bytes = new Uint8Array(await (await fetch(`/data/${name}`)).arrayBuffer());
    session.setData(role, name, bytes);
  }
  session.configure(hash);

  /** To the report that follows the validation. */
  return () => {
    const start = performance.now();
    let progress = session.advance();
    while (progress.report === undefined) progress = session.advance();
    const { seconds, trainLoss } = progress.report;
    return { seconds, trainLoss, images: 50_000, wallSeconds: (performance.now() - start) / 1000 };
  };
}
