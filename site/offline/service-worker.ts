// Comes before JupyterLite's own service worker, in its file. Whatever the page reads of this site is kept, and given again
// where there is no network; with the headers that let pages share memory with their workers, which not every host sends.

/** The part of a service worker that is used here, which TypeScript's declarations for pages do not know. */
interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const CACHE = 'cnn-fragility-site';

const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** What JupyterLite answers itself, and the large files of reference runs, which the kernel keeps. */
const OTHERS = /\/api\/(drive|stdin|service-worker-heartbeat)|\/cnn-fragility\/data\//;

const LISTING = /\/api\/contents\/.*all\.json/;

addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || OTHERS.test(pathname)) return;
  event.stopImmediatePropagation();
  (event as FetchEvent).respondWith(answerTo(request));
});

async function answerTo(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  // Listings are asked for with the time in their address.
  const found = () => cache.match(request, { ignoreSearch: true });
  try {
    const response = isolated(await fetch(request));
    // A reader's own folder, of which the site knows nothing.
    if (response.status === 404 && LISTING.test(request.url)) return Response.json({ content: [] });
    if (response.ok) void cache.put(withoutSearch(request.url), response.clone()).catch(() => {});
    return response;
  } catch {
    return (await found()) ?? new Response('There is no network, and this was not kept.', { status: 404 });
  }
}

function withoutSearch(url: string): string {
  return url.split(/[?#]/)[0];
}

function isolated(response: Response): Response {
  if (response.type !== 'basic' || response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  const { status, statusText, body } = response;
  return new Response(status === 204 || status === 304 ? null : body, { status, statusText, headers });
}
