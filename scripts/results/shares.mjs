import { createRequire } from 'node:module';
import { markdownTable } from '../markdown-table.mjs';

const cf = createRequire(import.meta.url)('cnn-fragility');

/**
 * Claims against kinds of run: in how many runs each holds. Kinds of one run are left out: the matrix of claims has those.
 *
 * @param {import('arquero').ColumnTable} table  as `fragility collect` writes it
 */
export function shareTable(table) {
  const kinds = kindsOf(table);
  const shares = kinds.map(({ runs }) => cf.paper.claimShares(runs));
  const rows = cf.paper.claims.map(({ id }, k) => [id, ...shares.map((ofKind) => shareText(ofKind[k]))]);
  return markdownTable(['claim', ...kinds.map(({ name }) => name)], rows);
}

/** Imbalanced runs on the paper's data by setting, preset and ratio, each with its table. */
function kindsOf(table) {
  const names = new Set(cf.paper.settings.map(({ id }) => id));
  const all = table.objects().map(({ setting, balance, preset, imbalanceRatio, profile, rareImages }) => ({
    shown: names.has(setting) && balance === 'imbalanced',
    name: [
      `\`${setting}\``,
      preset,
      `${imbalanceRatio}:1`,
      unless('exponential', profile),
      unless('random', rareImages),
    ]
      .filter((part) => part !== null)
      .join(', '),
  }));
  const kinds = [...new Set(all.filter(({ shown }) => shown).map(({ name }) => name))].sort();
  return kinds.flatMap((name) => {
    const positions = [...all.keys()].filter((k) => all[k].shown && all[k].name === name);
    if (positions.length < 2) return [];
    return [{ name: `${name}: ${positions.length} runs`, runs: table.reify(positions) }];
  });
}

/** A value that is not the usual one; older tables do not have it. @param {string} usual @param {string | null} [value] */
function unless(usual, value) {
  return (value ?? usual) === usual ? null : value;
}

function shareText({ n, holds, low, high }) {
  if (n === 0) return '–';
  return `${holds} of ${n} <sub>[${low.toFixed(2)} to ${high.toFixed(2)}]</sub>`;
}
