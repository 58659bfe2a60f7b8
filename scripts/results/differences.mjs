import { createRequire } from 'node:module';

const cf = createRequire(import.meta.url)('cnn-fragility');

/**
 * For each claim of the paper that does not hold: what was found, and the explanation from `why`, a Markdown text with
 * a section `## P3.2` for a claim; what stands above the first section comes first. A claim without one is unexplained.
 */
export function differences(verdicts, why) {
  const [general, ...explained] = why.split(/^## /m);
  const sections = new Map(
    explained.map((text) => [text.split('\n')[0].trim(), text.slice(text.indexOf('\n')).trim()]),
  );
  const failing = cf.paper.claims.flatMap(({ id, statement }) => {
    const found = cf.paper.settings.flatMap((setting) => {
      const verdict = verdicts[setting.id]?.find((one) => one.id === id);
      return verdict?.claimed && verdict.pass === false ? `\`${setting.id}\` has ${verdict.observed}.` : [];
    });
    if (found.length === 0) return [];
    return [
      `### ${id}\n\n${statement} Not here: ${found.join(' ')}\n\n${sections.get(id) ?? 'Unexplained so far.'}`,
    ];
  });
  return [general.trim(), ...failing].filter(Boolean).join('\n\n');
}
