import { checkEmbedding, checkHead } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { remembered } from '../../embed/remembered';
import type { Grouping } from '../per-class';
import { type CeFactors, ceFactors, fillCe } from './class-embedding';
import { type CoverageOptions, type Decision, decisions } from './coverage-options';
import { Falling } from './falling';

/**
 * For which K each instance's S_K exceeds its bar: from `first` to `last` without gaps, as the sum of falling values
 * rises and then falls. Both 0 where no K does, or where the instance does not count. `first: [n]`, `last: [n]`.
 */
export interface DecidedSpans {
  readonly H: number;
  readonly C: number;
  readonly grouping: Grouping;
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/** The spans of every instance under `options`. Throws UserError on arrays that do not fit. Source: paper §3.3. */
export function decidedSpans(
  where: string,
  embedding: Embedding,
  head: Head,
  options: CoverageOptions,
): DecidedSpans {
  checkEmbedding(where, embedding);
  checkHead(where, head, embedding);
  const { ref, population, bias, units, groupBy } = options;
  return remembered(embedding, 'spans', [head, ref, population, bias, units, groupBy], () =>
    spansOf(embedding, ceFactors(embedding, head, units), decisions(where, embedding, head, options)),
  );
}

function spansOf(
  embedding: Embedding,
  factors: CeFactors,
  { reference, grouping, bar }: Decision,
): DecidedSpans {
  const { n, H, C } = embedding;
  const spans = { H, C, grouping, first: new Int32Array(n), last: new Int32Array(n) };
  const ce = new Falling(H);
  for (let i = 0; i < n; i++) {
    if (grouping[i] < 0) continue;
    const whole = fillCe(ce.row, embedding, factors, i, reference[i]);
    ce.start();
    markSpan(spans, i, ce, whole, bar[i]);
  }
  return spans;
}

/** Enters the span of instance i, whose class embeddings are in `ce` and add to `whole`. */
function markSpan({ H, first, last }: DecidedSpans, i: number, ce: Falling, whole: number, bar: number) {
  let sum = 0;
  for (let K = 1; K <= H; K++) {
    const value = ce.next();
    sum += value;
    if (sum > bar) {
      first[i] ||= K;
      // Above the bar now and at the end, the sum does not go below it in between.
      last[i] = whole > bar ? H : K;
      if (last[i] === H) return;
    } else if (value <= 0) return;
  }
}
