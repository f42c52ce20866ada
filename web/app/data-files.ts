// MNIST as it lies beside the page. Names and sizes come from the build, which packs the files.
import type { DataFile } from '../lib/client.ts';

declare const __MNIST_FILES__: readonly Omit<DataFile, 'url'>[];

export const dataFiles: readonly DataFile[] = __MNIST_FILES__.map((file) => ({
  ...file,
  url: new URL(`data/${file.name}`, document.baseURI).href,
}));
