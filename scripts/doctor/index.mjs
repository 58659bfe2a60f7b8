import { checks } from './checks.mjs';

const SIGNS = { ok: '✓', missing: '✗', optional: '–' };

/** Prints what is there, what is missing, and what to do about it. */
export function doctor() {
  let missing = 0;
  for (const { name, state, found, remedy } of checks()) {
    console.log(`  ${SIGNS[state]} ${name.padEnd(20)} ${found}`);
    if (remedy) console.log(`    ${''.padEnd(20)} → ${remedy}`);
    if (state === 'missing') missing++;
  }
  console.log(missing ? `\n${missing} missing; see the arrows.` : '\nAll that the notebooks need is there.');
  process.exitCode = missing ? 1 : 0;
}
