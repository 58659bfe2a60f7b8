import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds serious or critical on a page of playwright's and in its frames, in light and in dark: `theme, rule:
 * element` each. Only colours are looked at a second time.
 */
export async function seriousFindings(page) {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await findings(page, {});
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await findings(page, { runOnly: ['color-contrast'] });
  return [...light.map((one) => `light, ${one}`), ...dark.map((one) => `dark, ${one}`)];
}

async function findings(page, options) {
  const found = [];
  // Each frame by itself: the explorer's lets no other reach into it.
  for (const frame of page.frames()) {
    await frame.evaluate(axe);
    found.push(...(await frame.evaluate(violations, options)));
  }
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, html }) => `${id}: ${html.slice(0, 160)}`);
}

/** Runs in the frame. */
async function violations(options) {
  const { violations: all } = await window.axe.run(document, {
    ...{ resultTypes: ['violations'], iframes: false },
    ...options,
  });
  return all.flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => ({ id, impact, html })));
}
