import { cf } from '../library.mjs';
import { markdownTable } from '../markdown-table.mjs';

/** @import { paper } from 'cnn-fragility' */

/**
 * Claims against kinds of run: in how many runs each holds. Kinds of one run are left out: the matrix of claims has those.
 *
 * @param {paper.RunTable} table  as `fragility collect` writes it
 */
export function shareTable(table) {
  const kinds = cf.paper.runKinds(table);
  const shares = kinds.map(({ runs }) => cf.paper.claimShares(runs));
  const rows = cf.paper.claims.map(({ id }, k) => [id, ...shares.map((ofKind) => shareText(ofKind[k]))]);
  const names = kinds.map(({ setting, training, n }) => `\`${setting}\`, ${training}: ${n} runs`);
  return markdownTable(['claim', ...names], rows);
}

/** @param {paper.ClaimShare} share */
function shareText({ n, holds, low, high }) {
  if (low === null || high === null) return '–';
  return `${holds} of ${n} <sub>[${low.toFixed(2)} to ${high.toFixed(2)}]</sub>`;
}
