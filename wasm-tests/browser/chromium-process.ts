// A Chromium of the test's own, spoken to over a pipe: Playwright's keeps every page visible and cannot be killed in
// the middle of something.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { chromiumArguments, findChromium } from '../../script/lib/chromium.mjs';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly name: string; readonly payload: string };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Evaluated {
  readonly result: { readonly value: unknown };
  readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
}

export class ChromiumProcess {
  readonly #process: ChildProcess;
  readonly #input: Writable;
  readonly #waiting = new Map<
    number,
    { resolve: (result: unknown) => void; reject: (error: Error) => void }
  >();
  readonly #onCall: (payload: string) => void;
  #lastId = 0;
  #session: string | undefined;
  #window = 0;

  /** `onCall` hears what the page says to its function `tell`. */
  private constructor(profile: string, url: string, onCall: (payload: string) => void) {
    const options = ['--headless=new', '--remote-debugging-pipe', `--user-data-dir=${profile}`, url];
    this.#process = spawn(findChromium(), [...chromiumArguments, ...options], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      detached: true, // a group of its own, so that all of it can be killed
    });
    this.#onCall = onCall;
    this.#input = this.#process.stdio[3] as Writable;
    this.#input.on('error', () => {}); // it has been killed
    let rest = '';
    (this.#process.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#receive(JSON.parse(message));
    });
  }

  static async open(
    profile: string,
    url: string,
    onCall: (payload: string) => void,
  ): Promise<ChromiumProcess> {
    const chromium = new ChromiumProcess(profile, url, onCall);
    await chromium.#attach(url);
    return chromium;
  }

  /** The value of an expression, or of what it promises. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.#send<Evaluated>('Runtime.evaluate', {
      ...{ expression, awaitPromise: true, returnByValue: true },
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'it threw');
    return result.value as T;
  }

  async setHidden(hidden: boolean): Promise<void> {
    const bounds = { windowState: hidden ? 'minimized' : 'normal' };
    await this.#send('Browser.setWindowBounds', { windowId: this.#window, bounds });
  }

  async setFrozen(frozen: boolean): Promise<void> {
    await this.#send('Page.setWebLifecycleState', { state: frozen ? 'frozen' : 'active' });
  }

  async navigate(url: string): Promise<void> {
    await this.#send('Page.navigate', { url });
  }

  /** As a crash or the system would end it: no process of it gets a word in. */
  async kill(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    process.kill(-pid, 'SIGKILL');
    await exit;
    for (const { reject } of this.#waiting.values()) reject(new Error('Chromium has been killed'));
    this.#waiting.clear();
  }

  async #attach(url: string): Promise<void> {
    let targetId: string | undefined;
    while (!targetId) {
      const { targetInfos } = await this.#send<{
        targetInfos: { targetId: string; type: string; url: string }[];
      }>('Target.getTargets');
      targetId = targetInfos.find((target) => target.type === 'page' && target.url === url)?.targetId;
    }
    const { windowId } = await this.#send<{ windowId: number }>('Browser.getWindowForTarget', { targetId });
    this.#window = windowId;
    const attached = await this.#send<{ sessionId: string }>('Target.attachToTarget', {
      ...{ targetId, flatten: true },
    });
    this.#session = attached.sessionId;
    await this.#send('Runtime.enable');
    await this.#send('Runtime.addBinding', { name: 'tell' });
    const loaded = `location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`;
    // Between two documents there is nothing that could answer.
    while (!(await this.evaluate(loaded).catch(() => false)));
  }

  #send<T>(method: string, params: object = {}): Promise<T> {
    const id = ++this.#lastId;
    const sessionId =
      method.startsWith('Target.') || method.startsWith('Browser.') ? undefined : this.#session;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (result) => resolve(result as T), reject });
      this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #receive({ id, method, params, result, error }: Message): void {
    if (method === 'Runtime.bindingCalled' && params?.name === 'tell') this.#onCall(params.payload);
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || !waiting) return;
    this.#waiting.delete(id);
    if (error) waiting.reject(new Error(error.message));
    else waiting.resolve(result);
  }
}
