import type { Analysis, CoverageByK, Ranked } from '../../measure/analysis';
import type { PerClass } from '../../measure/per-class';
import { inPercent } from '../../measure/per-class';
import type { TableColumn, TitledTable } from '../table';

/** An analysis, and what its classes are called. */
export interface NamedAnalysis extends Analysis {
  /** `[C]`. Default: their numbers. */
  readonly classNames?: readonly string[];
}

/** Every measure of a network by class, in six tables. */
export function reportTables(report: NamedAnalysis): TitledTable[] {
  return [
    recallTable(report),
    coverageTable(report, 'paper'),
    coverageTable(report, 'exact'),
    magnitudeTable(report),
    featureTable(report),
    similarityTable(report),
  ];
}

/** How well each class is recognised. */
function recallTable(report: NamedAnalysis): TitledTable {
  const { nTrain, nTest, measures } = report;
  const { trainRecall, testRecall, trainBac, testBac } = measures;
  const columns = [
    { name: 'train', values: nTrain },
    { name: 'test', values: nTest },
    { name: 'train recall', values: [...trainRecall, trainBac].map(inPercent) },
    { name: 'test recall', values: [...testRecall, testBac].map(inPercent) },
  ];
  return byClass('Instances, and recall in %', report, columns, ['mean']);
}

/** Coverage ratios under one preset. */
function coverageTable(report: NamedAnalysis, preset: 'paper' | 'exact'): TitledTable {
  const byK: CoverageByK = report.measures.coverage[preset];
  const columns = Object.entries(byK).map(([K, { perClass, classMean, overall }]) => ({
    name: `K=${K}`,
    values: [...perClass, classMean, overall].map(inPercent),
  }));
  return byClass(`Top-K coverage in %, preset ${preset}`, report, columns, ['mean', 'all instances']);
}

/** The strongest classification embeddings, what they contribute, and the weights behind them. */
function magnitudeTable(report: NamedAnalysis): TitledTable {
  const { meanCe, meanFe, weights, contribution, minimalK } = report.measures;
  const first = ({ top }: Pick<Ranked, 'top'>) => top.map((row) => row?.[0] ?? null);
  return byClass('Largest mean magnitudes, contributions and weights', report, [
    { name: 'mean k*', values: minimalK.perClassMean },
    { name: 'mean ce', values: first(meanCe) },
    { name: 'feature', values: meanCe.index.map((row) => row?.[0] ?? null) },
    { name: 'its weight', values: meanCe.weight.map((row) => row?.[0] ?? null) },
    { name: 'mean fe', values: first(meanFe) },
    { name: 'contribution', values: first({ top: contribution.paper }) },
    { name: '(exact)', values: first({ top: contribution.exact }) },
    { name: 'largest W', values: first(weights) },
    { name: 'sum of 10', values: weights.sumTop10 },
  ]);
}

/** How many features describe a class. */
function featureTable(report: NamedAnalysis): TitledTable {
  const { classTopK, describe } = report.measures;
  return byClass(`Features among the top ${report.options.topK} of the instances`, report, [
    { name: 'most frequent %', values: classTopK.ratio.map((row) => inPercent(row?.[0])) },
    { name: 'union', values: describe.union },
    { name: 'of equal samples', values: describe.unionMatched },
    { name: 'one each', values: describe.hit },
    { name: 'deciding', values: describe.sufficient },
  ]);
}

/** How test instances resemble the training instances of their class. */
function similarityTable(report: NamedAnalysis): TitledTable {
  const { overlap, frobenius, fpOverTrain } = report.measures;
  const { feTp, ceTp, feFp, ceFp, perClass } = overlap;
  const share = (values: PerClass, whole: number | null) => [...values, whole].map(inPercent);
  const fp = report.options.fpMode === 'missed' ? 'FP = missed instances' : 'FP = predicted as the class';
  const title = `Test against training: common frequent features in %, distances of means; ${fp}`;
  const columns = [
    { name: 'FP', values: frobenius.nFp },
    { name: 'fe TP', values: share(perClass.feTp, feTp) },
    { name: 'ce TP', values: share(perClass.ceTp, ceTp) },
    { name: 'fe FP', values: share(perClass.feFp, feFp) },
    { name: 'ce FP', values: share(perClass.ceFp, ceFp) },
    { name: 'distance TP', values: [...frobenius.rowsTp, frobenius.tp] },
    { name: 'distance FP', values: [...frobenius.rowsFp, frobenius.fp] },
    { name: 'top fe FP/train', values: fpOverTrain.fp },
  ];
  return byClass(title, report, columns, ['all']);
}

/** Classes by number and name, `3 cat`; by name alone where names are numbers themselves, as those of digits. */
function numberedNames(classNames: readonly string[]): string[] {
  const digits = classNames.some((name) => /^\d+$/.test(name));
  return classNames.map((name, c) => (digits ? name : `${c} ${name}`));
}

/** One row a class, and one for each of `more`, for columns that go that far. */
function byClass(
  title: string,
  { classNames, nTrain }: NamedAnalysis,
  columns: readonly TableColumn[],
  more: readonly string[] = [],
): TitledTable {
  const names = [...numberedNames(nTrain.map((_, c) => classNames?.[c] ?? String(c))), ...more];
  const filled = columns.map(({ name, values }) => ({
    name,
    values: names.map((_, r) => values[r] ?? null),
  }));
  return { title, table: { columns: [{ name: 'class', values: names }, ...filled] } };
}
