// The content security policy and Trusted Types: nothing that a person does breaks them, and what would does not happen.
import { readdir, readFile } from 'node:fs/promises';
import { securityHeaders } from '../../script/lib/security-headers.mjs';
import { figure } from '../figures.mjs';
import { zero } from './digits.ts';
import { drop } from './drop.ts';
import { expect, quickRun, test } from './inkling.ts';
import { serveDist } from './static-server.ts';

test.use({ serviceWorker: true });

test('page, worker, threads and wasm come with the headers of the policy', async ({ inkling, page }) => {
  const answers = new Map<string, Record<string, string>>();
  page.on('response', (response) => {
    answers.set(new URL(response.url()).pathname, response.headers());
  });
  await inkling.open();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  for (const kind of [/\/$/, /worker.*\.js$/, /core_threads-.*\.js$/, /\.wasm$/, /\.gz$/]) {
    const found = [...answers].filter(([path]) => kind.test(path));
    expect(found.length, `responses like ${kind}`).toBeGreaterThan(0);
    for (const [path, headers] of found)
      for (const [name, value] of Object.entries(securityHeaders))
        expect(headers[name.toLowerCase()], `${name} of ${path}`).toBe(value);
  }
});

test('whatever a person does, nothing breaks the policy, asks another origin or sets a cookie @chromium', async ({
  inkling,
  page,
  context,
}) => {
  test.setTimeout(120_000);
  const server = await serveDist('/some/where/');
  server.strict = true;
  try {
    await inkling.open(quickRun, server.url);
    await inkling.draw(zero);
    await inkling.trainToEnd();
    await expect(inkling.output('prediction')).toHaveAttribute('data-value', '0');
    await inkling.button('Pin').click();
    await page.evaluate(async () => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      for (const heading of document.querySelectorAll('main h2, main h3')) {
        heading.scrollIntoView();
        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      }
    });
    const download = page.waitForEvent('download');
    await inkling.button('Save network').click();
    const bytes = await readFile(await (await download).path());
    await drop(page, [{ name: 'mine.safetensors', bytes }]);
    await expect(page.locator('.keeping-notice')).toContainText('Opened mine.safetensors');
    await inkling.button('New here? Take the tour').click();
    await page.getByLabel('Language').selectOption('zh-Hant');
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hant');
    await page.reload();
    await expect(page.locator('output#prediction')).toBeVisible();

    expect(server.reports).toEqual([]);
    expect(inkling.requests.length).toBeGreaterThan(30);
    expect(inkling.requests.filter((url) => !url.startsWith(server.url) && !url.startsWith('blob:'))).toEqual(
      [],
    );
    const cookies = await context.cookies();
    expect(cookies).toEqual([]);
    figure('F1', 'reports from page, workers and threads of a whole visit', server.reports.length);
    figure('F2', 'requests of a whole visit', inkling.requests.length);
    figure('F2', 'cookies', cookies.length);
  } finally {
    await server.close();
  }
});

test('scripts, markup and code that are text are refused in the page', async ({ inkling, page }) => {
  inkling.expectedErrors = /./;
  inkling.expectsViolations = true;
  await inkling.open();
  const outcomes = await page.evaluate(tryInPage);
  expect(outcomes).toEqual({
    'a script that is text': 'TypeError',
    'a script from an address': 'TypeError',
    'a handler that is text': 'TypeError',
    'a worker from an address': 'TypeError',
    'another service worker': 'TypeError',
    'markup in an element': 'TypeError',
    'markup beside an element': 'TypeError',
    'markup in place of an element': 'TypeError',
    'a document from text': 'TypeError',
    'document.write': 'TypeError',
    'another policy': 'TypeError',
    'the same policy again': 'TypeError',
    eval: 'EvalError',
    'new Function': 'EvalError',
    'a request to what is no origin': 'TypeError',
    'a style in markup': 'silence',
    'a picture from what is no origin': 'silence',
  });
  await expect(page.locator('body')).not.toHaveAttribute('onclick');
  await expect(page.locator('body')).not.toHaveCSS('color', 'rgb(255, 0, 0)');
  expect(await page.title()).not.toBe('run');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inkling');
  const directives = [
    'require-trusted-types-for',
    'trusted-types',
    'connect-src',
    'img-src',
    'style-src-attr',
  ];
  for (const directive of directives)
    await expect
      .poll(() => inkling.violations.some((text) => text.includes(` ${directive} `)), directive)
      .toBe(true);
  figure('F1', 'attempts in the page refused', Object.keys(outcomes).length);
});

