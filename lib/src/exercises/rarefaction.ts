import { checkFunction } from './check-function';
import { sumOf } from './ranking';

/** Chance that a sample of m of n images has none of the f that show a feature; by a product, as factorials overflow. */
function nobody(n: number, f: number, m: number): number {
  let chance = 1;
  for (let k = 0; k < m; k++) chance *= Math.max(0, n - f - k) / (n - k);
  return chance;
}

/** Features expected in m of n images drawn without replacement, feature j shown by `f[j]` of the n. */
export function featuresIn(n: number, f: readonly number[], m: number): number {
  return sumOf(f.map((images) => 1 - nobody(n, images, m)));
}

/** n! as a number: Infinity beyond 170. */
function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

function choose(n: number, k: number): number {
  return k > n ? 0 : factorial(n) / (factorial(k) * factorial(n - k));
}

/**
 * `features = f(n, f, m)`: the expected number of different features in m random ones of a class's n images, where
 * feature j occurs in f[j] of the n; null if m > n. Source: rarefaction, Hurlbert, Ecology 52 (1971).
 */
export const rarefied = checkFunction<[n: number, f: number[], m: number], number | null>({
  name: 'rarefied',
  given: ['n', 'f', 'm'],
  solve: (n, f, m) => (m > n ? null : featuresIn(n, f, m)),
  cases: [
    ['two of four images', 4, [4, 2], 2],
    ['a single image', 4, [4, 2], 1],
    ['all images: the union', 3, [1, 0, 3], 3],
    ['many images', 400, [200, 400], 200],
    ['more images than there are', 3, [1, 2], 5],
  ],
  mistakes: {
    'You drew with replacement. An image cannot be drawn twice: with every draw there is one fewer.':
      (n, f, m) => sumOf(f.map((images) => 1 - (1 - images / n) ** m)),
    'You added up the chances that an image of the sample shows a feature. A feature counts once, however often it is shown.':
      (n, f, m) => (m * sumOf(f)) / n,
    'You added up the chances that nobody has a feature: take 1 less each of them.':
      (n, f, m) => sumOf(f.map((images) => nobody(n, images, m))),
    'The factorials are Infinity, and Infinity / Infinity is NaN. Multiply the steps (n - f - k) / (n - k) instead.':
      (n, f, m) => sumOf(f.map((images) => 1 - choose(n - images, m) / choose(n, m))),
    'You returned the union of all n images.':
      (_, f) => f.filter((images) => images > 0).length,
    'A sample of more images than there are cannot be drawn without replacement: return null.':
      (n, f, m) => featuresIn(n, f, Math.min(n, m)),
  },
  paper: 'The fair version of Fig. 9, without a random number: the same m for every class.',
});
