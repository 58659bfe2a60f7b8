import { extent, mean } from 'd3-array';
import { cf } from '../library.mjs';
import { markdownTable } from '../markdown-table.mjs';

/** @import { paper } from 'cnn-fragility' */

/**
 * Claims against kinds of run: in how many runs each holds; first what the shares rest on. Kinds of one run are left out: the
 * matrix of claims has those.
 *
 * @param {paper.RunTable} table  as `fragility collect` writes it
 */
export function shareTable(table) {
  const kinds = cf.paper.runKinds(table);
  const shares = kinds.map(({ runs }) => cf.paper.claimShares(runs));
  const rows = cf.paper.claims.map(({ id }, k) => [id, ...shares.map((ofKind) => shareText(ofKind[k]))]);
  const names = kinds.map(({ setting, training, n }) => `\`${setting}\`, ${training}: ${n} runs`);
  const learned = kinds.map(({ setting, runs }) => recallText(rarestRecalls(setting, runs)));
  const twins = kinds.map(({ runs }) => new Set(present(runs, 'twin')).size);
  const basis = [
    ['*training recall of the rarest class, mean (least to most)*', ...learned],
    ['*balanced runs beside them*', ...twins],
  ];
  return markdownTable(['claim', ...names], [...basis, ...rows]);
}

/** @param {paper.PaperSetting['id']} setting @param {paper.RunTable} runs */
function rarestRecalls(setting, runs) {
  const { classNames } = cf.paper.settings.find(({ id }) => id === setting) ?? { classNames: [] };
  return present(runs, `measure trainRecall.${classNames.length - 1}`).map(Number);
}

/** @param {paper.RunTable} runs @param {string} name */
function present(runs, name) {
  const values = runs.columnNames().includes(name) ? Array.from(runs.array(name)) : [];
  return values.filter((value) => value !== null && value !== undefined);
}

/** @param {number[]} recalls  0..1 */
function recallText(recalls) {
  const [least, most] = extent(recalls);
  if (least === undefined || most === undefined) return '–';
  const percent = (/** @type {number} */ share) => (100 * share).toFixed(1);
  return `${percent(mean(recalls) ?? 0)} % (${percent(least)} to ${percent(most)})`;
}

/** @param {paper.ClaimShare} share */
function shareText({ n, holds, low, high }) {
  if (low === null || high === null) return '–';
  return `${holds} of ${n} <sub>[${low.toFixed(2)} to ${high.toFixed(2)}]</sub>`;
}