test('a script in the page and a handler in its markup do not run @chromium', async ({ inkling, page }) => {
  inkling.expectedErrors = /Content Security Policy/;
  inkling.expectsViolations = true;
  const server = await serveDist('/');
  server.strict = true;
  const html = await readFile(new URL('../../dist/index.html', import.meta.url), 'utf8');
  server.replaced.set(
    'index.html',
    html
      .replace('</head>', '<script>globalThis.ran = "script"</script></head>')
      .replace(/<body\b/, '<body onload="globalThis.ran = \'handler\'"'),
  );
  try {
    await inkling.open('', server.url);
    expect(await page.locator('body').getAttribute('onload')).toContain('ran');
    expect(await page.evaluate(() => Reflect.get(globalThis, 'ran'))).toBeUndefined();
    const refused = () => server.reports.map((report) => report['effective-directive']).sort();
    await expect.poll(refused).toEqual(['script-src-attr', 'script-src-elem']);
    for (const report of server.reports) expect(report['blocked-uri']).toBe('inline');
    figure('F1', 'attempts in the markup refused', server.reports.length);
  } finally {
    await server.close();
  }
});

test('code that is text is refused by the policy without Trusted Types too', async ({ inkling, page }) => {
  inkling.expectedErrors = /./;
  inkling.expectsViolations = true;
  const server = await serveDist('/');
  server.replaced.set('index.html', await withoutTypes());
  try {
    await inkling.open('', server.url);
    const outcomes = await page.evaluate(
      () =>
        // In a task of the page's own: the debugger's are above the policy.
        new Promise<Record<string, string>>((resolve) =>
          setTimeout(() => {
            const outcome = (attempt: () => unknown) => {
              try {
                return String(attempt());
              } catch (error) {
                return error instanceof Error ? error.name : String(error);
              }
            };
            document.createElement('i').innerHTML = '<b>'; // which nothing forbids now
            resolve({
              // biome-ignore lint/security/noGlobalEval: the test is that it is forbidden
              eval: outcome(() => eval('1')),
              'new Function': outcome(() => new Function('return 1')()),
            });
          }),
        ),
    );
    expect(outcomes).toEqual({ eval: 'EvalError', 'new Function': 'EvalError' });
    await expect
      .poll(() => inkling.violations.filter((text) => text.includes(' script-src ')).length)
      .toBe(2);
  } finally {
    await server.close();
  }
});

/** index.html with the rest of its policy. */
async function withoutTypes(): Promise<string> {
  const html = await readFile(new URL('../../dist/index.html', import.meta.url), 'utf8');
  const without = html.replace('; require-trusted-types-for &#39;script&#39;; trusted-types inkling', '');
  expect(without).not.toBe(html);
  return without;
}

test('code that is text, and scripts from anywhere, are refused in the worker @chromium', async ({
  inkling,
  page,
}) => {
  inkling.expectedErrors = /./;
  const server = await serveDist('/');
  server.strict = true;
  try {
    await inkling.open('', server.url);
    const outcomes = await page.workers()[0]?.evaluate(tryInWorker); // its threads listen to nobody while they wait
    expect(outcomes).toEqual({
      eval: 'EvalError',
      'new Function': 'EvalError',
      'a worker from an address': 'TypeError',
      'another policy': 'TypeError',
      'a request to what is no origin': 'TypeError',
    });
    await expect.poll(() => server.reports.length).toBeGreaterThanOrEqual(5);
    for (const report of server.reports) expect(report['document-uri']).toMatch(/worker-[\w-]+\.js$/);
    figure('F1', 'attempts in the worker refused', 5);
  } finally {
    await server.close();
  }
});

