import { expect, test } from '@playwright/test';
import { InklingError } from '../../../web/lib/fault.ts';
import { loadData } from '../../../web/lib/load-data.ts';
import type { DataFile, DownloadProgress } from '../../../web/lib/protocol.ts';

const file: DataFile = {
  role: 'train-images',
  name: 'a.gz',
  url: 'http://a/',
  bytes: 100,
  inflatedBytes: 1000,
};

function respond(chunks: number[][]): typeof fetch {
  return async () =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(Uint8Array.from(chunk));
          controller.close();
        },
      }),
    );
}

function createContext(fetchFrom: typeof fetch) {
  const progress: DownloadProgress[] = [];
  const taken: Uint8Array[] = [];
  return {
    progress,
    taken,
    fetch: fetchFrom,
    take: (_: DataFile, bytes: Uint8Array) => void taken.push(bytes),
    onProgress: (entry: DownloadProgress) => void progress.push(entry),
    signal: new AbortController().signal,
  };
}

test('progress is in bytes as stored, whether the host inflates or not', async () => {
  const half = new Array(50).fill(1);
  const gzipped = createContext(respond([[0x1f, 0x8b, ...half.slice(2)], half]));
  expect(await loadData([file], { fresh: false }, gzipped)).toEqual([]);
  expect(gzipped.progress.map(({ received, done }) => [received, done])).toEqual([
    [50, false],
    [100, false],
    [100, true],
  ]);
  expect(gzipped.taken[0]).toHaveLength(100);

  const inflated = createContext(respond([new Array(500).fill(0), new Array(500).fill(0)]));
  await loadData([file], { fresh: false }, inflated);
  expect(inflated.progress.map(({ received }) => received)).toEqual([50, 100, 100]);
});

test('progress never exceeds the total, even of a file that is longer than it should be', async () => {
  const context = createContext(respond([[0x1f, 0x8b, ...new Array(998).fill(0)]]));
  await loadData([file], { fresh: false }, context);
  expect(Math.max(...context.progress.map(({ received }) => received))).toBe(100);
});

test('a failed file does not hold up the others', async () => {
  const other: DataFile = { ...file, role: 'train-labels', name: 'b.gz', url: 'http://b/' };
  const context = createContext(async (url) =>
    String(url) === file.url ? new Response(null, { status: 503, statusText: 'Busy' }) : new Response('x'),
  );
  const failures = await loadData([file, other], { fresh: false }, context);
  expect(failures).toEqual([
    {
      role: 'train-images',
      fault: { code: 'E_FETCH', message: expect.stringContaining('a.gz: the server answered 503 Busy') },
    },
  ]);
  expect(context.taken).toHaveLength(1);
});

test("the core's refusal is a failure of the file; a trap is not", async () => {
  const refusal = new InklingError({ code: 'E_IDX_MAGIC', message: 'no' });
  const context = createContext(respond([[1]]));
  const take = (error: Error) => () => {
    throw error;
  };
  expect(await loadData([file], { fresh: false }, { ...context, take: take(refusal) })).toEqual([
    { role: 'train-images', fault: { code: 'E_IDX_MAGIC', message: 'no' } },
  ]);
  const trap = new WebAssembly.RuntimeError('unreachable');
  await expect(loadData([file], { fresh: false }, { ...context, take: take(trap) })).rejects.toBe(trap);
});

test('a transfer that stalls is given up', async () => {
  const hanging: typeof fetch = (_, options) =>
    new Promise((_resolve, reject) => {
      options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
    });
  const failures = await loadData(
    [file],
    { fresh: false },
    { ...createContext(hanging), stallMilliseconds: 20 },
  );
  expect(failures[0]?.fault.message).toContain('nothing came for too long');
});

test('can be aborted', async () => {
  const abort = new AbortController();
  const hanging: typeof fetch = (_, options) =>
    new Promise((_resolve, reject) => {
      options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
    });
  const { signal } = abort;
  const load = loadData([file], { fresh: false }, { ...createContext(hanging), signal });
  abort.abort();
  const cancelled = [
    { role: 'train-images', fault: { code: 'E_ABORTED', message: expect.stringContaining('cancelled') } },
  ];
  expect(await load).toEqual(cancelled);
  const late = createContext(respond([[1]]));
  expect(await loadData([file], { fresh: false }, { ...late, signal })).toEqual(cancelled);
  expect(late.taken).toEqual([]);
});
