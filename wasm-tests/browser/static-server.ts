// The plainest host there is: files of dist/ under a sub path, a content type, and no other header unless asked for.
// Or the strictest: with all of the policy, and a place that browsers report to when something breaks it.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { securityHeaders } from '../../script/lib/security-headers.mjs';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.gz': 'application/gzip',
  '.webmanifest': 'application/manifest+json',
};

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What a browser says of something that it has not let happen. */
export interface Report {
  readonly 'document-uri': string;
  readonly 'effective-directive': string;
  readonly 'blocked-uri': string;
}

export interface StaticServer {
  url: string;
  /** Whether answers have the headers of script/lib/security-headers.mjs. */
  strict: boolean;
  readonly reports: readonly Report[];
  /** Whether pages may share memory: the two headers for it. */
  isolated: boolean;
  /** Files that are other than in dist/, by name. */
  readonly replaced: Map<string, string | Uint8Array>;
  /** Paths that were asked for. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Serves dist/ at a free port of the loopback, below `prefix` ("/some/where/"). */
export async function serveDist(prefix: string): Promise<StaticServer> {
  const requests: string[] = [];
  const reports: Report[] = [];
  const policy = `${securityHeaders['Content-Security-Policy']}; report-uri ${prefix}reports`;
  const headersOf = ({ strict, isolated }: StaticServer) => ({
    ...(isolated ? isolation : {}),
    ...(strict ? { ...securityHeaders, 'Content-Security-Policy': policy } : {}),
  });
  const served: StaticServer = {
    url: '',
    strict: false,
    reports,
    isolated: false,
    replaced: new Map(),
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST') {
      const { 'csp-report': report }: { 'csp-report': Report } = JSON.parse(await text(request));
      reports.push(report);
      response.writeHead(204).end();
      return;
    }
    requests.push(pathname);
    const path = pathname === prefix ? 'index.html' : pathname.slice(prefix.length);
    try {
      if (!pathname.startsWith(prefix)) throw new Error('outside');
      const body = served.replaced.get(path) ?? (await readFile(join(dist, normalize(path))));
      response
        .writeHead(200, {
          'Content-Type': types[extname(path)] ?? 'application/octet-stream',
          ...headersOf(served),
        })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  served.url = `http://127.0.0.1:${port}${prefix}`;
  return served;
}
