import type { Verdict } from '../paper/claims/claim';
import { type TableData, type TableOptions, tableOptions } from '../table/table';
import { Rendered, tableBundle } from './render';

/** The table of verdicts, for `show`: holds ✓, does not hold ✗, not evaluated –, with what was found and what is asked. */
export function verdicts(claims: readonly Verdict[], options: TableOptions = {}): Rendered {
  const { maxRows, caption } = tableOptions('verdicts', options, claims.length);
  return new Rendered(
    tableBundle(verdictTable(claims), { maxRows, caption: caption || countVerdicts(claims) }),
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
      column('verdict', ({ pass }) =>
        pass === null ? '– not evaluated' : pass ? '✓ holds' : '✗ does not hold',
      ),
      column('observed', ({ observed }) => observed || null),
      column('asked', ({ threshold }) => threshold),
      column('published', ({ published }) => published),
    ],
  };
}

/** A magnitude is the paper's only under its training preset: another is named. */
function kindText({ kind, reducedPreset }: Verdict): string {
  if (kind === 'D') return 'direction';
  return reducedPreset ? `magnitude (${reducedPreset})` : 'magnitude';
}

/** `5 of 7 claims hold, 1 does not, 1 was not evaluated.` */
export function countVerdicts(claims: readonly Verdict[]): string {
  const count = (pass: boolean | null) => claims.filter((claim) => claim.pass === pass).length;
  const [fails, unknown] = [count(false), count(null)];
  const rest = [
    fails ? `, ${fails} ${fails === 1 ? 'does' : 'do'} not` : '',
    unknown ? `, ${unknown} ${unknown === 1 ? 'was' : 'were'} not evaluated` : '',
  ];
  return `${count(true)} of ${claims.length} claims ${count(true) === 1 ? 'holds' : 'hold'}${rest.join('')}.`;
}
