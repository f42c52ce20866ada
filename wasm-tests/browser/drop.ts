// Files as a person drops them.
import type { Page } from '@playwright/test';

export interface DroppedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly type?: string;
}

/** Files that are made in the page. */
export async function drop(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const plain = files.map(({ name, bytes, type = '' }) => ({
    ...{ name, type },
    base64: Buffer.from(bytes).toString('base64'),
  }));
  await page.evaluate((given) => {
    const dataTransfer = new DataTransfer();
    for (const { name, type, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name, { type }));
    }
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, plain);
}

/** Files and folders of the disk, through the browser's own drag and drop. */
export async function dropFromDisk(page: Page, ...files: readonly string[]): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await browser.send('Input.dispatchDragEvent', { type, x: 20, y: 20, data });
  await browser.detach();
}
