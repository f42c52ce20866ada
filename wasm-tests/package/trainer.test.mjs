// Both entries under Node.js, as the package's README has them. Awaited, the two have the same methods.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { parseSafetensors } from '../reference/safetensors.mjs';
import { files, run } from './images.js';
import { project } from './project.mjs';

const entries = { inkling: 'npm/index.js', 'inkling/worker': 'npm/worker-node.js' };
const losses = ({ epoch, trainLoss, validationLoss }) => ({ epoch, trainLoss, validationLoss });

for (const [entry, file] of Object.entries(entries)) {
  const { createTrainer, InklingError } = await import(
    pathToFileURL(join(project, 'node_modules/inkling', file)).href
  );

  async function open(t, options = {}) {
    const trainer = await createTrainer({ ...run, ...options });
    t.after(() => trainer.dispose());
    for (const [role, bytes] of files) await trainer.setData(role, bytes);
    return trainer;
  }

  async function fit(trainer, options) {
    const reports = [];
    for await (const report of trainer.fit(options)) reports.push(losses(report));
    return reports;
  }

  /** What a run comes to that nothing interrupts. */
  async function straight(t, options) {
    const trainer = await open(t, options);
    const reports = await fit(trainer);
    return { reports, print: await trainer.fingerprint() };
  }

  const refused = (call, code, message = /./) =>
    assert.rejects(
      async () => call(),
      (error) => {
        assert.ok(error instanceof InklingError, String(error));
        if (code instanceof RegExp) assert.match(error.code, code);
        else assert.equal(error.code, code);
        assert.match(error.message, message);
        return true;
      },
    );

  test(`${entry}: every option is of the run, and two runs of them are alike`, async (t) => {
    const all = {
      ...{
        activation: 'gelu',
        batchNorm: true,
        dropout: 0.1,
        optimizer: 'adamw',
        lr: 0.002,
        weightDecay: 0.05,
      },
      ...{ schedule: 'warmup-cosine:1', augment: 0.5, epochs: 3, momentum: undefined },
      ...{ rotation: 0.1, scale: 0.2, shear: 0.3, shift: 0.4, thickness: 0.6, elastic: 0.7 },
    };
    const { momentum: _, ...given } = all;
    const trainer = await open(t, all);
    for (const [name, value] of Object.entries(given)) assert.deepEqual(trainer.run[name], value, name);
    const reports = await fit(trainer);
    assert.equal(reports.length, 3);
    assert.deepEqual({ reports, print: await trainer.fingerprint() }, await straight(t, all));
    const nesterov = await open(t, { momentum: 0.9, nesterov: true });
    assert.equal(nesterov.run.nesterov, true);
    await refused(() => open(t, { momentum: 0, nesterov: true }), 'E_HP_NESTEROV');
  });

  test(`${entry}: an image that was misread is learnt, and taken back to the bit`, async (t) => {
    const trainer = await open(t);
    await trainer.step();
    const before = await trainer.fingerprint();
    const { pixels } = await trainer.sample('test', 3);
    const bright = pixels.map((grey, i) => (i < 400 ? 255 - grey : 0));
    const { labels } = await trainer.predictPixels(bright);
    const label = (labels[0] + 1) % 10;
    const stages = [];
    const result = await trainer.correct([{ label, pixels: bright }], {
      onProgress: ({ phase, fraction }) => stages.push({ phase, fraction }),
    });
    assert.equal(stages.at(-1).phase, 'done');
    assert.equal(stages.at(-1).fraction, 1);
    assert.deepEqual([result.ownCount, result.testCount], [1, 64]);
    assert.equal(result.before.ownCorrect, 0);
    assert.equal(result.after.ownCorrect, 1);
    assert.equal(
      result.after.testCorrect - result.before.testCorrect,
      result.won.length - result.lost.length,
    );
    assert.equal((await trainer.predictPixels(bright)).labels[0], label);
    assert.equal((await trainer.evaluate()).accuracy, result.after.testAccuracy);
    await trainer.undoCorrection();
    assert.equal(await trainer.fingerprint(), before);
    await refused(() => trainer.undoCorrection(), 'E_API_STATE');
    await refused(() => trainer.correct([{ label: 10, pixels: bright }]), 'E_IDX_LABEL');
    await refused(() => trainer.correct([{ label, pixels: bright.slice(1) }]), 'E_API_LENGTH');
  });

  test(`${entry}: what is no image to correct is refused, and the trainer goes on`, async (t) => {
    const trainer = await open(t);
    const pixels = new Uint8Array(784);
    await refused(() => trainer.correct(undefined), 'E_API_TYPE', /images.*undefined/);
    await refused(() => trainer.correct([{ label: 1 }]), 'E_API_TYPE', /images\[0\]\.pixels/);
    await refused(() => trainer.correct([null]), 'E_API_TYPE');
    await refused(
      () => trainer.correct([{ label: 1, pixels: new Float32Array(784) }]),
      'E_API_TYPE',
      /Float32/,
    );
    for (const label of [-1, 1.5, 257, '1'])
      await refused(() => trainer.correct([{ label, pixels }]), 'E_IDX_LABEL', /images\[0\]\.label/);
    const uneven = [783, 785].map((size) => ({ label: 1, pixels: new Uint8Array(size) }));
    await refused(() => trainer.correct(uneven), 'E_API_LENGTH', /images\[1\]/);
    await refused(
      () => trainer.correct(Array(1001).fill({ label: 1, pixels })),
      'E_API_TOOBIG',
      /Remove some/,
    );
    assert.equal((await fit(trainer)).length, 2);
  });

  test(`${entry}: an onProgress that throws ends the correction, and the trainer goes on`, async (t) => {
    const trainer = await open(t);
    await trainer.step();
    const before = await trainer.fingerprint();
    const { pixels } = await trainer.sample('test', 3);
    const wrong = [1, 2].map((label) => ({ label, pixels }));
    const own = new TypeError('of the callback');
    const onProgress = () => {
      throw own;
    };
    await assert.rejects(trainer.correct(wrong, { onProgress }), (error) => error === own);
    assert.equal(await trainer.fingerprint(), before);
    assert.equal((await trainer.correct(wrong)).after.ownCorrect, 1);
    assert.equal((await trainer.step()).step, 2);
  });

  test(`${entry}: a correction ends a test that is under way, and dispose() a correction`, async (t) => {
    const trainer = await open(t);
    const { pixels } = await trainer.sample('test', 3);
    const wrong = [1, 2].map((label) => ({ label, pixels }));
    // The few test images may have been read before the correction is heard of.
    const outcome = () =>
      trainer.evaluate().then(
        ({ accuracy }) => (accuracy >= 0 ? 'done' : accuracy),
        ({ code }) => code,
      );
    const tested = outcome();
    await trainer.correct(wrong);
    assert.match(await tested, /^(done|E_ABORTED)$/);
    const testedAgain = outcome();
    await trainer.undoCorrection();
    assert.match(await testedAgain, /^(done|E_ABORTED)$/);
    const evaluated = trainer.evaluate();
    await refused(() => trainer.undoCorrection(), 'E_API_STATE');
    assert.ok((await evaluated).accuracy >= 0); // what is refused ends nothing
    const ended = refused(() => trainer.correct(wrong), /^E_(API_DELETED|ABORTED)$/);
    trainer.dispose();
    await ended;
  });

  test(`${entry}: an aborted correction leaves the network as it was; training waits for one`, async (t) => {
    const trainer = await open(t, { epochs: 6 });
    await trainer.step();
    const before = await trainer.fingerprint();
    const { pixels } = await trainer.sample('test', 3);
    const stop = new AbortController();
    const reason = new Error('enough');
    const wrong = [1, 2].map((label) => ({ label, pixels })); // both at once cannot be learnt
    await assert.rejects(
      trainer.correct(wrong, { signal: stop.signal, onProgress: () => stop.abort(reason) }),
      (error) => error === reason,
    );
    assert.equal(await trainer.fingerprint(), before);

    const reports = fit(trainer);
    const result = await trainer.correct(wrong);
    assert.equal(result.after.ownCorrect, 1);
    assert.equal((await reports).length, 6);
  });

  test(`${entry}: a restored run ends where one ends that never stopped, history included`, async (t) => {
    const expected = await straight(t, { epochs: 3 });
    const first = await open(t, { epochs: 3 });
    for await (const { epoch } of first.fit()) if (epoch === 1) break;
    await first.step();
    const saved = await first.saveCheckpoint();
    const { phase, step, batch, epoch } = await first.progress();
    assert.deepEqual([phase, step, batch, epoch], ['training', 5, 1, 1]);

    const second = await open(t, { lr: 0.5, seed: 9 });
    const restored = await second.restore(saved);
    assert.deepEqual(restored, { ...first.run, trainSize: 128 }); // not known before the data was there
    assert.deepEqual(second.run, restored);
    assert.equal((await second.progress()).step, 5);
    const rest = await fit(second);
    assert.deepEqual(rest, expected.reports.slice(1));
    assert.deepEqual((await second.history()).map(losses), expected.reports);
    assert.equal(await second.fingerprint(), expected.print);
    assert.deepEqual(await fit(second), []); // the run is over
  });

  test(`${entry}: a checkpoint that is refused leaves the run as it was`, async (t) => {
    const trainer = await open(t);
    await trainer.step();
    const saved = await trainer.saveCheckpoint();
    const damaged = saved.slice();
    damaged[damaged.length - 1] ^= 1;
    await refused(() => trainer.restore(damaged), 'E_ST_CRC', /^checkpoint/);
    await refused(() => trainer.restore(damaged, 'mine'), 'E_ST_CRC', /^mine/);
    await refused(() => trainer.restore(new Uint8Array(3)), 'E_ST_SHORT');
    await refused(() => trainer.restore('text'), 'E_API_TYPE', /Uint8Array/);
    assert.deepEqual(await fit(trainer), (await straight(t)).reports);

    const empty = await createTrainer();
    t.after(() => empty.dispose());
    await refused(() => empty.saveCheckpoint(), 'E_API_STATE');
    await refused(() => empty.restore(saved), 'E_API_STATE', /Load the data first/);
  });

  test(`${entry}: another run ends the fit() that is under way, one that is refused does not`, async (t) => {
    const trainer = await open(t, { epochs: 100_000 });
    const saved = await trainer.saveCheckpoint();
    const begin = async () => trainer.restore(saved);
    let begun;
    const onProgress = () => {
      begun ??= begin();
    };
    await fit(trainer, { onProgress });
    await begun;
    assert.equal((await trainer.progress()).step, 0);

    for await (const { epoch } of trainer.fit()) {
      assert.ok(epoch < 4); // the loop is over when the run is another one
      if (epoch === 1) void refused(() => trainer.configure({ lr: -1 }), 'E_HP_LR');
      if (epoch === 3) void begin();
    }
    assert.equal((await trainer.progress()).step, 0);
  });

  test(`${entry}: a saved network is loaded, predicts, and is trained on`, async (t) => {
    const trained = await open(t);
    await fit(trained);
    const saved = await trained.saveModel();
    const trainer = await open(t, { layers: [784, 5, 10], seed: 4 });
    const { layers, seed } = await trainer.loadModel(saved);
    assert.deepEqual([layers, seed], [[784, 32, 10], 4]);
    assert.deepEqual(trainer.run.layers, layers);
    assert.equal(await trainer.fingerprint(), await trained.fingerprint());
    await trainer.evaluate();
    const pixels = files[2][1].subarray(16);
    const { labels, probabilities } = await trainer.predictPixels(pixels);
    assert.deepEqual([...labels], [...(await trainer.testPredictions())]);
    const floats = await trainer.predictPixels(Float32Array.from(pixels, (byte) => byte / 255));
    assert.deepEqual(floats, { labels, probabilities });
    assert.equal((await fit(trainer)).length, 2);
    await refused(() => trainer.loadModel(saved.subarray(0, 99)), 'E_ST_HEADER_LEN', /^model/);
  });

  test(`${entry}: pixels that are none are refused`, async (t) => {
    const trainer = await open(t);
    await refused(() => trainer.predictPixels(new Float32Array(783)), 'E_API_LENGTH');
    await refused(() => trainer.predictPixels(new Float32Array(784).fill(NaN)), 'E_API_INPUT');
    await refused(() => trainer.predictPixels([0.5]), 'E_API_TYPE');
    assert.equal((await fit(trainer)).length, 2);
  });

  test(`${entry}: the network and the run are exported`, async (t) => {
    const trainer = await open(t, { seed: 6 });
    const onnx = Buffer.from(await trainer.exportOnnx());
    // A tensor's bytes stand in an ONNX file as they stand in the safetensors one.
    const { tensors } = parseSafetensors(await trainer.saveModel());
    assert.ok(onnx.includes(Buffer.from(tensors['hidden1.weight'].values.buffer)));
    assert.match(await trainer.exportPytorchScript(), /^SEED = 6$/m);
  });

  test(`${entry}: an option that there is not is refused by its name`, async (t) => {
    await refused(() => createTrainer({ speed: 1 }), 'E_API_OPTION', /lr, momentum.*"speed"/);
    await refused(() => createTrainer({ learningRate: 1, lr: 1 }), 'E_API_OPTION', /"learningRate"/);
    const trainer = await open(t);
    await refused(() => trainer.configure({ batch_size: 8 }), 'E_API_OPTION', /batchSize.*"batch_size"/);
    await refused(() => fit(trainer, { abort: 1 }), 'E_API_OPTION', /signal, onProgress, found "abort"/);
    await refused(() => trainer.evaluate({ abort: 1 }), 'E_API_OPTION', /signal, found "abort"/);
    await refused(() => trainer.configure(null), 'E_API_TYPE', /null/);
    await refused(() => createTrainer({ lr: -1 }), 'E_HP_LR');
    assert.deepEqual(await fit(trainer), (await straight(t)).reports);
  });

  test(`${entry}: a signal that is aborted already ends every call that takes one`, async (t) => {
    const reason = new Error('changed my mind');
    const options = { signal: AbortSignal.abort(reason) };
    await assert.rejects(createTrainer(options), reason);
    const trainer = await open(t);
    await assert.rejects(fit(trainer, options), reason);
    await assert.rejects(trainer.evaluate(options), reason);
    if (entry === 'inkling/worker') {
      const calls = {
        setData: ['train-labels', new Uint8Array(), 'x', options],
        configure: [{ lr: 9 }, options],
        ...{ loadModel: [new Uint8Array(), 'x', options], restore: [new Uint8Array(), 'x', options] },
        ...{ predict: [{ strokes: [], canvasSize: 9 }, options], sample: ['train', 0, options] },
        predictPixels: [new Float32Array(), options],
        predictImage: [{ data: new Uint8Array(), width: 0, height: 0 }, 'auto', options],
        ...{ openDataset: [[], options], closeDataset: [options] },
        ...{ correct: [[], options], undoCorrection: [options] },
        ...{ calibrate: [options], calibration: [options] },
        ...{ step: [options], testPredictions: [options], progress: [options], history: [options] },
        ...{ summary: [options], fingerprint: [options], saveModel: [options], saveCheckpoint: [options] },
        ...{ exportOnnx: [options], exportPytorchScript: [options] },
      };
      const prototype = Object.getOwnPropertyNames(Object.getPrototypeOf(trainer));
      const others = ['constructor', 'run', 'fit', 'evaluate', 'dispose'];
      assert.deepEqual(Object.keys(calls).sort(), prototype.filter((name) => !others.includes(name)).sort());
      for (const [name, args] of Object.entries(calls))
        await assert.rejects(trainer[name](...args), reason, name);
    }
    assert.deepEqual(await fit(trainer), (await straight(t)).reports);
  });

  test(`${entry}: aborted while it runs, a call ends, and the trainer goes on where it was`, async (t) => {
    const reason = new Error('enough');
    const creating = new AbortController();
    const created = createTrainer({ signal: creating.signal });
    creating.abort(reason);
    await assert.rejects(created, reason);

    const trainer = await open(t, { epochs: 30 });
    const training = new AbortController();
    const onProgress = ({ step }) => {
      if (step >= 10) training.abort(reason);
    };
    await assert.rejects(fit(trainer, { signal: training.signal, onProgress }), reason);
    const { step } = await trainer.progress();
    assert.ok(step >= 10 && step < 120, `${step}`);
    const testing = new AbortController();
    const evaluated = trainer.evaluate({ signal: testing.signal });
    testing.abort(reason);
    await assert.rejects(evaluated, reason);
    if (entry === 'inkling/worker') {
      const asking = new AbortController();
      const asked = trainer.fingerprint({ signal: asking.signal });
      asking.abort(reason);
      await assert.rejects(asked, reason);
    }
    await fit(trainer);
    const expected = await straight(t, { epochs: 30 });
    assert.equal(await trainer.fingerprint(), expected.print);
    assert.deepEqual((await trainer.history()).map(losses), expected.reports);
  });

  test(`${entry}: after a break another fit() goes on, and two at once are refused`, async (t) => {
    const trainer = await open(t, { epochs: 3 });
    const reports = [];
    for await (const report of trainer.fit()) {
      reports.push(losses(report));
      break;
    }
    const [rest] = await Promise.all([fit(trainer), refused(() => fit(trainer), 'E_API_STATE', /already/)]);
    const expected = await straight(t, { epochs: 3 });
    assert.deepEqual([...reports, ...rest], expected.reports);
    assert.equal(await trainer.fingerprint(), expected.print);
  });

  test(`${entry}: what onProgress throws ends the fit(), and the trainer goes on`, async (t) => {
    const trainer = await open(t);
    const thrown = new Error('chart is gone');
    const onProgress = () => {
      throw thrown;
    };
    await assert.rejects(fit(trainer, { onProgress }), thrown);
    await fit(trainer);
    assert.equal(await trainer.fingerprint(), (await straight(t)).print);
  });

  test(`${entry}: disposed during a fit(), all ends with one code`, async (t) => {
    for (const end of ['dispose', Symbol.dispose]) {
      const trainer = await open(t, { epochs: 100_000 });
      const onProgress = () => trainer[end]();
      await refused(() => fit(trainer, { onProgress }), 'E_API_DELETED', /disposed/);
      trainer[end]();
      trainer.dispose();
      for (const name of ['summary', 'fingerprint', 'saveModel', 'saveCheckpoint', 'step', 'evaluate'])
        await refused(() => trainer[name](), 'E_API_DELETED', /disposed/);
      await refused(() => fit(trainer), 'E_API_DELETED', /disposed/);
    }
    const trainer = await open(t);
    const evaluated = refused(() => trainer.evaluate(), 'E_API_DELETED', /disposed/);
    trainer.dispose();
    await evaluated;
  });
}
