// Where every contender of the browser runs: a worker, since that is where a page trains. A classic one, because
// TensorFlow.js comes ready to use only as scripts for importScripts().
self.onmessage = async ({ data: { contender, epochs, ...options } }) => {
  try {
    const { prepare } = await import(`./${contender}.js`);
    const epoch = await prepare(options);
    const reports = [];
    for (let number = 1; number <= epochs; ++number) reports.push(await epoch());
    self.postMessage({ epochs: reports });
  } catch (error) {
    self.postMessage({ error: String(error?.stack ?? error) });
  }
};
