import { findChromium } from '../scripts/setup/prerequisites.mjs';

/** The Chromium that pages are opened in; null where there is none. */
export const executablePath: string | null = findChromium();
