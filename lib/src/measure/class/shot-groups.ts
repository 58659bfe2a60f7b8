import { checkEach, number, orNull, whole } from '../../options';
import { meanOf, type PerClass } from '../per-class';

/** A group of classes, as the long-tail field forms them. */
export type ShotGroup = 'many' | 'medium' | 'few';

/**
 * Classes of each group, by their training images `counts: [C]`: many-shot over 100, medium-shot 20 to 100, few-shot
 * under 20. A group may be empty. Source: Liu et al., Large-Scale Long-Tailed Recognition in an Open World (CVPR 2019).
 */
export function shotGroups(counts: readonly number[]): Record<ShotGroup, number[]> {
  checkEach('shotGroups', 'count', counts, whole());
  const groups: Record<ShotGroup, number[]> = { many: [], medium: [], few: [] };
  for (const [c, count] of counts.entries()) groups[groupOf(count)].push(c);
  return groups;
}

/**
 * Unweighted mean of the class values in each group, classes without a value left out; null for a group without any.
 * A balanced twin is compared in the groups of the imbalanced `counts: [C]`, so that they are the same classes.
 */
export function shotMeans(values: PerClass, counts: readonly number[]): Record<ShotGroup, number | null> {
  checkEach('shotMeans', 'value', values, orNull(number()));
  const groups = shotGroups(counts);
  const mean = (group: ShotGroup) => meanOf(groups[group].map((c) => values[c] ?? null));
  return { many: mean('many'), medium: mean('medium'), few: mean('few') };
}

function groupOf(count: number): ShotGroup {
  if (count > 100) return 'many';
  return count >= 20 ? 'medium' : 'few';
}
