export { type Environment, type Move, trainedOn } from './environment';
export { extractEmbeddings } from './finish';
export * from './load-run';
export { type Manifest, type ManifestRun, readManifest } from './manifest';
export { publishRun } from './publish';
export { retrainedBac } from './retrained-bac';
export { type RunOptions, trainRun } from './run';
export { RunFolder } from './run-folder';
export * from './run-images';
