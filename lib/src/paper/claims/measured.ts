import type { Analysis } from '../../measure/analysis';
import { Z95 } from '../../measure/uncertainty/formulas';
import { firsts, type Maybe } from '../known';
import { derived, type Evident, extreme, isEstimate, meanWith, over, overClasses, shareOf } from './estimate';

type PerClass = readonly Evident[] | null;

/** Classes `from` to `to`, both included. */
export function classes(values: PerClass, from: number, to: number): PerClass {
  return values?.slice(from, to + 1) ?? null;
}

/** The two ends of ten classes that the paper's text sets against each other, each as its mean. Source: paper §5.3. */
export function bothEnds(values: PerClass) {
  return {
    'classes 6-9': overClasses(classes(values, 6, 9)),
    'classes 0-3': overClasses(classes(values, 0, 3)),
  };
}

/** In percent. */
export function percent(share: Evident): Evident {
  return derived((value) => 100 * value, share);
}

/** Recall of each class, 0..1, with the interval that its number of images allows. */
export function recalls(analysis: Analysis | null, set: 'train' | 'test'): PerClass {
  if (!analysis) return null;
  const { measures, nTrain, nTest } = analysis;
  const [of, n] = set === 'train' ? [measures.trainRecall, nTrain] : [measures.testRecall, nTest];
  return of.map((recall, c) => shareOf(recall, n[c]));
}

/** Train minus test recall of each class, percentage points. */
export function gaps(analysis: Analysis | null): PerClass {
  const [train, test] = [recalls(analysis, 'train'), recalls(analysis, 'test')];
  return train && test && train.map((recall, c) => derived((a, b) => 100 * (a - b), recall, test[c]));
}

/** Test BAC in percent; its interval follows from those of the recalls: one of 0 or 1 is not certain either. */
export function testBac(analysis: Analysis | null): Evident {
  if (!analysis) return null;
  const { testBac: value } = analysis.measures;
  const known = recalls(analysis, 'test')!.filter((recall) => recall !== null);
  const mean = derived((...all) => all.reduce((sum, one) => sum + one, 0) / all.length, ...known);
  if (!isEstimate(mean) || value === null) return percent(value);
  const [low, high] = [mean.low, mean.high].map((end) => value + end - mean.value);
  return percent({ ...mean, value, low, high, n: total(analysis.nTest) });
}

/**
 * A BAC of 0..1 in percent. The recalls behind it are not known: it gets the interval of a share of all test images, which is
 * no narrower.
 */
export function bacOf(bac: Maybe, analysis: Analysis | null): Evident {
  return percent(shareOf(bac, analysis && total(analysis.nTest)));
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0);
}

/** Top-K coverage of each class. */
export function coverageAt(analysis: Analysis | null, K: number): PerClass {
  const shares = analysis?.measures.coverage.paper[K]?.perClass;
  return shares?.map((share, c) => shareOf(share, analysis!.measures.standardErrors?.coverageN[c])) ?? null;
}

/** Mean instance top-K number of each class. */
export function featuresNeeded(analysis: Analysis | null): PerClass {
  return withErrors(analysis, analysis?.measures.minimalK.perClassMean, (errors) => errors.minimalK);
}

/** Largest mean ce of each class. */
export function topCe(analysis: Analysis | null): PerClass {
  return withErrors(analysis, firsts(analysis?.measures.meanCe.top), (errors) => errors.meanCe);
}

/** Largest over second largest mean ce of each class. */
export function dropOffs(analysis: Analysis | null): PerClass {
  const drops = analysis?.measures.meanCe.top.map((row) => over(row?.[0], row?.[1]) as Maybe);
  return withErrors(analysis, drops, (errors) => errors.dropOff);
}

/** Largest contribution of each class, or that of its loudest feature. */
export function contributions(
  analysis: Analysis | null,
  preset: 'paper' | 'exact',
  which: 'largest' | 'loudest',
): PerClass {
  const shares = analysis?.measures.contribution[preset];
  const errors = analysis?.measures.standardErrors?.contribution[preset];
  const ofClass = (row: readonly number[] | null, c: number): Evident => {
    const ranked = row?.map((share, k) =>
      meanWith(share, errors && (errors[c]?.[k] ?? null), analysis!.nTrain[c]),
    );
    return which === 'largest' ? extreme(ranked, 'largest') : ranked?.[0];
  };
  return shares?.map(ofClass) ?? null;
}

