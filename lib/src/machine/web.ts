/** Whether data sets can be downloaded here. */
export const fetchesFromWeb: boolean = true;

/** What an address on the web answers. Only here is anything fetched from elsewhere. */
export function fetchFromWeb(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, init);
}
