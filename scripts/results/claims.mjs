import { cf } from '../library.mjs';
import { markdownTable } from '../markdown-table.mjs';

/** @typedef {ReturnType<typeof cf.paper.judgeBySetting>} Verdicts */
/** @typedef {keyof Verdicts} Setting */
/** @typedef {NonNullable<Verdicts[Setting]>[number]} Verdict */

/** The paper's claims, then the project's own checks. */
const ordered = [false, true].flatMap((own) =>
  cf.paper.claims.filter(({ by }) => (by === 'project') === own),
);

/** Claims against settings, a mark each. @param {Verdicts} verdicts */
export function claimMatrix(verdicts) {
  const head = ['claim', 'kind', 'statement', ...cf.paper.settings.map(({ id }) => `\`${id}\``)];
  const rows = ordered.map(({ id, kind, by, statement }) => [
    id,
    `${by === 'project' ? 'our check: ' : ''}${kind === 'D' ? 'direction' : 'magnitude'}`,
    statement,
    ...cf.paper.settings.map((setting) => mark(of(verdicts, setting.id, id))),
  ]);
  const sums = cf.paper.settings.map((setting) => sum(verdicts[setting.id] ?? []));
  return markdownTable(head, [...rows, ['', '', '**of those that the paper makes of it**', ...sums]]);
}

/** What each claim asks, what the paper found, and what each setting shows. @param {Verdicts} verdicts */
export function claimDetails(verdicts) {
  const found = (/** @type {string} */ id) =>
    cf.paper.settings
      .flatMap((setting) => {
        const verdict = of(verdicts, setting.id, id);
        if (!verdict || verdict.pass === null) return [];
        return [`${mark(verdict)} \`${setting.id}\` ${verdict.observed}${sure(verdict)}`];
      })
      .join('<br>');
  return markdownTable(
    ['claim', 'asked', 'the paper', 'ours'],
    ordered.map(({ id, threshold, published }) => [id, threshold, published ?? '–', found(id) || '–']),
  );
}

/** @param {Verdicts} verdicts @param {Setting} setting @param {string} claim */
function of(verdicts, setting, claim) {
  return verdicts[setting]?.find(({ id }) => id === claim);
}

/** @param {Verdict | undefined} verdict */
function mark(verdict) {
  if (!verdict || verdict.pass === null) return '–';
  const sign = cf.view.answerMarks[verdict.answer];
  return verdict.claimed ? sign : `(${sign})`;
}

/** Its 95 % intervals. @param {Verdict} verdict */
function sure(verdict) {
  return verdict.sure ? ` <sub>[${verdict.sure}]</sub>` : '';
}

/** @param {readonly Verdict[]} verdicts */
function sum(verdicts) {
  const judged = verdicts.filter(({ by, claimed, pass }) => by === 'paper' && claimed && pass !== null);
  if (judged.length === 0) return '–';
  const count = (/** @type {Verdict['answer']} */ answer) =>
    judged.filter((one) => one.answer === answer).length;
  return `${count('holds')} ✓ ${count('does not hold')} ✗ ${count('cannot be told')} ?`;
}
