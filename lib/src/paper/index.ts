export * from './claims';
export * from './compare';
export * from './inconsistencies';
export { type MeasurableRun, measureRuns } from './measure-runs';
export * from './published';
export type { Results, SettingResult } from './results';
export * from './runs-at-hand';
export * from './settings';
export { ourValues } from './values';
