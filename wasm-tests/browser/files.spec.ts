// The run and its network as files: what is saved can be opened, and goes on to the bit.
import { createHash } from 'node:crypto';
import { zero } from './digits.ts';
import { expect, type Inkling, test } from './inkling.ts';
import { save } from './saving.ts';

const run = 'lr=0.01&momentum=0.9&epochs=1&train=3200';
const notice = (inkling: Inkling) => inkling.page.locator('.keeping-notice');

const open = (inkling: Inkling, name: string, bytes: Buffer) =>
  inkling.page.getByLabel('A saved run or network').setInputFiles({
    ...{ name, buffer: bytes, mimeType: 'application/octet-stream' },
  });

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test('a run saved in the middle goes on in another browser, and ends in the same network', async ({
  inkling,
  page,
  browser,
  baseURL,
}) => {
  await inkling.open(run);
  for (const step of [1, 2, 3]) {
    await inkling.button('Step').click();
    await expect(page.locator('.progress-text')).toContainText(`batch ${step} of 50`);
  }
  const saved = await save(inkling.page, 'Save run');
  expect(saved.name).toBe('inkling-run.safetensors');
  await inkling.trainToEnd();
  const ended = await save(inkling.page, 'Save network');
  expect(ended.name).toBe('inkling-network.safetensors');

  const elsewhere = await browser.newContext(baseURL ? { baseURL } : {});
  const other = new (inkling.constructor as new (page: typeof inkling.page) => Inkling)(
    await elsewhere.newPage(),
  );
  await other.open();
  await open(other, saved.name, saved.bytes);
  await expect(notice(other)).toContainText('Opened inkling-run.safetensors: the run goes on from step 3.');
  expect(new URL(other.page.url()).hash).toBe(`#${run}`);
  await expect(other.page.getByLabel('Momentum', { exact: true })).toHaveValue('0.9');
  await other.trainToEnd();
  expect(sha256((await save(other.page, 'Save network')).bytes)).toBe(sha256(ended.bytes));
  expect(await other.value('test-accuracy')).toBe(await inkling.value('test-accuracy'));
  await elsewhere.close();
});

test('a saved network reads as it did, and can be trained on', async ({ inkling, page }) => {
  await inkling.open(run);
  await inkling.trainToEnd();
  const sure = page.getByText(/^On the validation images it was /);
  await expect(sure).toBeVisible({ timeout: 20_000 }); // the percentages are then calibrated
  await inkling.draw(zero);
  await expect(inkling.output('prediction')).toHaveAttribute('data-value', /\d/);
  const probabilities = () => page.locator('.probabilities').textContent();
  let before: string | null = null; // of the whole drawing: it is read from its first points on
  const settles = async () => {
    const last = before;
    before = await probabilities();
    return before === last;
  };
  await expect.poll(settles, { intervals: [500] }).toBe(true);
  const { bytes } = await save(inkling.page, 'Save network');
  await page.getByLabel('Seed', { exact: true }).fill('9');
  await page.getByLabel('Seed', { exact: true }).press('Enter');
  await expect.poll(probabilities).not.toBe(before);
  await open(inkling, 'mine.safetensors', bytes);
  await expect(notice(inkling)).toContainText('Opened mine.safetensors: its network reads your drawings');
  await inkling.button('Find out').click();
  await expect(sure).toBeVisible({ timeout: 20_000 });
  await expect.poll(probabilities).toBe(before);
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 1 of');
});

test('the run that an opened network replaced comes back', async ({ inkling, page }) => {
  await inkling.open(run);
  const { bytes } = await save(inkling.page, 'Save network');
  await inkling.button('Step').click();
  await expect(page.locator('.kept')).toHaveAttribute('data-value', '1');
  await open(inkling, 'fresh.safetensors', bytes);
  await expect(notice(inkling)).toContainText('Opened fresh.safetensors');
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 0 of 50');
  await inkling.button('Back to the run before').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 1 of 50');
  await expect(notice(inkling)).toBeHidden();
});

test('the network for ONNX Runtime, the run for PyTorch', async ({ inkling }) => {
  await inkling.open(run);
  const onnx = await save(inkling.page, 'Save ONNX');
  expect(onnx.name).toBe('inkling-network.onnx');
  expect(onnx.bytes.length).toBeGreaterThan(500_000);
  const script = await save(inkling.page, 'Save PyTorch script');
  expect(script.name).toBe('inkling-run.py');
  expect(script.bytes.toString()).toContain('torch.manual_seed(SEED)');
  await expect(inkling.button('Save run')).toBeDisabled();
});

test('a file that is none of them is refused with a word, and the run stays', async ({ inkling, page }) => {
  await inkling.open(run);
  await inkling.button('Step').click();
  await expect(page.locator('.kept')).toHaveAttribute('data-value', '1');
  const fault = page.locator('.files-fault');
  await open(inkling, '<b>notes</b>.txt', Buffer.from('These are no tensors.'));
  await expect(fault).toContainText('<b>notes</b>.txt');
  const { bytes } = await save(inkling.page, 'Save run');
  bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 4;
  await open(inkling, 'damaged.safetensors', bytes);
  await expect(fault).toContainText('damaged.safetensors');
  await expect(fault).toContainText('The file is damaged.');
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 1 of 50');
  await inkling.button('Step').click();
  await expect(page.locator('.progress-text')).toContainText('Epoch 1: batch 2 of 50');
});
