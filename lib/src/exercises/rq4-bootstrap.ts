import { checkFunction } from './check-function';
import { sumOf } from './ranking';

type Args = [values: number[], resamples: number[][], cut: number];

/** The interval of the resamples' statistics, sorted by `sort`. */
function interval(
  statistic: (values: number[]) => number,
  sort = (means: number[]) => means.toSorted((a, b) => a - b),
  drawn = (draw: number[]) => draw,
) {
  return (...[values, resamples, cut]: Args): number[] => {
    const means = sort(resamples.map((draw) => statistic(drawn(draw).map((i) => values[i]))));
    return [means[cut], means[means.length - 1 - cut]];
  };
}

const mean = (values: number[]) => sumOf(values) / values.length;

/**
 * `[low, high] = f(values, resamples, cut)`: the lowest and highest mean of the resamples once the `cut` lowest and
 * the `cut` highest means are removed. `resamples: [draws][n]` are positions in `values: [n]`, drawn with replacement.
 */
export const bootstrapInterval = checkFunction<Args, number[]>({
  name: 'bootstrapInterval',
  given: ['values', 'resamples', 'cut'],
  solve: interval(mean),
  cases: [
    ['four resamples of three values', [1, 2, 6], [[0, 0, 1], [2, 2, 0], [1, 1, 1], [0, 1, 2]], 1],
    ['nothing cut off', [1, 2, 6], [[0, 0, 1], [2, 2, 0], [1, 1, 1], [0, 1, 2]], 0],
    ['means of one and of two digits', [9, 10, 11], [[0, 0, 0], [1, 1, 1], [2, 2, 2]], 0],
  ],
  mistakes: {
    'You did not sort the means.':
      interval(mean, (means) => means),
    '`sort()` without a comparison function sorts text: "10" comes before "9". Give it `(a, b) => a - b`.':
      interval(mean, (means) => means.toSorted()),
    'You took each value once. Drawn with replacement, a value counts as often as it was drawn.':
      interval(mean, undefined, (draw) => [...new Set(draw)]),
    'You added up without dividing: the mean of each resample is asked for.':
      interval(sumOf),
    'You cut nothing off: the interval leaves out `cut` means at each end.':
      (values, resamples) => interval(mean)(values, resamples, 0),
    'You took the ends of the values. The interval is one of means.':
      (values, _, cut) => [values[cut], values[values.length - 1 - cut]],
  },
  paper:
    'The paper has no intervals. With few images in the rarest class they are wide, and say which differences are not chance.',
});
