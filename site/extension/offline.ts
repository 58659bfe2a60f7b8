/** Milliseconds between two looks at what the page has loaded meanwhile. */
const LOOK = 5000;

/** Milliseconds before the first: what a reader waits for comes first. */
const PATIENCE = 15_000;

/**
 * Has everything that this page loads kept for a visit without a network. The service worker keeps what goes through it; what was
 * loaded before there was one, and what a kernel may still need, is asked for once more here, from the browser's cache, while no
 * kernel `isBusy`.
 */
export function keepForOffline(site: string, isBusy: () => boolean): void {
  const seen = new Set<string>();
  let own: readonly string[] | null = null;
  const keep = async () => {
    if (!navigator.serviceWorker?.controller || performance.now() < PATIENCE || isBusy()) return;
    own ??= await needed(site);
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    for (const url of [location.href, ...loaded, ...(own ?? [])]) {
      if (seen.has(url) || !url.startsWith(location.origin)) continue;
      seen.add(url);
      await fetch(url, { cache: 'force-cache' }).catch(() => seen.delete(url));
    }
  };
  setInterval(() => void keep(), LOOK);
}

/** The site's own files, but for its reference runs; null: not to be had now. */
async function needed(site: string): Promise<string[] | null> {
  const response = await fetch(`${site}offline.json`).catch(() => null);
  if (!response?.ok) return null;
  return ((await response.json()) as string[]).map((file) => new URL(file, site).href);
}
