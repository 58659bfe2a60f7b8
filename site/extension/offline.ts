/** Where JupyterLite's service worker looks first. */
const CACHE = 'precache';

/** Milliseconds between two looks at what the page has loaded meanwhile. */
const LOOK = 5000;

/**
 * Keeps everything that this page loads for a visit without a network. JupyterLite's service worker does so with what comes
 * after it; what was loaded before it is put to that here.
 */
export function keepForOffline(): void {
  if (!('caches' in globalThis)) return;
  const seen = new Set<string>();
  const keep = async () => {
    const cache = await caches.open(CACHE);
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    for (const url of [location.href, ...loaded]) {
      if (seen.has(url) || !url.startsWith(location.origin)) continue;
      seen.add(url);
      if (/\/api\/(?!contents)|service-worker/.test(url) || (await cache.match(url))) continue;
      const response = await fetch(url, { cache: 'force-cache' }).catch(() => null);
      if (response?.ok) await cache.put(url, response).catch(() => {});
    }
  };
  void keep();
  setInterval(() => void keep(), LOOK);
}
