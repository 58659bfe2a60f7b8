// Training: the configuration, losses, schedule and loop; and retraining a classifier alone.
export { startBackend } from '../backend/start';
export { type Overrides, resolveConfig } from './config';
export type { Preset, Setting, TrainingConfig } from './config-fields';
export { type LiveOptions, type LiveRun, trainLive } from './live';
export { presetOf } from './preset-of';
export { type Retrained, type RetrainOptions, retrainClassifier } from './retrain';
export { loadDataset, trainingIndices } from './task';