test('where a browser knows no Trusted Types, the page trains all the same', { tag: '@full' }, async ({
  inkling,
  page,
}) => {
  const server = await serveDist('/');
  const read = (name: string) => readFile(new URL(`../../dist/${name}`, import.meta.url), 'utf8');
  server.replaced.set('index.html', await withoutTypes());
  const forget = "Object.defineProperty(globalThis, 'trustedTypes', { value: undefined });";
  const forgotten = `${forget} if (globalThis.trustedTypes) throw new Error('they are still known');`;
  for (const name of await readdir(new URL('../../dist/assets', import.meta.url)))
    if (/^(worker|core_threads)-.*\.js$/.test(name))
      server.replaced.set(`assets/${name}`, forgotten + (await read(`assets/${name}`)));
  server.isolated = true;
  await page.addInitScript(forget);
  try {
    await inkling.open(quickRun, server.url);
    const knows = () => globalThis.trustedTypes !== undefined;
    expect(await page.evaluate(knows)).toBe(false);
    await inkling.trainToEnd();
    expect(await inkling.value('test-accuracy')).toBeGreaterThan(0.9);
    const threads = await page.evaluate(() => Math.min(navigator.hardwareConcurrency, 4));
    await expect.poll(() => page.workers()).toHaveLength(threads);
  } finally {
    await server.close();
  }
});

/** What each attempt throws, in a task of the page's own: the debugger's are above the policy. */
function tryInPage(): Promise<Record<string, string>> {
  const { body } = document;
  const policy = { createScriptURL: (address: string) => address };
  const { trustedTypes } = globalThis;
  const attempts: Record<string, () => unknown> = {
    'a script that is text': () => {
      document.createElement('script').textContent = 'document.title = "run"';
    },
    'a script from an address': () => {
      document.createElement('script').src = 'sw.js';
    },
    'a handler that is text': () => body.setAttribute('onclick', 'x'),
    'a worker from an address': () => new Worker('sw.js'),
    'another service worker': () => navigator.serviceWorker.register('sw.js?another'),
    'markup in an element': () => {
      body.innerHTML = '<img>';
    },
    'markup beside an element': () => body.insertAdjacentHTML('beforeend', '<img>'),
    'markup in place of an element': () => {
      body.outerHTML = '<img>';
    },
    'a document from text': () => new DOMParser().parseFromString('<img>', 'text/html'),
    'document.write': () => document.write('<img>'),
    'another policy': () => trustedTypes?.createPolicy('another', policy),
    'the same policy again': () => trustedTypes?.createPolicy('inkling', policy),
    // biome-ignore lint/security/noGlobalEval: the test is that it is forbidden
    eval: () => eval('1'),
    'new Function': () => new Function('1'),
    'a request to what is no origin': () => fetch('data:,'),
    'a style in markup': () => body.setAttribute('style', 'color: red'),
    'a picture from what is no origin': () => {
      new Image().src = 'data:image/png;base64,';
    },
  };
  return new Promise((resolve) =>
    setTimeout(async () => {
      const outcomes: Record<string, string> = {};
      for (const [name, attempt] of Object.entries(attempts)) {
        try {
          await attempt();
          outcomes[name] = 'silence';
        } catch (error) {
          outcomes[name] = error instanceof Error ? error.name : String(error);
        }
      }
      setTimeout(resolve, 100, outcomes); // when all was told
    }),
  );
}

function tryInWorker(): Promise<Record<string, string>> {
  const policy = { createScriptURL: (address: string) => address };
  const { trustedTypes } = globalThis;
  const attempts: Record<string, () => unknown> = {
    // biome-ignore lint/security/noGlobalEval: the test is that it is forbidden
    eval: () => eval('1'),
    'new Function': () => new Function('1'),
    'a worker from an address': () => new Worker('sw.js'),
    'another policy': () => trustedTypes?.createPolicy('another', policy),
    'a request to what is no origin': () => fetch('data:,'),
  };
  return new Promise((resolve) =>
    setTimeout(async () => {
      const outcomes: Record<string, string> = {};
      for (const [name, attempt] of Object.entries(attempts)) {
        try {
          await attempt();
          outcomes[name] = 'silence';
        } catch (error) {
          outcomes[name] = error instanceof Error ? error.name : String(error);
        }
      }
      resolve(outcomes);
    }),
  );
}
