import { checkEmbedding } from '../../embed/check';
import type { Embedding } from '../../embed/embeddings';
import { checkValue, type Given, type Options, resolveOptions, whole } from '../../options';
import { membersByClass } from '../members';

/** A few instances of a class, as rows of its embedding, the largest logit of the class first. */
export interface ExampleInstances {
  readonly recognised: Int32Array;
  readonly missed: Int32Array;
}

/** How many instances at most. */
export interface ExampleOptions {
  /** Default: 30. */
  readonly recognised: number;
  /** Default: 15. */
  readonly missed: number;
}

const known: Options<ExampleOptions> = { recognised: [whole(), 30], missed: [whole(), 15] };

/**
 * Instances of class c that stand for all of them: those recognised and those missed, each sorted by the logit of c and
 * thinned evenly from the largest to the smallest.
 */
export function exampleInstances(
  embedding: Embedding,
  c: number,
  options: Given<ExampleOptions> = {},
): ExampleInstances {
  checkEmbedding('exampleInstances', embedding);
  checkValue('exampleInstances', 'class', c, whole(0, embedding.C - 1));
  const { recognised, missed } = resolveOptions('exampleInstances', known, options);
  const { C, labels, predictions, logits } = embedding;
  const rows = membersByClass(labels, C)[c].sort((a, b) => logits[b * C + c] - logits[a * C + c] || a - b);
  return {
    recognised: thinned(
      rows.filter((i) => predictions[i] === c),
      recognised,
    ),
    missed: thinned(
      rows.filter((i) => predictions[i] !== c),
      missed,
    ),
  };
}

/** At most `most` of the rows, evenly spaced, the first and the last among them. */
function thinned(rows: Int32Array, most: number): Int32Array {
  if (rows.length <= most) return rows;
  const step = (rows.length - 1) / Math.max(1, most - 1);
  return Int32Array.from({ length: most }, (_, k) => rows[Math.round(k * step)]);
}
