export * from './architecture';
export { loadCheckpoint, saveCheckpoint } from './checkpoint';
export { headOf } from './head';
export { initialise } from './initialise';
export type { HostTensor, Network, Weights } from './weights';
