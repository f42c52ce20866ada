// The page as the tests use it. After each test: no console error, no page error, nothing that breaks the content security
// policy, nothing from another origin.
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import config from '../../playwright.config.ts';
import { tally } from '../figures.mjs';
import type { Digit, Point } from './digits.ts';
import { type InWorker, reachWorker } from './in-worker.ts';

export { expect };

/** For `test.use`: the page with all of MNIST; else it has the first 24,000 and 2,000 images. */
export const wholePage = { baseURL: String(config.metadata?.wholePage) };

/** Trains to more than 90 % in a few seconds. */
export const quickRun = 'lr=0.01&momentum=0.9&epochs=2&train=20000';

/** As a person does: Playwright's own `fill` puts its text behind that of a number field in Firefox. */
export async function retype(field: Locator, text: string): Promise<void> {
  await field.press('ControlOrMeta+a');
  await field.pressSequentially(text);
}

export class Inkling {
  readonly page: Page;
  /** What a test means to go wrong. */
  expectedErrors: RegExp | undefined;
  readonly errors: string[] = [];
  /** Whether a test means to break the policy. */
  expectsViolations = false;
  /** What the page did that its policy forbids. Of workers the browser tells their errors only; policy.spec.ts has their reports. */
  readonly violations: string[] = [];
  readonly requests: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
      if (message.text().startsWith(violation)) this.violations.push(message.text());
    });
    page.on('pageerror', (error) => this.errors.push(error.stack ?? String(error)));
    page.on('request', (request) => this.requests.push(request.url()));
  }

  get canvas(): Locator {
    return this.page.getByLabel(/^Draw( a digit)?$/);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name });
  }

  output(id: string): Locator {
    return this.page.locator(`output#${id}`);
  }

  /** The bare value; NaN when it is not known. */
  async value(id: string): Promise<number> {
    const text = await this.output(id).getAttribute('data-value');
    return text ? Number(text) : Number.NaN;
  }

  /** Of the run, by its progress bar. */
  async fractionDone(): Promise<number> {
    return Number(await this.page.getByLabel('Progress of the run').getAttribute('value'));
  }

  /** Goes to the page with this run, and waits for the data. */
  async open(hash = '', path = ''): Promise<void> {
    await this.page.goto(hash ? `${path}#${hash}` : path);
    await this.ready();
  }

  async ready({ finished = false } = {}): Promise<void> {
    await expect(this.page.getByText(/^MNIST: [\d,]+ images to train with and [\d,]+ to test$/)).toBeVisible({
      timeout: 20_000,
    });
    if (!finished) await expect(this.button('Train')).toBeEnabled();
  }

  /** To the end of the run, its test included. */
  async trainToEnd(): Promise<void> {
    await this.button('Train').click();
    await expect(this.output('test-accuracy')).not.toHaveAttribute('data-value', '', { timeout: 40_000 });
  }

  /** From the digit's square to the page. */
  async place([x, y]: Point): Promise<Point> {
    await this.canvas.scrollIntoViewIfNeeded();
    const box = await this.canvas.boundingBox();
    if (!box) throw new Error('the canvas is not on the page');
    return [box.x + x * box.width, box.y + y * box.height];
  }

  async draw(digit: Digit): Promise<void> {
    for (const stroke of digit) {
      for (const [index, point] of stroke.entries()) {
        await this.page.mouse.move(...(await this.place(point)), { steps: 4 });
        if (index === 0) await this.page.mouse.down();
      }
      await this.page.mouse.up();
    }
  }

  /** The grey levels of "What the network sees". */
  async seen(): Promise<number[]> {
    return this.page.getByLabel('What the network sees').evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return [];
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, 28, 28).data ?? [];
      return Array.from(pixels).filter((_, index) => index % 4 === 0);
    });
  }
}

const violation = 'Violates the policy: ';

function tellViolations(beginning: string): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    console.debug(`${beginning}${effectiveDirective} ${blockedURI} ${sample}`),
  );
}

interface Fixtures {
  inkling: Inkling;
  /** Runs a test's code in the page's worker. */
  inWorker: InWorker;
  /** Else the browser has none, since it would answer in place of a test's routes. */
  serviceWorker: boolean;
}

interface WorkerFixtures {
  /** Of all tests of one of Playwright's workers. */
  totals: { tests: number; requests: number; foreign: number; violations: number };
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  totals: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it which fixtures are wanted
    async ({}, use) => {
      const totals = { tests: 0, requests: 0, foreign: 0, violations: 0 };
      await use(totals);
      tally('F1', 'tests of the page', totals.tests);
      tally('F1', 'violations of the policy in them', totals.violations);
      tally('F2', 'requests of these tests', totals.requests);
      tally('F2', 'requests to other origins', totals.foreign);
    },
    { scope: 'worker' },
  ],
  inWorker: async ({ page }, use) => use(await reachWorker(page)),
  serviceWorker: [false, { option: true }],
  inkling: async ({ page, context, serviceWorker, totals }, use) => {
    await context.addInitScript(tellViolations, violation);
    if (!serviceWorker)
      await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
    const inkling = new Inkling(page);
    await use(inkling);
    const unexpected = inkling.errors.filter((text) => !inkling.expectedErrors?.test(text));
    expect(unexpected, 'errors in the console').toEqual([]);
    const { expectsViolations, violations, requests } = inkling;
    const origin = new URL(page.url()).origin;
    const foreign = requests.filter((url) => !url.startsWith(`${origin}/`));
    totals.tests++;
    totals.requests += requests.length;
    totals.foreign += foreign.length;
    if (!expectsViolations) totals.violations += violations.length;
    expect(violations.length > 0, violations.join('\n')).toBe(expectsViolations);
    expect(foreign, 'requests to other origins').toEqual([]);
  },
});
