import type { PerClass } from '../../measure/per-class';
import { checkValue, type Kind, listOf, number, oneOf, orNull, record, whole } from '../../options';
import { derived, shareOf } from './estimate';
import { worded } from './judge';
import { finding } from './logic';
import { overKnown } from './measured';
import type { NetworkVerdict } from './small-network';

/** Recalls of each class, 0..1, before and after something, with the images behind each, and the classes to be looked at. */
export interface ClassLosses {
  readonly before: PerClass;
  readonly after: PerClass;
  /** Images of each class behind `before`, and behind `after`. */
  readonly nBefore: readonly number[];
  readonly nAfter: readonly number[];
  readonly classes: readonly number[];
}

const recalls: Kind<PerClass> = listOf(orNull(number(0, 1)));
const counts = listOf(whole());
const losses: Kind<ClassLosses> = record({
  ...{ before: recalls, after: recalls, nBefore: counts, nAfter: counts },
  classes: counts,
});
const two: Kind<[string, unknown][]> = {
  expected: 'an object with two groups of classes',
  accepts: (value) => Array.isArray(value) && value.length === 2,
};

/**
 * Whether the first of two groups of classes loses more recall than the second, as a mean over its classes with its 95 %
 * interval: in points, `before − after`, or as the share of `before`, both times 100. The interval takes the two recalls
 * as of different images, which is no narrower where they are of the same, and contains the mean without any one class.
 * A class without images or, for a share, without recall is left out. Throws UserError on recalls outside 0..1.
 */
export function judgeLosses(
  groups: { readonly [name: string]: ClassLosses },
  unit: 'points' | 'share',
): NetworkVerdict {
  checkValue('judgeLosses', 'unit', unit, oneOf('points', 'share'));
  const named = checkValue('judgeLosses', 'groups', Object.entries(groups ?? {}), two);
  const evidence = Object.fromEntries(
    named.map(([name, group]) => [name, meanLoss(checkValue('judgeLosses', name, group, losses), unit)]),
  );
  const { answer, doubt } = finding(evidence, (first, second) => first > second);
  return { answer, ...worded(evidence, doubt) };
}

function meanLoss({ before, after, nBefore, nAfter, classes }: ClassLosses, unit: 'points' | 'share') {
  const lost = (a: number, b: number) => 100 * (unit === 'points' ? a - b : 1 - b / a);
  return overKnown(
    classes.map((c) => derived(lost, shareOf(before[c], nBefore[c]), shareOf(after[c], nAfter[c]))),
  );
}
