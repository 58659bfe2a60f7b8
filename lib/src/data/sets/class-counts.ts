import { UserError } from '../../errors';

/** Labels of a file, and how many there must be of each. */
export interface ClassDemand {
  /** The file, for the error. */
  readonly where: string;
  /** `labels: [n]`. */
  readonly labels: ArrayLike<number>;
  readonly classNames: readonly string[];
  readonly perClass: number;
  readonly remedy: string;
}

/** Throws UserError, naming the class, unless there are at least `perClass` images of every class. */
export function requirePerClass({ where, labels, classNames, perClass, remedy }: ClassDemand): void {
  const counts = new Array<number>(classNames.length).fill(0);
  for (let i = 0; i < labels.length; i++) counts[labels[i]]++;
  const short = counts.findIndex((count) => count < perClass);
  if (short < 0) return;
  throw new UserError({
    where,
    given: `${counts[short]} images of class ${classNames[short]}`,
    expected: `at least ${perClass} of each class`,
    remedy,
  });
}
