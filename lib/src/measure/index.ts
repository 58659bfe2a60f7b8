export * from './analysis';
export * from './class/ablation';
export { ceMeans, classMeans } from './class/class-means';
export { classTopKRatio, type InstanceTopK } from './class/class-top-k';
export {
  type Contribution,
  type ContributionOptions,
  contribution,
  contributionPresets,
} from './class/contribution';
export * from './class/describing-features';
export * from './class/feature-examples';
export { hitFeatures } from './class/hit-features';
export * from './class/recall';
export { type ShotGroup, shotGroups, shotMeans } from './class/shot-groups';
export { type SufficientOptions, sufficientDefaults, sufficientFeatures } from './class/sufficient-features';
export { type Members, topMembers } from './class/top-members';
export { type MatchedOptions, matchedUnionOfTopK, unionOfTopK } from './class/union';
export * from './class/weight-stats';
export * from './instance/adversary';
export { type CeUnits, classEmbedding } from './instance/class-embedding';
export { type Coverage, coverage } from './instance/coverage';
export { type CoverageOptions, coveragePresets } from './instance/coverage-options';
export * from './instance/example-instances';
export { type MinimalK, minimalK } from './instance/minimal-k';
export * from './instance/project';
export { topKSum } from './instance/top-k-sum';
export { predictionsWithout } from './instance/zeroed';
export { measure } from './measure';
export { type ClassRows, type Grouping, groupSizes, maxOf, meanOf, minOf, type PerClass } from './per-class';
export { spearman } from './spearman';
export * from './train-test/fp-over-train';
export * from './train-test/frobenius';
export { matchedSample } from './train-test/matched-sample';
export * from './train-test/overlap';
export { type FpMode, splitTpFp, type TpFp } from './train-test/tp-fp';
export type { BootstrapOptions, Interval, Intervals } from './uncertainty/bootstrap';
export * from './uncertainty/class-intervals';
export { contributionIntervals } from './uncertainty/contribution-intervals';
export { largestMeanCeIntervals } from './uncertainty/largest-mean-ce-intervals';
