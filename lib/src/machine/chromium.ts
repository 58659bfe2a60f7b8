import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UserError } from '../errors';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of this machine: `$CHROMIUM`, or the first that is found on the path; null: there is none. */
function findChromium(): string | null {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs) ?? null;
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What is used of a page of playwright's, whose own declarations every notebook's compiler would have to read. */
export interface Page {
  setContent(html: string): Promise<void>;
  addScriptTag(script: { path: string }): Promise<unknown>;
  evaluate<Given, T>(work: (given: Given) => Promise<T>, given: Given): Promise<T>;
  pdf(how: { width: number; height: number; printBackground: boolean }): Promise<Uint8Array>;
  locator(selector: string): { first(): Picture };
}

interface Picture {
  boundingBox(): Promise<{ width: number; height: number } | null>;
  screenshot(how: { omitBackground: boolean }): Promise<Uint8Array>;
}

/** Does `work` on an empty page of a browser that nobody sees, which can reach nothing. Throws UserError without one. */
export async function withPage<T>(where: string, work: (page: Page) => Promise<T>): Promise<T> {
  const executablePath = findChromium();
  if (!executablePath) throw noBrowser(where);
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    return await work(await browser.newPage({ offline: true, deviceScaleFactor: 2 }));
  } finally {
    await browser.close();
  }
}

function noBrowser(where: string): UserError {
  return new UserError({
    where,
    given: 'a machine without Chromium',
    expected: 'Chromium or Chrome: Plotly draws pictures in a browser only',
    remedy:
      'Install it (`apt-get install chromium`), or set CHROMIUM to its program; or use the camera above the chart.',
  });
}
