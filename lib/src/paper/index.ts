export * from './claims';
export * from './compare';
export * from './inconsistencies';
export * from './published';
export type { Run, Runs } from './runs';
export * from './settings';
export { ourValues } from './values';
