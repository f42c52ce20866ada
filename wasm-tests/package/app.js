// What the consumer's page and program do: a few steps with each entry. Leaves what came out in `found`.
import { createTrainer, InklingError } from 'inkling';
import { createTrainer as inWorker } from 'inkling/worker';
import { files, run } from './images.js';

async function prints(create) {
  const trainer = await create(run);
  for (const [role, bytes] of files) await trainer.setData(role, bytes);
  await trainer.step();
  const epochs = [];
  for await (const { epoch } of trainer.fit()) epochs.push(epoch);
  const print = await trainer.fingerprint();
  trainer.dispose();
  trainer.dispose();
  let code;
  try {
    await trainer.summary();
  } catch (error) {
    code = error instanceof InklingError && error.code;
  }
  return [epochs.join(), code, print].join(' ');
}

export const result = (async () => [await prints(createTrainer), await prints(inWorker)])();
result.then(
  (found) => {
    globalThis.found = found;
  },
  (error) => {
    globalThis.found = [String(error)];
  },
);
