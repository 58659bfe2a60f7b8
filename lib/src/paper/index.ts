// What the paper says beside what is found here: its numbers, its claims as predicates, and tables over many runs.
export { balancedTwin } from './balanced-twin';
export {
  type ClaimShare,
  claimShares,
  collectedRuns,
  type NumberSpread,
  numberSpreads,
  type RunKind,
  type RunTable,
  runKinds,
} from './beyond-seeds';
export {
  type ClassLosses,
  claims,
  judgeBySetting,
  judgeClaims,
  judgeLosses,
  judgeNetwork,
  type NetworkOptions,
  type NetworkVerdict,
  type Verdict,
} from './claims';
export { type ComparisonRow, compareWithPublished } from './compare';
export { inWords } from './id-words';
export { type Inconsistency, inconsistencies } from './inconsistencies';
export { measureRuns } from './measure-runs';
export { type PublishedNumber, published } from './published';
export { type PaperReport, paperReport } from './report';
export type { Results, SettingResult } from './results';
export { runsAtHand } from './runs-at-hand';
export { claimsOverSeeds, type SeedSpread, seedSpreads } from './seed-spreads';
export { otherSeeds, type SeedRun, withSeed } from './seeds';
export { type PaperSetting, settings } from './settings';
export { type SpreadRow, spreadOverSeeds } from './spread';
export { type TrainedRemedy, trainedRemedies } from './trained-remedies';
export { ourValues } from './values';
