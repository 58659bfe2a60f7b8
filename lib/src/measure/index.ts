export * from './ablation';
export * from './adversary';
export * from './analysis';
export type { BootstrapOptions, Interval, Intervals } from './bootstrap';
export { type CeUnits, classEmbedding } from './class-embedding';
export * from './class-intervals';
export { ceMeans, classMeans } from './class-means';
export { classTopKRatio, type InstanceTopK } from './class-top-k';
export {
  type Contribution,
  type ContributionOptions,
  contribution,
  contributionPresets,
} from './contribution';
export { contributionIntervals } from './contribution-intervals';
export { type Coverage, coverage } from './coverage';
export { type CoverageOptions, coveragePresets } from './coverage-options';
export * from './describing-features';
export * from './example-instances';
export * from './feature-examples';
export * from './fp-over-train';
export * from './frobenius';
export { hitFeatures } from './hit-features';
export { largestMeanCeIntervals } from './largest-mean-ce-intervals';
export { matchedSample } from './matched-sample';
export { measure } from './measure';
export { type MinimalK, minimalK } from './minimal-k';
export * from './overlap';
export { type ClassRows, type Grouping, groupSizes, maxOf, meanOf, minOf, type PerClass } from './per-class';
export * from './project';
export * from './recall';
export { type ShotGroup, shotGroups, shotMeans } from './shot-groups';
export { spearman } from './spearman';
export * from './sufficient-features';
export { topKSum } from './top-k-sum';
export { type Members, topMembers } from './top-members';
export * from './tp-fp';
export * from './union';
export * from './weight-stats';
export { predictionsWithout } from './zeroed';
