// The service worker. It keeps the page for visits without the network, each version whole: a page never gets files of two.
// What it keeps has the headers that some hosts cannot set, so that the page is isolated and may use threads.
// MNIST is not here: web/lib/shelf.ts keeps it.

declare const self: ServiceWorkerGlobalScope;

/** Written by the build: see script/lib/service-worker.mjs. */
declare const __SHELL__: {
  readonly version: string;
  /** SHA-256, in hexadecimal, of each file of the page; '' is the page itself. */
  readonly files: { readonly [path: string]: string };
  readonly headers: { readonly [name: string]: string };
};
const shell = __SHELL__;

const { scope } = self.registration;
/** Other pages of this origin have caches too. */
const prefix = `inkling-page ${scope} `;
const cacheName = prefix + shell.version;

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  try {
    await Promise.all(Object.entries(shell.files).map(([path, digest]) => keep(cache, path, digest)));
  } catch (error) {
    await caches.delete(cacheName);
    throw error; // and the version before stays; the next visit tries again
  }
}

/** From an older version, else from where the page has just had it, else anew: whichever is the file that was built. */
async function keep(cache: Cache, path: string, digest: string): Promise<void> {
  const url = new URL(path, scope);
  const sources = [
    () => caches.match(url),
    () => fetch(url, { cache: 'force-cache' }),
    () => fetch(url, { cache: 'reload' }),
  ];
  for (const source of sources) {
    const response = await source();
    if (!response?.ok) continue;
    const bytes = await response.arrayBuffer();
    if ((await sha256(bytes)) !== digest) continue;
    return cache.put(url, isolated(response, bytes));
  }
  throw new Error(`${url.href} is not the file of version ${shell.version}`);
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** With the headers that its host has not set. A redirect, which the browser follows by itself, has none to be seen. */
function isolated(response: Response, body: BodyInit | null = response.body): Response {
  if (response.type === 'opaqueredirect') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(shell.headers)) if (!headers.has(name)) headers.set(name, value);
  headers.delete('Content-Encoding'); // which has been undone
  headers.delete('Content-Length');
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}

/** What the browser has thrown away, or what is of another version, comes from the network. */
async function answer(request: Request, url: URL): Promise<Response> {
  const kept = (await (await caches.open(cacheName)).match(url)) ?? (await caches.match(url));
  return kept ?? isolated(await fetch(request));
}

/**
 * While other windows than `own` are open, one may be of an older version, and ask for a part of it; what a newer one keeps,
 * which waits, is not old.
 */
async function tidy(own?: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const others = windows.filter(({ id }) => id !== own);
  const old = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
  const { installing, waiting } = self.registration;
  if (others.length > 0 || installing || waiting) return;
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener('install', (event) => event.waitUntil(install()));

self.addEventListener('activate', (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

self.addEventListener('message', (event) => {
  const { data, source } = event;
  if (data === 'take-over') void self.skipWaiting();
  // Not when a page is fetched: a window that is about to open is no client yet, and the one that there is may be older.
  if (data === 'opened' && source instanceof WindowClient) event.waitUntil(tidy(source.id));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  url.search = url.hash = '';
  if (request.method !== 'GET' || !url.href.startsWith(scope)) return;
  const path = url.href.slice(scope.length);
  if (path === 'index.html') url.href = scope;
  const isPage = path === '' || path === 'index.html';
  // Names below assets/ change with what is in them, so that those of older versions are answered too.
  if (isPage || Object.hasOwn(shell.files, path) || path.startsWith('assets/'))
    event.respondWith(answer(request, url));
});
