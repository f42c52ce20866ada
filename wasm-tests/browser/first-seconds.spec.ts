// What a visitor meets before the data is there, and before anything was trained.
import { seven, three } from './digits.ts';
import { expect, quickRun, test } from './inkling.ts';

const readyMade = 'Read by a ready-made network. Press Train to grow your own.';

test('the first drawing is read before any data is there; then one trains a reader of one’s own', async ({
  inkling,
  page,
}) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/data/*.gz', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`#${quickRun}`);
  await inkling.draw(seven); // whether the worker is up or not
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '7', { timeout: 20_000 });
  await expect(page.getByText(readyMade)).toBeVisible();
  await expect(inkling.button('Train')).toBeDisabled();
  await expect(page.getByText('Training can begin when the data is here.')).toBeVisible();
  expect(inkling.requests.some((url) => /ready-made-[0-9a-f]{8}\.bin$/.test(url))).toBe(true);
  release();
  await inkling.ready();
  await expect(page.getByText(readyMade)).toBeVisible();
  await inkling.button('Train').click();
  await expect(page.getByText(readyMade)).toBeHidden();
  await expect(inkling.output('test-accuracy')).not.toHaveAttribute('data-value', '', { timeout: 40_000 });
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', '7');
  await inkling.button('Reset').click();
  await expect(page.getByText(readyMade)).toBeVisible();
});

test('without the ready-made network the untrained one guesses, and says so', async ({ inkling, page }) => {
  inkling.expectedErrors = /ERR_FAILED|NetworkError/;
  await page.route('**/ready-made-*', (route) => route.abort());
  await inkling.open();
  await inkling.draw(three);
  await expect(page.getByText('An untrained network can only guess.')).toBeVisible();
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /^\d+$/);
});

const lacks = [
  { what: 'WebAssembly', take: () => Reflect.deleteProperty(globalThis, 'WebAssembly') },
  {
    what: 'SIMD',
    take: () => {
      WebAssembly.validate = () => false;
    },
  },
];
for (const { what, take } of lacks) {
  test(`a browser without ${what} is told what it lacks and who has it; the paper takes ink all the same`, async ({
    inkling,
    page,
  }) => {
    await page.addInitScript(take);
    await page.goto('');
    const trouble = page.getByRole('alert');
    await expect(trouble).toContainText(what);
    await expect(trouble).toContainText('Firefox from 120');
    await expect(inkling.button('Restart')).toBeHidden();
    await expect(inkling.button('Train')).toBeDisabled();
    await expect(page.getByText('MNIST is not loaded.')).toBeVisible();
    await inkling.draw(seven);
    await inkling.button('Undo').click();
    await expect(inkling.button('Undo')).toBeDisabled();
  });
}

test('without scripts the page says what it needs', async ({ page }) => {
  // By a header: Playwright's `javaScriptEnabled` leaves them on in Firefox.
  await page.route('./', async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const policy = `${headers['content-security-policy']}; sandbox allow-same-origin`;
    await route.fulfill({ response, headers: { ...headers, 'content-security-policy': policy } });
  });
  await page.goto('');
  const words = page.locator('noscript p'); // getByText() looks into no <noscript>
  await expect(words).toBeVisible();
  await expect(words).toContainText('Scripts are switched off here.');
  await expect(page.getByText('The page has not started yet.')).toBeHidden();
});

test('scripts that do not start are told of after a while', { tag: '@full' }, async ({ inkling, page }) => {
  inkling.expectedErrors = /ERR_FAILED|NetworkError/;
  await page.route('**/index-*.js', (route) => route.abort());
  await page.goto('');
  await expect(page.getByText('The page has not started yet.')).toBeHidden();
  await expect(page.getByText('The page has not started yet.')).toBeVisible({ timeout: 15_000 });
});

test('it can be installed, and says what it is where a link to it is shown', async ({ page, request }) => {
  await page.goto('');
  const attribute = (selector: string, name: string) => page.locator(selector).first().getAttribute(name);
  expect(await attribute('meta[property="og:title"]', 'content')).toBeTruthy();
  expect(await attribute('meta[name="theme-color"]', 'content')).toMatch(/^#/);
  const manifestUrl = new URL((await attribute('link[rel="manifest"]', 'href')) ?? '', page.url());
  const manifest = await (await request.get(manifestUrl.href)).json();
  const icons = [attribute('link[rel="icon"]', 'href'), manifest.icons[0].src];
  for (const icon of await Promise.all(icons)) {
    const answer = await request.get(new URL(icon, manifestUrl).href);
    expect(answer.headers()['content-type']).toContain('image/svg+xml');
  }
  expect(new URL(manifest.start_url, manifestUrl).href).toBe(new URL('./', page.url()).href);
});
