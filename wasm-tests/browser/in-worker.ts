// A test's code in the page's worker.
import type { Page } from '@playwright/test';

/** `run` knows nothing of what is around it in the test. */
export type InWorker = <Result, Argument = undefined>(
  run: (argument: Argument) => Result | Promise<Result>,
  argument?: Argument,
) => Promise<Result>;

/** Before the page opens. */
export async function reachWorker(page: Page): Promise<InWorker> {
  const isFirefox = page.context().browser()?.browserType().name() === 'firefox';
  return isFirefox ? byImport(page) : evaluated(page);
}

function evaluated(page: Page): InWorker {
  return async (run, argument) => {
    const [worker] = page.workers();
    if (!worker) throw new Error('the page has no worker');
    return worker.evaluate(run as never, argument);
  };
}

const channel = 'in-worker';

/** Firefox evaluates nothing in a worker, and the policy forbids eval there: the worker imports it, when it is told to. */
async function byImport(page: Page): Promise<InWorker> {
  const modules: string[] = [];
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${listen})('${channel}');\n${await response.text()}` });
  });
  await page.route('**/assets/in-worker-*.js', async (route) => {
    const index = /\d+/.exec(new URL(route.request().url()).pathname)?.[0];
    await route.fulfill({ contentType: 'text/javascript', body: modules[Number(index)] ?? '' });
  });
  return async (run, argument) => {
    const index = modules.push(`export default await (${run})(${JSON.stringify(argument)});`) - 1;
    return page.evaluate(importThere, { channel, path: `/assets/in-worker-${index}.js` }) as never;
  };
}

interface Answer {
  readonly value?: unknown;
  readonly error?: string;
}

/** In the worker. */
function listen(name: string): void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = async ({ data }: MessageEvent<{ url?: string }>) => {
    if (!data.url) return;
    const answer: Answer = await import(data.url).then(
      (module) => ({ value: module.default }),
      (error) => ({ error: String(error) }),
    );
    channel.postMessage(answer);
  };
}

/** In the page. */
function importThere({ channel: name, path }: { channel: string; path: string }): Promise<unknown> {
  const channel = new BroadcastChannel(name);
  return new Promise((resolve, reject) => {
    channel.onmessage = ({ data }: MessageEvent<Answer>) => {
      channel.close();
      if (data.error === undefined) resolve(data.value);
      else reject(new Error(data.error));
    };
    channel.postMessage({ url: new URL(path, location.href).href });
  });
}
