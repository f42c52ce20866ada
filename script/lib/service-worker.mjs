// What the service worker is told of the page that it is built with: every file but MNIST's, by its content.
import { createHash } from 'node:crypto';
import { securityHeaders } from './security-headers.mjs';

/** The name that sw.ts has for it. */
const placeholder = '__SHELL__';

/** Answers to navigation, by its scope. */
const page = 'index.html';

/** @param {string | Uint8Array} content */
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/**
 * The worker's script with the files that it keeps.
 * @param {string} script
 * @param {[name: string, content: string | Uint8Array][]} built
 */
export function withShell(script, built) {
  const digests = built
    .filter(([name]) => !name.startsWith('data/'))
    .map(([name, content]) => [name === page ? '' : name, sha256(content)]);
  const files = Object.fromEntries(digests.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
  const headers = securityHeaders;
  const version = sha256(JSON.stringify([files, headers, script])).slice(0, 12);
  if (!script.includes(placeholder)) throw new Error(`sw.js has no place for ${placeholder}`);
  return script.replaceAll(placeholder, () => JSON.stringify({ version, files, headers }));
}
