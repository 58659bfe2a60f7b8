export type { Architecture } from './architecture';
export { loadCheckpoint, saveCheckpoint } from './checkpoint';
export { headOf } from './head';
export type { Network, Weights } from './weights';
