// The page's side of the worker, with a worker that says what no worker should.
import { expect, test } from '@playwright/test';
import { Client, type WorkerPort } from '../../../web/lib/client.ts';

function connected() {
  const told: string[] = [];
  const port: WorkerPort = {
    postMessage: () => {},
    terminate: () => told.push('terminated'),
    ...{ onmessage: null, onerror: null, onmessageerror: null },
  };
  const client = new Client({
    worker: port,
    listeners: { training: () => told.push('an event') },
    onFatal: ({ code }) => told.push(code),
    onSilence: (silent) => told.push(`silent: ${silent}`),
  });
  const say = (data: unknown) => port.onmessage?.(new MessageEvent('message', { data }));
  return { client, say, told };
}

test('row 87: a reply that nobody asked for, or a second one, is dropped', async () => {
  const { client, say, told } = connected();
  const asked = client.call('summary', []);
  say({ id: 99, value: 'of another' });
  say({ id: -1, fault: { code: 'E_API_STATE', message: '' } });
  say({ id: 1, value: 'the network' });
  say({ id: 1, value: 'a second one' });
  expect(await asked).toBe('the network');
  const next = client.call('summary', []);
  say({ id: 1, value: 'a third one' });
  say({ id: 2, value: 'the network now' });
  expect(await next).toBe('the network now');
  expect(told).toEqual([]);
  client.dispose();
});

test('row 87: what a worker said before it was ended, and comes after, is dropped', async () => {
  const { client, say, told } = connected();
  const asked = client.call('summary', []);
  client.dispose();
  say({ id: 1, value: 'too late' });
  say({ event: 'training', detail: {} });
  say({ fatal: { code: 'E_WORKER', message: '' } });
  await expect(asked).rejects.toMatchObject({ code: 'E_ABORTED' });
  await expect(client.call('summary', [])).rejects.toMatchObject({ code: 'E_ABORTED' });
  expect(told).toEqual(['terminated']);
});
