// Which Chromium the browser tests drive, and how: the system's own, never a downloaded one.
import { find } from './program.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** CHROMIUM_PATH, or the first on PATH; throws when there is none. */
export function findChromium() {
  const found = process.env.CHROMIUM_PATH || find(names);
  if (!found) throw new Error(`No Chromium found (${names.join(', ')}): install one, or set CHROMIUM_PATH`);
  return found;
}

/** Quiet, and without the sandbox where it cannot work: as root. */
export const chromiumArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
