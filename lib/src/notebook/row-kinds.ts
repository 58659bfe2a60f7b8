import { checkValue, type Kind, number, oneOf, orNull, record, text, whole } from '../options';
import type { Verdict } from '../paper/claims/claim';
import type { ComparisonRow } from '../paper/compare';
import type { SpreadRow } from '../paper/spread';
import { list, optional } from '../plot/kit/kinds';

const row = {
  id: text,
  where: text,
  unit: text,
  op: oneOf('=', '<=', '>=', '>', '~', '<=~'),
  paper: number(),
} satisfies Partial<{ [K in keyof ComparisonRow]: Kind<ComparisonRow[K]> }>;

const comparisonRow = record<ComparisonRow>({
  ...row,
  ours: orNull(number()),
  difference: orNull(number()),
  holds: orNull(oneOf(true, false)),
  note: text,
  footnotes: list(text),
});

const spreadRow = record<SpreadRow>({
  ...row,
  ours: list(number()),
  mean: number(),
  deviation: orNull(number(0)),
});

const verdict = record<Partial<Verdict>>({
  id: text,
  by: oneOf('paper', 'project'),
  kind: oneOf('D', 'M'),
  statement: text,
  answer: oneOf('holds', 'does not hold', 'cannot be told', 'not evaluated'),
  observed: text,
  sure: text,
  threshold: text,
  published: optional(orNull(text)),
});

/** Throws UserError unless the rows are as `compareWithPublished` gives them. */
export function checkComparison(where: string, rows: readonly ComparisonRow[]): void {
  checkValue(where, 'rows', rows, { ...list(comparisonRow), expected: 'rows of compareWithPublished' });
}

/** Throws UserError unless the rows are as `spreadOverSeeds` gives them, and `seeds` are seeds. */
export function checkSpread(where: string, rows: readonly SpreadRow[], seeds: readonly number[]): void {
  checkValue(where, 'rows', rows, { ...list(spreadRow), expected: 'rows of spreadOverSeeds' });
  checkValue(where, 'seeds', seeds, list(whole()));
}

/** Throws UserError unless the claims are as `judgeClaims` gives them. */
export function checkVerdicts(where: string, claims: readonly Verdict[]): void {
  checkValue(where, 'claims', claims, { ...list(verdict), expected: 'verdicts of judgeClaims' });
}