/** Class 0, the mean of the others, and their quotient: Tables 3 and 4. */
export function againstOthers(values: PerClass) {
  const [majority, others] = [values?.[0], overClasses(values?.slice(1))];
  return { majority, others, ratio: over(others, majority) };
}

/** Largest mean fe of each class. */
export function topFe(analysis: Analysis | null): PerClass {
  return withErrors(analysis, firsts(analysis?.measures.meanFe.top), (errors) => errors.meanFe);
}

/** Sum of each class's ten largest weights; the interval is what it would be without the largest of them. */
export function sumTop10(analysis: Analysis | null): PerClass {
  const weights = analysis?.measures.weights;
  return (
    weights?.sumTop10.map((sum, c) => {
      const top = weights.top[c];
      const without = top && top.length > 1 ? sum - top[0] + top.at(-1)! : sum;
      return {
        value: sum,
        low: Math.min(sum, without),
        high: sum,
        n: 10,
        of: 'weights' as const,
        leftOut: true,
      };
    }) ?? null
  );
}

/** For each of class c's most frequent features, the share of the class's images that have it among their top K. */
export function topRatios(analysis: Analysis | null, c: number): PerClass {
  const n = analysis?.nTrain[c];
  return analysis?.measures.classTopK.ratio[c]?.map((ratio) => shareOf(ratio, n)) ?? null;
}

/** What TP or FP keep of each class's strongest training feature. */
export function kept(analysis: Analysis | null, of: 'tp' | 'fp'): PerClass {
  const n = analysis?.measures.standardErrors?.[of === 'tp' ? 'nTp' : 'nFp'];
  const errors = analysis?.measures.standardErrors?.fpOverTrain[of];
  return analysis?.measures.fpOverTrain[of].map((share, c) => meanWith(share, errors?.[c], n?.[c])) ?? null;
}

/** The mean over those of some classes that have a value. */
export function overKnown(values: PerClass): Evident {
  return overClasses(values?.filter((one) => one !== null && one !== undefined));
}

/**
 * A Frobenius norm. Its interval reaches further down than up: even the means of two samples of the same images are some way
 * apart, and the lower end is what remains beyond that.
 */
export function norm(analysis: Analysis | null, of: 'tp' | 'fp'): Evident {
  const value = analysis?.measures.frobenius[of];
  const found = analysis?.measures.standardErrors?.frobenius[of];
  if (typeof value !== 'number' || !found) return value;
  const half = Z95 * found.error;
  const n = total(analysis!.measures.standardErrors[of === 'tp' ? 'nTp' : 'nFp']);
  const beyondNoise = Math.sqrt(Math.max(0, value ** 2 - found.noise ** 2));
  return { value, low: Math.max(0, beyondNoise - half), high: value + half, n, of: 'images' };
}

/** A mean overlap of frequent features, as a share of all features compared: `members` of each class that has such images. */
export function overlapShare(analysis: Analysis | null, which: 'feTp' | 'ceTp' | 'feFp' | 'ceFp'): Evident {
  const overlap = analysis?.measures.overlap;
  const compared = overlap?.perClass?.[which].filter((share) => share !== null).length;
  const value = shareOf(overlap?.[which], compared && compared * analysis!.options.members);
  return typeof value === 'object' && value ? { ...value, of: 'features' } : value;
}

function withErrors(
  analysis: Analysis | null,
  values: readonly Maybe[] | null | undefined,
  errorsOf: (errors: Analysis['measures']['standardErrors']) => readonly Maybe[],
): PerClass {
  const errors = analysis?.measures.standardErrors;
  const known = errors && errorsOf(errors);
  return values?.map((value, c) => meanWith(value, known && (known[c] ?? null), analysis!.nTrain[c])) ?? null;
}
