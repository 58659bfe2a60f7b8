import fc from 'fast-check';
import { argmaxRows, type Embedding, type Embeddings, type Head } from '../lib/src/embed/embeddings';
import { logitsUnder } from '../lib/src/embed/head-logits';

/** Multiples of a half: sums and products of few of them are exact, and ties are frequent. */
function halves(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 2 * min, max: 2 * max }).map((value) => value / 2);
}

function matrix(size: number, min: number, max: number): fc.Arbitrary<Float32Array> {
  return fc.array(halves(min, max), { minLength: size, maxLength: size }).map((v) => Float32Array.from(v));
}

function headOf(kind: Head['kind'], C: number, H: number): fc.Arbitrary<Head> {
  return fc
    .tuple(matrix(C * H, -3, 3), matrix(C, -2, 2))
    .map(([W, b]) => ({ kind, H, C, W, b: kind === 'linear' ? b : null }));
}

function instances(head: Head, most: number): fc.Arbitrary<Embedding> {
  return fc
    .integer({ min: 0, max: most })
    .chain((n) =>
      fc
        .tuple(matrix(n * head.H, 0, 4), fc.array(fc.nat(head.C - 1), { minLength: n, maxLength: n }))
        .map(([fe, labels]) => embeddingFrom(head, fe, Int32Array.from(labels))),
    );
}

/** The embedding of `fe: [n, H]` under a head. */
export function embeddingFrom(head: Head, fe: Float32Array, labels: Int32Array): Embedding {
  const { H, C } = head;
  const logits = logitsUnder(head, { shape: [labels.length, H], data: fe });
  return { n: labels.length, H, C, fe, logits, labels, predictions: argmaxRows(logits, C) };
}

/**
 * Small networks of the kinds named, with up to 20 training and 12 test instances: classes without instances, without
 * missed instances, ties and zero vectors all occur.
 */
export function randomEmbeddings(...kinds: Head['kind'][]): fc.Arbitrary<Embeddings> {
  return fc
    .tuple(fc.constantFrom(...kinds), fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 9 }))
    .chain(([kind, C, H]) => headOf(kind, C, H))
    .chain((head) =>
      fc.record({
        head: fc.constant(head),
        train: instances(head, 20),
        test: instances(head, 12),
        classNames: fc.constant(Array.from({ length: head.C }, (_, c) => String(c))),
      }),
    );
}
