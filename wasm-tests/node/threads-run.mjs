// node threads-run.mjs MODULE THREADS…: trains some steps with each number of threads and prints a line for each: the
// threads that there were, and the fingerprint of the network. A program of its own, since threads that wait for work
// would keep a test's process from ending.
import { setTimeout } from 'node:timers/promises';
import { mnistFile } from './support.mjs';

const [module, ...counts] = process.argv.slice(2);
const { default: createCore } = await import(`../../build/wasm/${module}.js`);
const core = await createCore();
const session = new core.Session();
for (const role of ['train-images', 'train-labels']) session.setData(role, role, await mnistFile(role));

for (const count of counts.map(Number)) {
  core.setNumThreads(count);
  // They start as soon as this thread lets them.
  for (let wait = 0; wait < 40 && core.getNumThreads() < count; ++wait) await setTimeout(25);
  session.configure('#seed=3&lr=0.05&momentum=0.9');
  const taken = new Set();
  let steps = 0;
  for (; steps < 200; ++steps) taken.add(session.advance().threads);
  console.log(
    JSON.stringify({
      threads: core.getNumThreads(),
      taken: [...taken],
      steps,
      fingerprint: session.fingerprint(),
    }),
  );
}
process.exit(0);
