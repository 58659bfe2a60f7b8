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

/** An empty page of a browser, which nobody sees. */
export interface Page {
  /** Runs a script's file in it. */
  addScript(path: string): Promise<void>;
  /** What a function of `given` gives there; it sees nothing of what surrounds it here. */
  evaluate<Given, T>(work: (given: Given) => Promise<T>, given: Given): Promise<T>;
  /** An SVG picture as PDF, or as PNG with two pixels for one. */
  print(svg: string, format: 'pdf' | 'png'): Promise<Uint8Array>;
}

/** What is used of a page of playwright's, whose own declarations every notebook's compiler would have to read. */
interface ChromiumPage {
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
    const page: ChromiumPage = await browser.newPage({ offline: true, deviceScaleFactor: 2 });
    return await work({
      addScript: async (path) => void (await page.addScriptTag({ path })),
      evaluate: (...asked) => page.evaluate(...asked),
      print: (svg, format) => print(page, svg, format),
    });
  } finally {
    await browser.close();
  }
}

async function print(page: ChromiumPage, svg: string, format: 'pdf' | 'png'): Promise<Uint8Array> {
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  const picture = page.locator('svg').first();
  const { width, height } = (await picture.boundingBox())!;
  if (format === 'pdf') return page.pdf({ width, height: Math.ceil(height) + 1, printBackground: true });
  return picture.screenshot({ omitBackground: true });
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
