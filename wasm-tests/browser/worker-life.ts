// Lives of the page's worker, begun and ended by a test in any page of the origin, on data that anyone can make again.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import createCore from '../../build/wasm/core.js';
import { idxFile } from '../node/idx-file.mjs';

const assets = fileURLToPath(new URL('../../dist/assets/', import.meta.url));

export const assetUrl = (name: RegExp): string => {
  const found = readdirSync(assets).find((file) => name.test(file));
  if (!found) throw new Error(`dist/assets has no ${name}`);
  return `/assets/${found}`;
};

/** 78 steps an epoch, some tenths of a millisecond each. */
export const lifeRun = 'layers=64-256-256-10&lr=0.01&momentum=0.9&batch=16&epochs=80&seed=5';

const images = idxFile([1500, 8, 8], (i) => (i * 2654435761) >>> 24);
const labels = idxFile([1500], (i) => i % 10);

/** What an uninterrupted run of so many epochs comes to. */
export async function uninterrupted(hash: string): Promise<{ fingerprint: string; losses: number[] }> {
  const core = await createCore();
  const session = new core.Session();
  session.setData('train-images', 'images', images);
  session.setData('train-labels', 'labels', labels);
  session.configure(hash);
  while (session.advance().phase !== 'finished');
  const result = {
    fingerprint: String(session.fingerprint()),
    losses: session.history().flatMap(({ trainLoss, validationLoss }) => [trainLoss, validationLoss]),
  };
  session.delete();
  return result;
}

/** To be evaluated in the page: defines `life` there. `tell` hears the step of each copy that is kept. */
export const lifeScript = (): string => `
// The policy lets nobody begin a worker but by one of this name, which the page itself makes where it runs.
globalThis.lifePolicy ??= globalThis.trustedTypes?.createPolicy('inkling', { createScriptURL: (address) => address }) ??
  { createScriptURL: (address) => address };
globalThis.life = {
  async begin(hash) {
    const worker = new Worker(lifePolicy.createScriptURL(${JSON.stringify(assetUrl(/^worker-.*\.js$/))}), { type: 'module' });
    const pending = new Map();
    let lastId = 0;
    this.worker = worker;
    this.step = 0;
    this.kept = 0;
    this.unkept = [];
    worker.onmessage = ({ data }) => {
      if (data.id) (data.fault ? pending.get(data.id).reject(new Error(data.fault.message)) : pending.get(data.id).resolve(data.value));
      if (data.fatal) this.fatal = data.fatal;
      if (data.event === 'training') this.step = data.detail.step;
      if (data.event === 'activity') this.activity = data.detail;
      if (data.event === 'unkept') this.unkept.push(data.detail.message);
      if (data.event === 'kept') {
        this.kept = data.detail.step;
        globalThis.tell?.(String(data.detail.step));
      }
    };
    this.call = (call, ...args) => new Promise((resolve, reject) => {
      pending.set(++lastId, { resolve, reject });
      worker.postMessage({ id: lastId, call, args });
    });
    const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    await this.call('setData', 'train-images', 'images', bytes(${JSON.stringify(Buffer.from(images).toString('base64'))}));
    await this.call('setData', 'train-labels', 'labels', bytes(${JSON.stringify(Buffer.from(labels).toString('base64'))}));
    await this.call('configure', hash);
    const restored = await this.call('resume');
    return { step: restored?.progress.step ?? 0, damaged: restored?.damaged.length ?? 0 };
  },
  end() {
    this.worker.terminate();
    return { kept: this.kept, step: this.step };
  },
  async toTheEnd() {
    await this.call('train');
    while ((await this.call('progress')).phase !== 'finished') await new Promise((r) => setTimeout(r, 50));
    const history = await this.call('history');
    return {
      fingerprint: await this.call('fingerprint'),
      losses: history.flatMap(({ trainLoss, validationLoss }) => [trainLoss, validationLoss]),
    };
  },
};
`;
