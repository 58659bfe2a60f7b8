import type { Answer, Verdict } from '../paper/claims/claim';
import { foundInWords } from '../paper/claims/judge';
import { answerMarks } from '../plot/figures/claims';
import { type TableData, type TableOptions, tableOptions } from '../table/table';
import { Rendered, tableBundle } from './render';
import { checkVerdicts } from './row-kinds';

/**
 * The table of verdicts, for `show`: holds ✓, does not hold ✗, cannot be told from these runs ?, not evaluated –. Each
 * row also says what was found, its 95 % intervals, and when the claim holds. The paper's claims stand first, the
 * project's own checks after them.
 */
export function verdicts(claims: readonly Verdict[], options: TableOptions = {}): Rendered {
  checkVerdicts('verdicts', claims);
  const { maxRows, caption } = tableOptions('verdicts', options, claims.length);
  const ordered = [...claims].sort((a, b) => Number(a.by === 'project') - Number(b.by === 'project'));
  return new Rendered(
    tableBundle(verdictTable(ordered), { maxRows, caption: caption || countVerdicts(claims) }),
  );
}

/** The claims as the columns of that table. */
function verdictTable(claims: readonly Verdict[]): TableData {
  const column = (name: string, cell: (claim: Verdict) => unknown) => ({ name, values: claims.map(cell) });
  return {
    columns: [
      column('claim', ({ id }) => id),
      column('kind', kindText),
      column('statement', ({ statement }) => statement),
      column('verdict', ({ answer }) => `${answerMarks[answer]} ${answer}`),
      column('observed', (claim) => foundInWords(claim) || null),
      column('asked', ({ threshold }) => threshold),
      column('published', ({ published }) => published),
    ],
  };
}

/** A magnitude is the paper's only under its training preset: another is named. */
function kindText({ by, kind, reducedPreset }: Verdict): string {
  const whose = by === 'project' ? 'our check: ' : '';
  if (kind === 'D') return `${whose}direction`;
  return `${whose}${reducedPreset ? `magnitude (${reducedPreset})` : 'magnitude'}`;
}

/** `5 of 7 claims hold, 1 does not, 1 was not evaluated.`; of the project's own checks apart. */
export function countVerdicts(claims: readonly Verdict[]): string {
  const own = claims.filter(({ by }) => by === 'project');
  const counted = countOf(
    claims.filter(({ by }) => by !== 'project'),
    'claim',
  );
  return own.length === 0 ? counted : `${counted} Our own checks: ${countOf(own, 'check')}`;
}

function countOf(claims: readonly Verdict[], what: string): string {
  const count = (answer: Answer) => claims.filter((claim) => claim.answer === answer).length;
  const [holds, fails, untold, unknown] = (
    ['holds', 'does not hold', 'cannot be told', 'not evaluated'] as const
  ).map(count);
  const rest = [
    fails ? `, ${fails} ${fails === 1 ? 'does' : 'do'} not` : '',
    untold ? `, ${untold} cannot be told from these runs` : '',
    unknown ? `, ${unknown} ${unknown === 1 ? 'was' : 'were'} not evaluated` : '',
  ];
  return `${holds} of ${claims.length} ${what}s ${holds === 1 ? 'holds' : 'hold'}${rest.join('')}.`;
}
