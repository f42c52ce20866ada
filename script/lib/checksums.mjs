// dist/SHA256SUMS: what `sha256sum -c SHA256SUMS` checks a host's files against.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const sumsFile = 'SHA256SUMS';

/** Every file below a folder but the sums themselves, relative to it, with '/'. @param {string} folder */
export const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => name !== sumsFile)
    .sort();

/** @param {string} folder */
export const checksums = (folder) =>
  filesIn(folder)
    .map((name) => {
      const digest = createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex');
      return `${digest}  ${name}\n`;
    })
    .join('');
