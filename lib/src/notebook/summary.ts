import type { Question, Verdict } from '../paper/claims/claim';
import type { ComparisonRow } from '../paper/compare';
import { comparison } from './comparison';
import { Rendered } from './render';
import { escapeHtml } from './table';
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

/**
 * The end of a notebook, for `show`: the question, the verdicts, the numbers beside the paper's; and the same as data
 * under `SUMMARY_MIME`, from which the report is made.
 */
export function summary({ rq, question, rows, claims }: NotebookSummary): Rendered {
  const parts = [verdicts(claims).bundle, comparison(rows, { caption: 'The paper and ours' }).bundle];
  const join = (mime: string, glue: string) => parts.map((part) => part[mime]).join(glue);
  return new Rendered({
    'text/html': `<h3>RQ${rq}: ${escapeHtml(question)}</h3>${join('text/html', '')}`,
    'text/plain': `RQ${rq}: ${question}\n\n${join('text/plain', '\n\n')}`,
    [SUMMARY_MIME]: { rq, question, rows, claims },
  });
}
