export { type Backend, type BackendName, memory, startBackend } from '../backend/start';
export * from './config';
export * from './fit';
export * from './live';
export { presetOf } from './preset-of';
export * from './retrain';
export { loadDataset, taskOf, trainingIndices } from './task';
export { classCounts, type Regime, type Task } from './trainer';
