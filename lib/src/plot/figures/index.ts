export { type AblationData, ablation } from './ablation';
export { type AccumulationData, accumulation } from './accumulation';
export { type Accuracy, type AccuracyData, accuracy } from './accuracy';
export { type CeFactorData, ceFactors, type Factors } from './ce-factors';
export { claimShares, type SharedClaim } from './claim-shares';
export { type ClaimTile, claims } from './claims';
export { type ClassBarsData, type ClassSeries, classBars } from './class-bars';
export { type ComparisonOptions, comparison, type PaperOurs } from './comparison';
export { type ContactSheetOptions, contactSheet } from './contact-sheet';
export { type CoverageData, coverage, type ModelCoverage } from './coverage';
export { type CoverageByKData, coverageByK } from './coverage-by-k';
export { type CoverageSliderOptions, coverageSlider } from './coverage-slider';
export { type DescribingFeaturesData, describingFeatures } from './describing-features';
export { type FeatureImagesData, featureImages } from './feature-images';
export { type HeatMapOptions, heatMap } from './heat-map';
export { type LogitExampleData, type LogitExampleOptions, logitExample } from './logit-example';
export { type MeanFeData, type MeanFeOptions, meanFe } from './mean-fe';
export { type CollapsedNetwork, type NeuralCollapseData, neuralCollapse } from './neural-collapse';
export { type ProjectionData, type ProjectionFigureOptions, projection } from './projection';
export {
  type ClassMembers,
  type ClassWeights,
  classTopK,
  contributions,
  meanCe,
  type RankedFeatures,
  type TwinMembers,
  type TwinOptions,
  weights,
} from './ranked';
export {
  type ConfidenceBin,
  type ReliabilityCurve,
  type ReliabilityData,
  reliability,
} from './reliability';
export { type RetrainingData, retraining } from './retraining';
export { type TrainedEpoch, type TrainingData, trainingCurves } from './training-curves';
