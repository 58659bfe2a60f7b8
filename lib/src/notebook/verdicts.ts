import { wordsOf } from '../plot/words';
import { sensible } from './numbers';
import { Rendered, tableBundle } from './render';
import type { TableData, TableOptions } from './table';

/** A claim of the paper, judged. */
export interface ClaimRow {
  /** `P3.1`. */
  readonly id: string;
  /** Research question, 1 to 7. */
  readonly rq: number;
  /** `D`: a direction, to hold under any preset. `M`: a magnitude, comparable under the preset `paper` only. */
  readonly kind: 'D' | 'M';
  readonly statement: string;
  /** null: not evaluated, for want of a model. */
  readonly pass: boolean | null;
  /** What was found: a number, several, or words. */
  readonly observed: unknown;
  readonly threshold: unknown;
  readonly published: unknown;
}

/** The table of verdicts, for `show`: holds ✓, does not hold ✗, not evaluated –, with what was found and what is asked. */
export function verdicts(claims: readonly ClaimRow[], options: TableOptions = {}): Rendered {
  const caption = options.caption ?? countVerdicts(claims);
  return new Rendered(tableBundle(verdictTable(claims), { maxRows: claims.length, ...options, caption }));
}

/** The claims as the columns of that table. */
export function verdictTable(claims: readonly ClaimRow[]): TableData {
  const column = (name: string, cell: (claim: ClaimRow) => unknown) => ({ name, values: claims.map(cell) });
  return {
    columns: [
      column('claim', ({ id }) => id),
      column('kind', ({ kind }) => (kind === 'D' ? 'direction' : 'magnitude')),
      column('statement', ({ statement }) => statement),
      column('verdict', ({ pass }) =>
        pass === null ? '– not evaluated' : pass ? '✓ holds' : '✗ does not hold',
      ),
      column('observed', ({ observed }) => wordsOf(observed, sensible)),
      column('asked', ({ threshold }) => wordsOf(threshold, sensible)),
      column('published', ({ published }) => wordsOf(published, sensible)),
    ],
  };
}

/** `5 of 7 claims hold, 1 does not, 1 was not evaluated.` */
export function countVerdicts(claims: readonly ClaimRow[]): string {
  const count = (pass: boolean | null) => claims.filter((claim) => claim.pass === pass).length;
  const [fails, unknown] = [count(false), count(null)];
  const rest = [
    fails ? `, ${fails} ${fails === 1 ? 'does' : 'do'} not` : '',
    unknown ? `, ${unknown} ${unknown === 1 ? 'was' : 'were'} not evaluated` : '',
  ];
  return `${count(true)} of ${claims.length} claims ${count(true) === 1 ? 'holds' : 'hold'}${rest.join('')}.`;
}
