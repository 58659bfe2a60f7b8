import { cf } from '../library.mjs';

/** @import { Setting, Verdict } from './claims.mjs' */

/**
 * For each claim of the paper that does not hold: where, and the explanation from `why`, a Markdown text with a section
 * `## P3.2` for a claim; what stands above the first section comes first. A claim without one is unexplained. What it says
 * and what was found stand in the tables of claims.
 *
 * @param {Partial<Record<Setting, readonly Pick<Verdict, 'id' | 'claimed' | 'pass'>[]>>} verdicts
 * @param {string} why
 */
export function differences(verdicts, why) {
  const [general, ...explained] = why.split(/^## /m);
  const sections = new Map(
    explained.map((text) => [text.split('\n')[0].trim(), text.slice(text.indexOf('\n')).trim()]),
  );
  const failing = cf.paper.claims.flatMap(({ id }) => {
    const where = cf.paper.settings.filter((setting) => {
      const verdict = verdicts[setting.id]?.find((one) => one.id === id);
      return verdict?.claimed && verdict.pass === false;
    });
    if (where.length === 0) return [];
    const names = where.map((setting) => `\`${setting.id}\``).join(', ');
    return [`### ${id}, ${names}\n\n${sections.get(id) ?? 'Unexplained so far.'}`];
  });
  return [general.trim(), ...failing].filter(Boolean).join('\n\n');
}
