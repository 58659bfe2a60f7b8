import { checkValue, type Kind, oneOf, record, text } from '../options';
import type { Question, Verdict } from '../paper/claims/claim';
import type { ComparisonRow } from '../paper/compare';
import { escapeHtml } from '../table/escape';
import { comparison } from './comparison';
import { Rendered } from './render';
import { verdicts } from './verdicts';

/** MIME type of a notebook's result, for the report: `{ rq, question, rows, claims }`. */
export const SUMMARY_MIME = 'application/vnd.cnn-fragility.summary+json';

/** What one notebook found. */
export interface NotebookSummary {
  /** Research question. */
  readonly rq: Question;
  readonly question: string;
  readonly rows: readonly ComparisonRow[];
  readonly claims: readonly Verdict[];
}

const anything: Kind<never> = { expected: 'rows', accepts: () => true };
const known = record<NotebookSummary>({
  rq: oneOf(1, 2, 3, 4, 5, 6, 7),
  question: text,
  rows: anything, // `comparison` and `verdicts` look at them
  claims: anything,
});

/**
 * The end of a notebook, for `show`: the question, the verdicts and, folded away, all its numbers beside the paper's.
 * The output also holds the same as data under `SUMMARY_MIME`, from which the report is made.
 */
export function summary(result: NotebookSummary): Rendered {
  const { rq, question, rows, claims } = checkValue('summary', 'result', result, known);
  const [judged, compared] = [verdicts(claims).bundle, comparison(rows).bundle];
  const title = `All numbers of RQ${rq}, the paper's and ours`;
  const folded = `<details><summary>${title}</summary>${compared['text/html']}</details>`;
  return new Rendered({
    'text/html': `<h3>RQ${rq}: ${escapeHtml(question)}</h3>${judged['text/html']}${folded}`,
    'text/plain': `RQ${rq}: ${question}\n\n${judged['text/plain']}\n\n${title}\n${compared['text/plain']}`,
    [SUMMARY_MIME]: { rq, question, rows, claims },
  });
}
