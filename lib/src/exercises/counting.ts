import type { PerClass } from '../measure/per-class';

/** Share of the images predicted rightly; null without images. */
export function shareRight(labels: readonly number[], predictions: readonly number[]): number | null {
  const right = labels.filter((label, i) => label === predictions[i]).length;
  return labels.length === 0 ? null : right / labels.length;
}

/** Of each class's images, the share predicted as the class. `[C]`. */
export function recallOf(labels: readonly number[], predictions: readonly number[], C: number): PerClass {
  return Array.from({ length: C }, (_, c) => {
    const own = [...labels.keys()].filter((i) => labels[i] === c);
    return shareRight(
      own.map(() => c),
      own.map((i) => predictions[i]),
    );
  });
}

/** Of the images predicted as each class, the share that is of the class. `[C]`. */
export function precisionOf(labels: readonly number[], predictions: readonly number[], C: number): PerClass {
  return recallOf(predictions, labels, C);
}
