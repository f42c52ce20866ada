// A file as the page saves it: its name, and its bytes when it is whole.
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';

export interface SavedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What the click on this button saves. */
export async function save(page: Page, button: string): Promise<SavedFile> {
  const click = () => page.getByRole('button', { name: button }).click();
  const folder = test.info().project.use.launchOptions?.downloadsPath;
  return folder ? savedInto(folder, click) : downloaded(page, click);
}

async function downloaded(page: Page, click: () => Promise<void>): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Firefox's own events name no download, so that Playwright lets them drop: what counts is what lies in the folder. */
async function savedInto(folder: string, click: () => Promise<void>): Promise<SavedFile> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) await rm(join(folder, name)); // a name that is taken would be counted up
  await click();
  let name = '';
  await expect(async () => {
    const names = await readdir(folder);
    expect(names).toHaveLength(1); // beside a part that is still written the name has no bytes yet
    name = names[0] ?? '';
    expect(name).not.toMatch(/\.part$/);
    expect((await stat(join(folder, name))).size).toBeGreaterThan(0);
  }).toPass({ intervals: [20], timeout: 30_000 });
  return { name, bytes: await readFile(join(folder, name)) };
}
