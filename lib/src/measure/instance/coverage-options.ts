import { checkEmbedding, checkHead } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { remembered } from '../../embed/remembered';
import { defaultsOf, type Options, oneOf, resolveOptions } from '../../options';
import type { Grouping } from '../per-class';
import { largestAdversary } from './adversary';
import { type CeUnits, ceUnits } from './class-embedding';

/**
 * In which of several possible readings "the sum of the K largest class embeddings exceeds the largest adversary
 * logit" is taken.
 */
export interface CoverageOptions {
  /** The class row of an instance: its predicted or its true class. */
  readonly ref: 'pred' | 'true';
  /** Which instances count: all, or the correctly predicted. */
  readonly population: 'all' | 'correct';
  /** A linear head's bias: in the adversary's logit only, on both sides, or on none. */
  readonly bias: 'adversary' | 'both' | 'none';
  readonly units: CeUnits;
  /** The class in which an instance counts. */
  readonly groupBy: 'true' | 'pred';
}

const options: Options<CoverageOptions> = {
  ref: [oneOf('pred', 'true'), 'pred'],
  population: [oneOf('all', 'correct'), 'all'],
  bias: [oneOf('adversary', 'both', 'none'), 'adversary'],
  units: [ceUnits, 'raw'],
  groupBy: [oneOf('true', 'pred'), 'true'],
};

/**
 * `paper` is the literal reading of paper §3.3; `exact` makes the sum over all H features the network's own
 * decision, so that the coverage at K = H is 1.
 */
export const coveragePresets = {
  paper: defaultsOf(options),
  exact: { ref: 'true', population: 'correct', bias: 'both', units: 'normed', groupBy: 'true' },
} satisfies Record<string, CoverageOptions>;

/** `overrides` put over the preset `paper`. Throws UserError on an unknown option or value. */
export function coverageOptions(where: string, overrides: Partial<CoverageOptions>): CoverageOptions {
  return resolveOptions(where, options, overrides);
}

/** What a sum of class embeddings has to exceed, and where each instance counts. */
export interface Decision {
  /** `[n]`, the class row of each instance. */
  readonly reference: Int32Array;
  readonly grouping: Grouping;
  /** `[n]`, the bar for S_K: the adversary's logit, with the biases moved to this side. Shared: only to be read. */
  readonly bar: Float64Array;
}

/** The decision of every instance under `options`. */
export function decisions(
  where: string,
  embedding: Embedding,
  head: Head,
  { ref, population, bias, groupBy }: CoverageOptions,
): Decision {
  checkEmbedding(where, embedding);
  checkHead(where, head, embedding);
  const { labels, predictions } = embedding;
  const reference = ref === 'pred' ? predictions : labels;
  // Where the correctly predicted alone count, both classes are one, and the adversaries are those that others asked for.
  const own = population === 'correct' ? 'pred' : ref;
  const unbiased = bias === 'none';
  const adversaries = () =>
    largestAdversary(embedding, own === 'pred' ? predictions : labels, unbiased ? head.b : null);
  const adversary = remembered(embedding, `adversary of ${own}`, [head, unbiased], adversaries);
  const { b } = head;
  const bar = bias === 'both' && b ? adversary.map((logit, i) => logit - b[reference[i]]) : adversary;
  const group = groupBy === 'true' ? labels : predictions;
  if (population === 'all') return { reference, grouping: group, bar };
  return { reference, grouping: group.map((c, i) => (labels[i] === predictions[i] ? c : -1)), bar };
}
