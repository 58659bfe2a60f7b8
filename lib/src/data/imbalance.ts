import { UserError } from '../errors';
import { checkEach, checkValue, number, whole } from '../options';
import { Random } from './random/random';

/**
 * Training images per class, exponentially fewer from class 0 on: n_c = trunc(nMax * (1/ratio)^(c/(C-1))).
 * Throws UserError if a class would stay empty. Source: authors' code.
 */
export function imbalanceCounts(nMax: number, ratio: number, classes: number): number[] {
  checkValue('imbalanceCounts', 'nMax', nMax, whole(1));
  checkValue('imbalanceCounts', 'classes', classes, whole(2, 1e6));
  checkValue('imbalanceCounts', 'ratio', ratio, number(1));
  const ofClass = (c: number) => Math.trunc(nMax * (1 / ratio) ** (c / (classes - 1)));
  if (ofClass(classes - 1) > 0) return Array.from({ length: classes }, (_, c) => ofClass(c));
  throw tooFew('imbalanceCounts', nMax, ratio);
}

/**
 * Training images per class in two steps: the first half of the classes (of an odd number the larger half) has nMax, the others
 * trunc(nMax / ratio). Throws UserError if a class would stay empty. Source: Buda et al. 2018.
 */
function stepCounts(nMax: number, ratio: number, classes: number): number[] {
  checkValue('stepCounts', 'nMax', nMax, whole(1));
  checkValue('stepCounts', 'classes', classes, whole(2, 1e6));
  checkValue('stepCounts', 'ratio', ratio, number(1));
  const few = Math.trunc(nMax / ratio);
  if (few > 0) return Array.from({ length: classes }, (_, c) => (2 * c < classes ? nMax : few));
  throw tooFew('stepCounts', nMax, ratio);
}

/** Training images per class by the name of a profile: `step`, `last` (only the last class has few), else exponentially fewer. */
export function countsOfProfile(profile: string, nMax: number, ratio: number, classes: number): number[] {
  if (profile === 'step') return stepCounts(nMax, ratio, classes);
  const falling = imbalanceCounts(nMax, ratio, classes);
  return profile === 'last' ? falling.map((few, c) => (c < classes - 1 ? nMax : few)) : falling;
}

function tooFew(where: string, nMax: number, ratio: number): UserError {
  return new UserError({
    where,
    given: `ratio = ${ratio} of ${nMax} images`,
    expected: 'a ratio that leaves the rarest class one image',
    remedy: 'Take a smaller ratio or more images.',
  });
}

/**
 * Positions of an imbalanced subset, class after class: each class's positions, in data-set order, are
 * shuffled and the first counts[c] kept. One random stream runs through all classes: with seed 0 and
 * CIFAR-10's 5000 per class this is the authors' own subset.
 * `labels: [n]`, `counts: [C]`, result `[sum(counts)]`. Throws UserError if a class has too few images.
 */
export function imbalancedIndices(
  labels: ArrayLike<number>,
  counts: readonly number[],
  seed = 0,
): Int32Array {
  checkEach('imbalancedIndices', 'label', labels, whole());
  checkEach('imbalancedIndices', 'count', counts, whole());
  const random = new Random(seed);
  const kept = Array.from(counts, (count, c) => {
    const positions = random.shuffle(positionsOf(labels, c));
    if (count <= positions.length) return positions.slice(0, count);
    throw new UserError({
      where: 'imbalancedIndices',
      given: `${count} images wanted of class ${c}`,
      expected: `at most ${positions.length}, as many as there are`,
      remedy: 'Ask for fewer images per class.',
    });
  });
  return Int32Array.from(kept.flat());
}

function positionsOf(labels: ArrayLike<number>, label: number): number[] {
  const positions: number[] = [];
  for (let i = 0; i < labels.length; i++) if (labels[i] === label) positions.push(i);
  return positions;
}
