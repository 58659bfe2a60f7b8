// The quantities of the paper, and some of its field: pure functions of embeddings, without tensors and without files.
export type { MeasureOptions, Ranked } from './analysis';
export { type Ablation, type AblationOptions, ablate } from './class/ablation';
export {
  type Calibration,
  calibration,
  confidences,
  type ReliabilityBin,
  reliability,
} from './class/calibration';
export { ceMeans, classMeans } from './class/class-means';
export { classTopKRatio, type InstanceTopK } from './class/class-top-k';
export {
  type Contribution,
  type ContributionOptions,
  contribution,
  contributionPresets,
} from './class/contribution';
export { type DescribingFeatures, describingFeatures } from './class/describing-features';
export { hitFeatures } from './class/hit-features';
export { balancedAccuracy, confusion, recall } from './class/recall';
export { shotGroups, shotMeans } from './class/shot-groups';
export { type SufficientOptions, sufficientFeatures } from './class/sufficient-features';
export { membersFrom, topMembers } from './class/top-members';
export { type MatchedOptions, matchedUnionOfTopK, unionOfTopK } from './class/union';
export { type WeightStats, weightStats } from './class/weight-stats';
export { largestAdversary } from './instance/adversary';
export { classEmbedding } from './instance/class-embedding';
export { type Coverage, coverage } from './instance/coverage';
export { type CoverageOptions, coveragePresets } from './instance/coverage-options';
export { type MinimalK, minimalK } from './instance/minimal-k';
export { type Projection, type ProjectionOptions, project } from './instance/project';
export {
  bothEnds,
  type ClassRows,
  classCounts,
  type Grouping,
  groupSizes,
  inPercent,
  maxOf,
  meanOf,
  minOf,
  type Rows,
  rarestClass,
} from './per-class';
export { type Remedy, type RemedyOptions, remedyHeads } from './remedies/heads';
export { eos, type OversampleOptions, smote } from './remedies/oversample';
export { type Recognised, type Remedies, type RemediesOptions, remedies } from './remedies/remedies';
export { spearman } from './spearman';
export { fpOverTrain, type TestOverTrain } from './train-test/fp-over-train';
export { type Frobenius, type FrobeniusOptions, frobenius } from './train-test/frobenius';
export { matchedSample } from './train-test/matched-sample';
export { type NeuralCollapse, neuralCollapse } from './train-test/neural-collapse';
export { type Overlap, type OverlapOptions, overlap } from './train-test/overlap';
export { type FpMode, splitTpFp } from './train-test/tp-fp';
export type { BootstrapOptions, Interval, Intervals } from './uncertainty/bootstrap';
export { coverageIntervals, recallIntervals } from './uncertainty/class-intervals';
export { type Bounds, spearmanInterval, wilsonInterval } from './uncertainty/formulas';
export { largestMeanCeIntervals } from './uncertainty/largest-mean-ce-intervals';
export type { StandardErrors } from './uncertainty/standard-errors';
export { type TwoEffects, twoEffects } from './uncertainty/two-effects';
