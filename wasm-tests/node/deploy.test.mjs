// docs/deploy.md and deploy/ repeat the headers of script/lib/security-headers.mjs in each host's own words.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { securityHeaders } from '../../script/lib/security-headers.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path) => readFile(`${root}${path}`, 'utf8');
const guide = await read('docs/deploy.md');

/** The first snippet below a heading of docs/deploy.md. */
function snippet(heading) {
  const [, code] =
    new RegExp(`^## ${heading}\\n(?:(?!^## )[^])*?^\`\`\`\\w*\\n([^]*?)^\`\`\`$`, 'm').exec(guide) ?? [];
  assert.ok(code, `docs/deploy.md has a snippet for ${heading}`);
  return code;
}

const nginx = /^\s*add_header ([\w-]+) "([^"]*)" always;$/gm;
const places = [
  ['deploy/nginx.conf', await read('deploy/nginx.conf'), nginx],
  ['nginx', snippet('nginx'), nginx],
  ['Apache', snippet('Apache'), /^Header always set ([\w-]+) "([^"]*)"$/gm],
  ['Caddy', snippet('Caddy'), /^\t\t([\w-]+) "([^"]*)"$/gm],
  ['_headers', snippet('Netlify and Cloudflare Pages'), /^ {2}([\w-]+): (.*)$/gm],
];

for (const [place, text, header] of places) {
  test(`${place} sets the headers of script/lib/security-headers.mjs`, () => {
    const found = [...text.matchAll(header)].map(([, name, value]) => [name, value]);
    assert.deepEqual(found, Object.entries(securityHeaders));
  });
}

test('vercel.json sets them too', () => {
  const [{ source, headers }] = JSON.parse(snippet('Vercel')).headers;
  assert.equal(source, '/(.*)');
  assert.deepEqual(
    headers.map(({ key, value }) => [key, value]),
    Object.entries(securityHeaders),
  );
});
