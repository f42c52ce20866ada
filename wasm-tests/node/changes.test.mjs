// A run that is changed while it goes on, through the module: the hash carries the changes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { dataFolder, loadMnist, openSession, root } from './support.mjs';

function trainToEnd(session) {
  while (session.advance().phase !== 'finished');
}

test('a changed run, the run begun from its hash, and the command line end in the same bits', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  const { changeable } = session.configure('layers=784-32-10&lr=0.01&train=3200&epochs=2');
  assert.deepEqual(
    changeable.split(',').sort(),
    'augment,dropout,elastic,epochs,lr,momentum,nesterov,rotation,scale,shear,shift,thickness,wd'.split(','),
  );
  for (let i = 0; i < 20; i++) session.advance();
  const changed = session.change('lr=0.1&momentum=0.5');
  assert.equal(changed.hash, 'layers=784-32-10&lr=0.01&epochs=2&train=3200&at=20:lr=0.1,20:momentum=0.5');
  assert.equal(changed.settings, 'layers=784-32-10&lr=0.1&momentum=0.5&epochs=2&train=3200');
  assert.deepEqual([changed.lr, changed.momentum], [0.1, 0.5]);
  for (let i = 0; i < 20; i++) session.advance();
  const checkpoint = session.saveCheckpoint();
  const { hash } = session.change('nesterov=1&wd=0.001');
  trainToEnd(session);
  const fingerprint = session.fingerprint();

  session.configure(hash);
  trainToEnd(session);
  assert.equal(session.fingerprint(), fingerprint);

  session.restore('the run', checkpoint);
  session.change('nesterov=1&wd=0.001');
  trainToEnd(session);
  assert.equal(session.fingerprint(), fingerprint);

  const args = ['train', '--data', dataFolder, '--run', hash, '--json'];
  const { stdout } = await promisify(execFile)(`${root}build/native/inkling`, args);
  assert.ok(stdout.includes(fingerprint), stdout);
  assert.match(session.exportPytorchScript(), /CHANGES = \{\n {4}20: \{"lr": 0\.1, "momentum": 0\.5\}/);
});

test('what cannot be changed is refused, and the run goes on as it was', async (t) => {
  const session = await openSession(t);
  await loadMnist(session);
  const { hash } = session.configure('layers=784-32-10&train=640&epochs=2&schedule=cosine');
  for (let i = 0; i < 12; i++) session.advance();
  const refused = (fields, code) => assert.throws(() => session.change(fields), { code });
  refused('lr=0,5', 'E_HP_LR');
  refused('lr=0.5&epochs=5', 'E_HP_EPOCHS');
  refused('lr=0.5&batch=32', 'E_HP_CHANGE');
  refused('lr=0.5&momentum=2', 'E_HP_MOMENTUM');
  refused('x'.repeat(5000), 'E_HP_NAME');
  assert.throws(() => session.configure('at=5:lr'), { code: 'E_HP_CHANGE' });
  assert.equal(session.change('').hash, hash);
});

test('the learning rate is shown before it is trained with', async (t) => {
  const session = await openSession(t);
  const { epochs, rates, first, peak, peakEpoch, last } = session.lrPreview(
    'lr=0.1&schedule=onecycle&epochs=4',
  );
  assert.equal(epochs.length, 200);
  assert.equal(rates.length, 200);
  assert.deepEqual([first, last], [rates[0], rates[199]]);
  assert.ok(Math.abs(first - 0.004) < 1e-12 && Math.abs(peak - 0.1) < 1e-6 && last < 1e-6);
  assert.ok(Math.abs(peakEpoch - 1.2) < 0.01);
  assert.throws(() => session.lrPreview('lr=-1'), { code: 'E_HP_LR' });
});
