// Guarantees B5 and E1 for the command line and the module: what is killed or stopped goes on to the bit.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { dataFolder, inkling, inklingJson, loadMnist, openSession, root } from './support.mjs';

const run = ['--epochs', '4', '--lr', '0.05', '--momentum', '0.9', '--train', '20000', '--portable'];

const fingerprintOf = (/** @type {object[]} */ lines) =>
  lines.find((line) => 'fingerprint' in line)?.fingerprint;

async function folderFor(/** @type {import('node:test').TestContext} */ t) {
  const folder = await mkdtemp(join(tmpdir(), 'inkling-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

/** Trains until `epochs` are printed, then sends the signal; resolves with the exit code. */
async function trainUntil(epochs, signal, checkpoint) {
  const args = ['train', '--data', dataFolder, ...run, '--checkpoint', checkpoint, '--json'];
  const child = spawn(`${root}build/native/inkling`, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let seen = 0;
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  child.stdout.on('data', (data) => {
    seen += String(data).split('"epoch"').length - 1;
    if (seen >= epochs && !child.killed) child.kill(signal); // a second Ctrl-C would end it without saving
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

test('Ctrl-C saves, and a run that goes on ends where one that never stopped does', async (t) => {
  const checkpoint = join(await folderFor(t), 'run.checkpoint');
  const straight = await inklingJson('train', '--data', dataFolder, ...run);
  const { code, said } = await trainUntil(2, 'SIGINT', checkpoint);
  assert.equal(code, 130);
  assert.match(said, /--resume/);
  const info = await inkling('info', checkpoint);
  assert.match(info, /hidden1/);

  // The module takes up the same file.
  const session = await openSession(t);
  await loadMnist(session);
  session.restore('run.checkpoint', new Uint8Array(await readFile(checkpoint)));
  assert.ok(session.history().length >= 2);
  while (session.advance().phase !== 'finished') {
    // a batch a call
  }
  assert.equal(session.fingerprint(), fingerprintOf(straight));

  const resumed = await inklingJson('train', '--data', dataFolder, '--resume', checkpoint);
  assert.equal(fingerprintOf(resumed), fingerprintOf(straight));
  const losses = (lines) => lines.filter((line) => 'epoch' in line).map((line) => line.validation_loss);
  const all = losses(straight);
  assert.deepEqual(losses(resumed), all.slice(all.length - losses(resumed).length));
});

test('killed while it saves, again and again, it goes on to the bit', async (t) => {
  const checkpoint = join(await folderFor(t), 'run.checkpoint');
  const straight = await inklingJson('train', '--data', dataFolder, ...run);
  let begun = [...run, '--checkpoint', checkpoint];
  for (let kill = 0; kill < 6; ++kill) {
    const args = ['train', '--data', dataFolder, ...begun, '--checkpoint-every', '0'];
    const child = spawn(`${root}build/native/inkling`, args, { stdio: 'ignore' });
    const closed = once(child, 'close');
    while (!existsSync(checkpoint)) await setTimeout(10);
    await setTimeout(300 + 137 * kill);
    child.kill('SIGKILL');
    await closed;
    begun = ['--resume', checkpoint];
  }
  const resumed = await inklingJson('train', '--data', dataFolder, '--resume', checkpoint);
  assert.equal(fingerprintOf(resumed), fingerprintOf(straight));
});

test('what goes on is the run in the checkpoint, and only its length may change', async (t) => {
  const checkpoint = join(await folderFor(t), 'run.checkpoint');
  await trainUntil(2, 'SIGINT', checkpoint); // so that one epoch is too few for it
  const refused = async (...more) => {
    const failure = await inkling('train', '--data', dataFolder, '--resume', checkpoint, ...more).catch(
      (error) => error,
    );
    return `${failure.code} ${failure.stderr}`;
  };
  assert.match(await refused('--lr', '0.5'), /^2 [\s\S]*E_HP_RESUME/);
  assert.match(await refused('--valid', '100'), /^2 [\s\S]*E_HP_RESUME/);
  assert.match(await refused('--epochs', '1'), /^2 [\s\S]*E_HP_EPOCHS/);
  const lines = await inklingJson('train', '--data', dataFolder, '--resume', checkpoint, '--epochs', '3');
  assert.equal(lines.filter((line) => 'epoch' in line).at(-1).epoch, 3);
});
