// The tiniest host for what runs in Chromium: five folders, and the headers that make a page cross-origin isolated,
// without which nothing could have threads.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { bench, dataFolder, root } from './places.mjs';

const folders = {
  browser: join(bench, 'browser'),
  core: join(root, 'build/wasm'),
  data: dataFolder,
  dist: join(root, 'dist'),
  modules: join(bench, 'node_modules'),
};

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.gz': 'application/gzip',
};

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Serves at a free port of the loopback. `made` are files that exist only here, by path; `alter(path, body)` may return
 * another body for a file.
 */
export async function serve({ made = {}, alter = (_path, body) => body, isolated = true } = {}) {
  const headers = isolated ? isolation : {};
  async function load(path) {
    if (path in made) return made[path];
    const [, folder, rest] = /^\/([a-z]+)\/(.*)$/.exec(path) ?? [];
    if (!(folder in folders)) throw new Error('outside');
    return alter(path, await readFile(join(folders[folder], normalize(`/${rest || 'index.html'}`))));
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    try {
      const body = await load(pathname);
      const extension = extname(pathname) || (pathname.endsWith('/') ? '.html' : '');
      response.writeHead(200, { 'Content-Type': types[extension] ?? 'application/octet-stream', ...headers });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
