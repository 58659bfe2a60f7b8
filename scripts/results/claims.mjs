import { createRequire } from 'node:module';
import { markdownTable } from '../markdown-table.mjs';

const cf = createRequire(import.meta.url)('cnn-fragility');

/** Claims against settings, a mark each. */
export function claimMatrix(verdicts) {
  const head = ['claim', 'kind', 'statement', ...cf.paper.settings.map(({ id }) => `\`${id}\``)];
  const rows = cf.paper.claims.map(({ id, kind, statement }) => [
    id,
    kind === 'D' ? 'direction' : 'magnitude',
    statement,
    ...cf.paper.settings.map((setting) => mark(of(verdicts, setting.id, id))),
  ]);
  const sums = cf.paper.settings.map((setting) => sum(verdicts[setting.id] ?? []));
  return markdownTable(head, [
    ...rows,
    ['', '', '**hold, of those the paper claims and we can judge**', ...sums],
  ]);
}

/** What each claim asks, what the paper found, and what each setting shows. */
export function claimDetails(verdicts) {
  const found = (id) =>
    cf.paper.settings
      .map((setting) => ({ name: setting.id, verdict: of(verdicts, setting.id, id) }))
      .filter(({ verdict }) => verdict && verdict.pass !== null)
      .map(({ name, verdict }) => `${mark(verdict)} \`${name}\` ${verdict.observed}`)
      .join('<br>');
  return markdownTable(
    ['claim', 'asked', 'the paper', 'ours'],
    cf.paper.claims.map(({ id, threshold, published }) => [
      id,
      threshold,
      published ?? '–',
      found(id) || '–',
    ]),
  );
}

function of(verdicts, setting, claim) {
  return verdicts[setting]?.find(({ id }) => id === claim);
}

function mark(verdict) {
  if (!verdict || verdict.pass === null) return '–';
  const sign = verdict.pass ? '✓' : '✗';
  return verdict.claimed ? sign : `(${sign})`;
}

function sum(verdicts) {
  const judged = verdicts.filter(({ claimed, pass }) => claimed && pass !== null);
  return judged.length === 0 ? '–' : `${judged.filter(({ pass }) => pass).length} / ${judged.length}`;
}
