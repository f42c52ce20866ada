// The files that a run is saved as.
import type { Client } from '../lib/client.ts';

export const savedFiles = {
  run: { name: 'inkling-run.safetensors', take: (client: Client) => client.call('saveCheckpoint', []) },
  network: { name: 'inkling-network.safetensors', take: (client: Client) => client.call('saveModel', []) },
  onnx: { name: 'inkling-network.onnx', take: (client: Client) => client.call('exportOnnx', []) },
  script: { name: 'inkling-run.py', take: (client: Client) => client.call('exportPytorchScript', []) },
} as const;

export type SavedFile = keyof typeof savedFiles;

/** Hands it to the browser, which puts it where downloads go. */
export function download(name: string, content: Uint8Array | string): void {
  const url = URL.createObjectURL(
    new Blob([typeof content === 'string' ? content : new Uint8Array(content)], {
      type: 'application/octet-stream',
    }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // when the browser has begun to read it, whatever it asks first
}
