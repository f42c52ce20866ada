// What a browser must have, looked at before anything is started.
import type { Fault } from '../lib/client.ts';
import { t } from './i18n/text.ts';

/** A function with one instruction on a vector: https://github.com/GoogleChromeLabs/wasm-feature-detect, "simd". */
const simdModule = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3],
  ...[2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

/** Why nothing can be trained here; undefined when it can. */
export function missingFeature(): Fault | undefined {
  const message = messageOf();
  return message === undefined ? undefined : { code: browserFault, message };
}

export const browserFault = 'E_BROWSER';

function messageOf(): string | undefined {
  if (!('WebAssembly' in globalThis))
    return t(
      'This browser has no WebAssembly, which the network is computed with, or it is switched off, as in the Lockdown Mode of iOS. Chrome and Edge from 123, Firefox from 120 and Safari from 17.5 have it. What works without: drawing on the paper, and reading about it all.',
    );
  if (!WebAssembly.validate(simdModule) || !('Worker' in globalThis))
    return t(
      'This browser is too old for the network to be computed in it: its WebAssembly has no SIMD. Chrome and Edge from 123, Firefox from 120 and Safari from 17.5 have it. What works without: drawing on the paper, and reading about it all.',
    );
  return undefined;
}
